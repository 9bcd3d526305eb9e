import { IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { LogWindowControl } from '../model/log-window.ts'

/** Says what was cleared and brings it back. It stays while the pointer or the focus is on it. */
export function ClearedOffer({ window }: { window: LogWindowControl }) {
  const cleared = window.cleared.value
  return (
    <div class="cleared-place" role="status" aria-label={t('lastClearing')}>
      {cleared && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it.
        <div
          class="toast"
          onMouseEnter={window.keepOffer}
          onMouseLeave={window.releaseOffer}
          onFocusIn={window.keepOffer}
          onFocusOut={window.releaseOffer}
        >
          <span class="toast-text">{t('logCleared', cleared.entries)}</span>
          <button type="button" class="toast-action" onClick={window.undoClear}>
            {t('undo')}
          </button>
          <IconButton icon="close" label={t('dismiss')} onClick={window.settle} />
        </div>
      )}
    </div>
  )
}
