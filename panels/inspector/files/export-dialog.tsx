import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Result } from '../../../src/core/result.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { CopyAs } from './copy-as.tsx'
import { Dialog } from './dialog.tsx'
import { download, type Exported, exportAll } from './exporting.ts'
import { Places } from './import-preview.tsx'

const fileName = 'switchboard.json'

/** All profiles as a file, and the selected one for other tools. */
export function ExportDialog({ model }: { model: InspectorModel }) {
  const exported = useSignal<Result<Exported> | undefined>(undefined)
  useEffect(() => {
    void model.readForExport(exportAll).then((result) => {
      exported.value = result
    })
  }, [model, exported])
  const close = () => {
    model.files.dialog.value = undefined
  }
  const result = exported.value
  const refusal = model.mirror.policy.value.exportRefusal
  return (
    <Dialog title={t('exportTitle')} onClose={close}>
      <div class="files-content">
        {refusal && <RefusalAlert refusal={{ code: 'failed', ...refusal }} />}
        {!refusal && result?.ok === false && <RefusalAlert refusal={result.refusal} />}
        {!refusal && result?.ok && <ExportFile exported={result.value} />}
        {!refusal && <CopyAs model={model} />}
      </div>
    </Dialog>
  )
}

function ExportFile({ exported }: { exported: Exported }) {
  const wantsSecrets = useSignal(false)
  const hasSecrets = exported.secrets.length > 0
  return (
    <section aria-label={t('exportFile')}>
      <p>{t(hasSecrets ? 'exportWithoutSecrets' : 'exportHasNoSecrets', exported.count)}</p>
      <button type="button" class="primary" onClick={() => download(fileName, exported.withoutSecrets)}>
        {t('download', fileName)}
      </button>
      <Places title={t('exportOmitted')} lines={exported.secrets} />
      {hasSecrets && (
        <label class="check">
          <input
            type="checkbox"
            checked={wantsSecrets.value}
            onChange={(event) => {
              wantsSecrets.value = event.currentTarget.checked
            }}
          />
          <span>
            {t('exportInClear')}
            <small>{t('exportSecretsExplained')}</small>
          </span>
        </label>
      )}
      {hasSecrets && wantsSecrets.value && (
        <button type="button" onClick={() => download(fileName, exported.withSecrets)}>
          {t('downloadWithSecrets')}
        </button>
      )}
    </section>
  )
}
