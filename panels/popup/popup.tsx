import { PolicyNotice } from '../shared/policy-notice.tsx'
import { t } from '../shared/text.ts'
import { PinnedItem } from './pinned-item.tsx'
import type { PopupModel } from './popup-model.ts'

/** The connections that outlive DevTools, at hand from the toolbar. */
export function Popup({ model }: { model: PopupModel }) {
  const pinned = model.pinned.value
  return (
    <main class="popup" aria-busy={!model.ready.value}>
      <h1 class="popup-title">
        <img src="/icons/32.png" width="16" height="16" alt="" />
        {t('extensionName')}
      </h1>
      <PolicyNotice policy={model.policy.value} />
      {pinned.length > 0 && (
        <ul class="pinned" aria-label={t('pinnedConnections')}>
          {pinned.map((item) => (
            <PinnedItem
              key={item.connection.id}
              model={model}
              item={item}
              isOpen={item.connection.id === model.open.value}
            />
          ))}
        </ul>
      )}
      {model.ready.value && pinned.length === 0 && <p class="popup-empty">{t('nothingPinned')}</p>}
    </main>
  )
}
