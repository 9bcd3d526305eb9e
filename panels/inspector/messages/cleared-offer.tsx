import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { LogWindowControl } from '../model/log-window.ts'

/** Says what was cleared and brings it back. */
export function ClearedOffer({ window }: { window: LogWindowControl }) {
  const cleared = window.cleared.value
  const offer = {
    hold: window.keepOffer,
    release: window.releaseOffer,
    dismiss: window.settle,
    undo: window.undoClear,
  }
  return (
    <div class="cleared-place" role="status" aria-label={t('lastClearing')}>
      {cleared && <Toast text={t('logCleared', cleared.entries)} offer={offer} />}
    </div>
  )
}
