import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Result } from '../../../src/core/result.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { ExportFile } from '../../shared/files/export-file.tsx'
import { type Exportable, readExportable } from '../../shared/files/exporting.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { CopyAs } from './copy-as.tsx'
import { Dialog } from './dialog.tsx'

/** All profiles as a file, and the selected one for other tools. */
export function ExportDialog({ model }: { model: InspectorModel }) {
  const exportable = useSignal<Result<Exportable> | undefined>(undefined)
  useEffect(() => {
    void model
      .readForExport((call) => readExportable(call, 'profiles'))
      .then((result) => {
        exportable.value = result
      })
  }, [model, exportable])
  // Browsers tell a frame later that a dialog was closed; another one may have been asked for by then.
  const close = () => {
    if (model.files.dialog.peek() === 'export') model.files.dialog.value = undefined
  }
  const result = exportable.value
  const { exportRefusal: refusal, secretsRefusal } = model.mirror.policy.value
  return (
    <Dialog title={t('exportTitle')} onClose={close}>
      <div class="files-content">
        {refusal && <RefusalAlert refusal={{ code: 'failed', ...refusal }} />}
        {!refusal && result?.ok === false && <RefusalAlert refusal={result.refusal} />}
        {!refusal && result?.ok && <ExportFile exportable={result.value} secretsRefusal={secretsRefusal} />}
        {!refusal && <CopyAs model={model} />}
      </div>
    </Dialog>
  )
}
