import { useSignal } from '@preact/signals'
import { useCallback, useEffect, useMemo } from 'preact/hooks'
import type { Refusal, Result } from '../../src/core/result.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { counted } from '../shared/counted.ts'
import { createAdding } from '../shared/files/adding.ts'
import { ExportFile, Working } from '../shared/files/export-file.tsx'
import { type Exportable, readExportable } from '../shared/files/exporting.ts'
import { FileInput } from '../shared/files/file-input.tsx'
import { ImportFoot } from '../shared/files/import-foot.tsx'
import { createImport } from '../shared/files/import-model.ts'
import { ImportPreview } from '../shared/files/import-preview.tsx'
import { ImportRefusal } from '../shared/files/import-refusal.tsx'
import { takeDropped } from '../shared/files/take-dropped.ts'
import { standing } from '../shared/offer.ts'
import '../shared/files/files.css'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import type { OptionsSide } from './options-side.ts'
import { ProfileSync } from './profile-sync.tsx'

/** Everything of the person's in one file, and back. */
export function Backup({ session, side }: { session: Session; side: Pick<OptionsSide, 'startImportWorker'> }) {
  return (
    <section class="card" aria-labelledby="backup">
      <h2 id="backup">{t('backup')}</h2>
      <p>{t('backupExplained')}</p>
      <Save session={session} />
      <Restore session={session} startWorker={side.startImportWorker} />
      <ProfileSync session={session} />
    </section>
  )
}

function Save({ session }: { session: Session }) {
  const exportable = useSignal<Result<Exportable> | 'reading' | undefined>(undefined)
  const { exportRefusal: refusal, secretsRefusal } = session.mirror.policy.value
  const read = async () => {
    exportable.value = 'reading'
    exportable.value = await readExportable(session.call, 'backup')
  }
  if (refusal) return <RefusalAlert refusal={{ code: 'failed', ...refusal }} />
  const result = exportable.value
  return (
    <>
      <button type="button" onClick={() => void read()}>
        {t('makeBackup')}
      </button>
      {result === 'reading' && <Working />}
      {result !== undefined && result !== 'reading' && !result.ok && <RefusalAlert refusal={result.refusal} />}
      {result !== undefined && result !== 'reading' && result.ok && (
        <div class="files-content">
          <ExportFile exportable={result.value} secretsRefusal={secretsRefusal} />
        </div>
      )}
    </>
  )
}

function Restore({ session, startWorker }: { session: Session; startWorker: OptionsSide['startImportWorker'] }) {
  const failed = useSignal<Refusal | undefined>(undefined)
  const adding = useMemo(
    () => createAdding({ ...session, onAdded: () => {}, onRefusal: (refusal) => (failed.value = refusal) }),
    [session, failed],
  )
  const model = useMemo(() => createImport({ adding, startWorker, takesRules: true }), [adding, startWorker])
  useEffect(() => model.stop, [model])
  const preview = model.preview.value
  const refusal = model.refusal.value
  const take = useCallback(
    (files: readonly File[] | Promise<readonly File[]>) => {
      failed.value = undefined
      void model.takeFiles(files)
    },
    [model, failed],
  )
  useEffect(() => takeDropped(document, take), [take])
  const restore = async () => {
    failed.value = undefined
    if (await model.add()) model.stop()
  }
  const undo = () => {
    failed.value = undefined
    void adding.offer.undo()
  }
  return (
    <div class="files-content">
      <FileInput label={t('restoreFile')} disabled={adding.progress.value !== undefined} onFiles={take} />
      {preview && <ImportPreview model={model} preview={preview} takesRules />}
      {refusal && !failed.value && <ImportRefusal refusal={refusal} />}
      {failed.value && <RefusalAlert refusal={failed.value} />}
      {(preview || model.isReading.value) && (
        <div class="restore-foot">
          <ImportFoot model={model} adding={adding} label={t('restore')} onAdd={() => void restore()} />
        </div>
      )}
      <span role="status" aria-label={t('lastRestore')} {...standing(adding.offer)}>
        {adding.progress.value && !preview && t('working')}
        {adding.added.value && (
          <>
            {counted('restored', adding.added.value.profileIds.length)}{' '}
            <button type="button" onClick={undo}>
              {t('undo')}
            </button>
          </>
        )}
      </span>
    </div>
  )
}
