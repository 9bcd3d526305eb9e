import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Step } from '../../../src/core/sequence.ts'
import { counted } from '../../shared/counted.ts'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { useWork } from '../../shared/use-work.ts'
import type { Rules } from '../model/rules.ts'
import { stepsOfHar } from './har-steps.ts'

interface RecordFieldsProps {
  readonly rules: Rules
  readonly onRecorded: (steps: readonly Step[]) => void
}

/** Takes steps from what was sent once, with its original timing: from the log, or from a HAR file. */
export function RecordFields({ rules, onRecorded }: RecordFieldsProps) {
  const id = useId()
  const from = useSignal('1')
  const to = useSignal('')
  const told = useSignal<string | undefined>(undefined)
  const take = (steps: readonly Step[] | { readonly fault: string }) => {
    if ('fault' in steps) told.value = said(steps.fault)
    else if (steps.length === 0) told.value = t('nothingRecorded')
    else {
      told.value = counted('recordedSteps', steps.length)
      onRecorded(steps)
    }
  }
  const reading = useWork()
  const record = () =>
    reading.run(
      (signal) => rules.record(Number(from.value) || 1, Number(to.value) || Number.MAX_SAFE_INTEGER, signal),
      take,
    )
  return (
    <div class="record" role="group" aria-labelledby={id}>
      <span id={id} class="faint">
        {t('recordExplained')}
      </span>
      <label>
        {t('recordFrom')}{' '}
        <input
          class="number-input"
          type="number"
          min={1}
          value={from.value}
          onInput={(event) => {
            from.value = event.currentTarget.value
          }}
        />
      </label>
      <label>
        {t('recordTo')}{' '}
        <input
          class="number-input"
          type="number"
          min={1}
          placeholder={t('recordEnd')}
          value={to.value}
          onInput={(event) => {
            to.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="button" onClick={() => void record()}>
        {t('recordFromLog')}
      </button>
      <label class="file-button">
        {t('recordFromHar')}
        <input
          type="file"
          accept=".har,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file) void reading.run((signal) => stepsOfHar(file, rules.startImportWorker, signal), take)
            // The same one may be chosen again.
            event.currentTarget.value = ''
          }}
        />
      </label>
      <span role="status">{reading.isRunning ? t('working') : told.value}</span>
      {reading.isRunning && (
        <button type="button" onClick={reading.cancel}>
          {t('cancel')}
        </button>
      )}
    </div>
  )
}
