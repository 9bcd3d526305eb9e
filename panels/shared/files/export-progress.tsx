import { counted } from '../counted.ts'
import { said } from '../said.ts'
import { t } from '../text.ts'

/** How an export of many entries stands. */
export type ExportState =
  | { readonly phase: 'idle' }
  /** `share` of what is to be written, 0 to 1, has been looked through. */
  | { readonly phase: 'writing'; readonly entries: number; readonly share: number }
  /** So many others were deleted before they could be written. */
  | { readonly phase: 'done'; readonly entries: number; readonly missing: number }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly message: string }

export function ExportProgress({ state }: { state: ExportState }) {
  return (
    <div
      role="status"
      // Who listens hears that it began, and how it ended.
      aria-live={state.phase === 'writing' && state.entries > 0 ? 'off' : 'polite'}
      aria-label={t('exportProgress')}
      class="export-progress"
    >
      {state.phase === 'writing' && (
        <>
          <progress aria-label={t('exportProgress')} value={state.share} />
          <span>{counted('exportedSoFar', state.entries)}</span>
        </>
      )}
      {state.phase === 'done' && counted('exportDone', state.entries)}
      {state.phase === 'done' && state.missing > 0 && (
        <span class="export-fault">{counted('exportMissing', state.missing)}</span>
      )}
      {state.phase === 'cancelled' && t('exportCancelled')}
      {state.phase === 'failed' && <span class="export-fault">{t('exportFailed', said(state.message))}</span>}
    </div>
  )
}
