import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ExportRefusal } from '../../../src/core/export-policy.ts'
import { Choice } from '../../shared/controls.tsx'
import { ExportProgress } from '../../shared/files/export-progress.tsx'
import type { ExportFormat } from '../../shared/log-export.ts'
import { PolicyReason } from '../../shared/policy-reason.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { LogExportControl } from '../model/log-export-control.ts'

/** Asks what of the log is to be written to a file, and tells how far that is. */
export function ExportDialog({ control, isOpen }: { control: LogExportControl; isOpen: Signal<boolean> }) {
  if (!isOpen.value) return null
  const close = () => {
    isOpen.value = false
    control.forget()
  }
  return (
    <Dialog title={t('exportLog')} onClose={close}>
      <ExportForm control={control} />
    </Dialog>
  )
}

function ExportForm({ control }: { control: LogExportControl }) {
  const id = useId()
  const format = useSignal<ExportFormat>('har')
  const part = useSignal<'all' | 'filtered'>('filtered')
  const secrets = useSignal('')
  const leavesOut = useSignal(true)
  const state = control.state.value
  const refusal = control.refusal.value
  const secretsRefusal = control.secretsRefusal.value
  const mustLeaveOut = secretsRefusal !== undefined
  const isWriting = state.phase === 'writing'
  const start = () => {
    const listed = secrets.peek().split('\n').filter(Boolean)
    void control.start(format.peek(), part.peek(), listed, leavesOut.peek() || mustLeaveOut ? 'left-out' : 'included')
  }
  return (
    <>
      <div class="files-content">
        <div class="form-grid">
          <label class="form-label" for={`${id}-format`}>
            {t('exportFormat')}
          </label>
          <Choice
            id={`${id}-format`}
            label={t('exportFormat')}
            value={format.value}
            options={formats}
            onChoose={(name) => {
              format.value = name
            }}
          />
          <label class="form-label" for={`${id}-part`}>
            {t('exportPart')}
          </label>
          <Choice
            id={`${id}-part`}
            label={t('exportPart')}
            value={part.value}
            options={[
              ['filtered', t('exportFiltered')],
              ['all', t('exportAll')],
            ]}
            onChoose={(name) => {
              part.value = name
            }}
          />
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={leavesOut.value || mustLeaveOut}
            disabled={mustLeaveOut}
            onChange={(event) => {
              leavesOut.value = event.currentTarget.checked
            }}
          />
          <span>
            {t('exportWithoutCredentials')}
            {secretsRefusal && !refusal && <PolicyReason refusal={secretsRefusal} />}
          </span>
        </label>
        <label class="files-source">
          {t('exportSecrets')}
          <textarea
            rows={3}
            spellcheck={false}
            value={secrets.value}
            onInput={(event) => {
              secrets.value = event.currentTarget.value
            }}
          />
        </label>
        {refusal && <ExportRefused refusal={refusal} />}
      </div>
      <div class="dialog-foot">
        <ExportProgress state={state} />
        {state.phase !== 'idle' && (
          // It keeps the focus when there is nothing to give up any more: beside it the next export would be begun.
          <button type="button" aria-disabled={!isWriting} onClick={isWriting ? control.cancel : undefined}>
            {t('cancel')}
          </button>
        )}
        <button
          type="button"
          class="primary"
          disabled={refusal !== undefined}
          aria-disabled={isWriting}
          onClick={isWriting ? undefined : start}
        >
          {t('exportStart')}
        </button>
      </div>
    </>
  )
}

const formats = [
  ['har', 'HAR 1.2'],
  ['ndjson', 'NDJSON'],
  ['csv', 'CSV'],
] as const

function ExportRefused({ refusal }: { refusal: ExportRefusal }) {
  return (
    <p class="export-fault" role="alert">
      {said(refusal.message)} <span class="refusal-rule">{t('ruleIs', said(refusal.rule))}</span>
    </p>
  )
}
