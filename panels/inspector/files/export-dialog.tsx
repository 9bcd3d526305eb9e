import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Result } from '../../../src/core/result.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { ExportFile, Working } from '../../shared/files/export-file.tsx'
import { type Exportable, readExportable } from '../../shared/files/exporting.ts'
import { t } from '../../shared/text.ts'
import { CopyAs } from './copy-as.tsx'
import { Dialog } from './dialog.tsx'
import type { FileDialogProps } from './files-dialog.tsx'

/** All profiles as a file, and the selected one for other tools. */
export function ExportDialog({ model, onClose }: FileDialogProps) {
  const exportable = useSignal<Result<Exportable> | undefined>(undefined)
  useEffect(() => {
    void model
      .readForExport((call) => readExportable(call, 'profiles'))
      .then((result) => {
        exportable.value = result
      })
  }, [model, exportable])
  const result = exportable.value
  const { exportRefusal: refusal, secretsRefusal } = model.mirror.policy.value
  return (
    <Dialog title={t('exportTitle')} onClose={onClose}>
      <div class="files-content">
        {refusal && <RefusalAlert refusal={{ code: 'failed', ...refusal }} />}
        {!refusal && !result && <Working />}
        {!refusal && result?.ok === false && <RefusalAlert refusal={result.refusal} />}
        {!refusal && result?.ok && <ExportFile exportable={result.value} secretsRefusal={secretsRefusal} />}
        {!refusal && <CopyAs model={model} />}
      </div>
    </Dialog>
  )
}
