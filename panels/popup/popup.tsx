import type { TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { OptionsLink } from '../shared/options-link.tsx'
import { PolicyNotice } from '../shared/policy-notice.tsx'
import { t } from '../shared/text.ts'
import { PinnedItem } from './pinned-item.tsx'
import type { PopupModel } from './popup-model.ts'

/** The connections that outlive DevTools, at hand from the toolbar. */
export function Popup({ model }: { model: PopupModel }) {
  const pinned = model.pinned.value
  const list = useRef<HTMLUListElement>(null)
  const isReady = model.ready.value
  // Whoever opens the popup wants to write, or to connect first. After the paint it would be taken from what is begun in between.
  useLayoutEffect(() => {
    if (isReady)
      (list.current?.querySelector<HTMLElement>('[data-phase="open"] textarea') ?? firstButton(list.current))?.focus()
  }, [isReady])
  return (
    <main class="popup" aria-busy={!model.ready.value}>
      <header class="popup-head">
        <img src="/icons/32.png" width="16" height="16" alt="" />
        <h1>{t('extensionName')}</h1>
        <OptionsLink />
      </header>
      <PolicyNotice policy={model.policy.value} />
      {pinned.length > 0 && (
        <ul ref={list} class="pinned" aria-label={t('pinnedConnections')} onKeyDown={walk}>
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

function firstButton(list: HTMLElement | null): HTMLElement | null {
  return list?.querySelector('button:not(.pinned-title)') ?? null
}

/** Up and down go from connection to connection, from wherever in one of them the focus is. */
function walk(event: TargetedKeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
  const titles = [...event.currentTarget.querySelectorAll<HTMLElement>('.pinned-title')]
  const present = titles.findIndex((title) => title.closest('li')?.contains(event.target as Node))
  titles[Math.min(titles.length - 1, Math.max(0, present + step))]?.focus()
  event.preventDefault()
}
