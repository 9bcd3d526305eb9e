import { IconButton } from './controls.tsx'
import { t } from './text.ts'

export interface ToastOffer {
  hold(): void
  release(): void
  dismiss(): void
  undo(): unknown
}

interface ToastProps {
  readonly text: string
  readonly offer: ToastOffer
}

/** Says what was done and offers to take it back. It stays while the pointer or the focus is on it. */
export function Toast({ text, offer }: ToastProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it.
    <div
      class="toast"
      onMouseEnter={offer.hold}
      onMouseLeave={offer.release}
      onFocusIn={offer.hold}
      onFocusOut={offer.release}
    >
      <span class="toast-text">{text}</span>
      <button type="button" class="toast-action" onClick={() => void offer.undo()}>
        {t('undo')}
      </button>
      <IconButton icon="close" label={t('dismiss')} onClick={offer.dismiss} />
    </div>
  )
}
