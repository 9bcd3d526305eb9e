import { IconButton } from './controls.tsx'
import { standing } from './offer.ts'
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
    <div class="toast" {...standing(offer)}>
      <span class="toast-text">{text}</span>
      <button type="button" class="toast-action" onClick={() => void offer.undo()}>
        {t('undo')}
      </button>
      <IconButton icon="close" label={t('dismiss')} onClick={offer.dismiss} />
    </div>
  )
}
