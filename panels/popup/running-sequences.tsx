import type { TargetedMouseEvent } from 'preact'
import { t } from '../shared/text.ts'
import type { Pinned, PopupModel } from './popup-model.ts'

/** The sequences that run on a pinned connection, each with its stop. */
export function RunningSequences({ model, item }: { readonly model: PopupModel; readonly item: Pinned }) {
  const running = model.runningOn(item)
  if (running.length === 0) return null
  const stop = (sequenceId: string) => (event: TargetedMouseEvent<HTMLButtonElement>) => {
    // The button goes with the run; the focus stays with its connection.
    event.currentTarget.closest('li[data-phase]')?.querySelector<HTMLElement>('.pinned-title')?.focus()
    void model.stopSequence(item, sequenceId)
  }
  return (
    <ul class="pinned-runs" aria-label={t('runningSequences')}>
      {running.map(({ sequenceId, name, sent }) => {
        const title = name || t('unnamedSequence')
        return (
          <li key={sequenceId}>
            <span title={title}>{title}</span>
            <small>{t('sentCount', sent)}</small>
            <button type="button" aria-label={t('stopSequence', title)} onClick={stop(sequenceId)}>
              {t('stop')}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
