import { counted } from '../../shared/counted.ts'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { LogWindowControl } from '../model/log-window.ts'
import { focusRows } from './focus-rows.ts'

/** Says what was cleared and brings it back. */
export function ClearedOffer({ window }: { window: LogWindowControl }) {
  const cleared = window.cleared.value
  const offer = {
    hold: window.keepOffer,
    release: window.releaseOffer,
    dismiss: () => answer(window.settle),
    undo: () => answer(window.undoClear),
  }
  return (
    <div class="cleared-place" role="status" aria-label={t('lastClearing')}>
      {cleared && <Toast text={counted('logCleared', cleared.entries)} offer={offer} />}
    </div>
  )
}

/** The offer goes, and what had the focus in it. */
function answer(act: () => void): void {
  act()
  focusRows()
}
