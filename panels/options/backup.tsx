import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Refusal, Result } from '../../src/core/result.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { createAdding } from '../shared/files/adding.ts'
import { ExportFile } from '../shared/files/export-file.tsx'
import { type Exportable, readExportable } from '../shared/files/exporting.ts'
import { createImport } from '../shared/files/import-model.ts'
import { ImportPreview } from '../shared/files/import-preview.tsx'
import { said } from '../shared/said.ts'
import '../shared/files/files.css'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { ProfileSync } from './profile-sync.tsx'

/** Everything of the person's in one file, and back. */
export function Backup({ session }: { session: Session }) {
  return (
    <section class="card" aria-labelledby="backup">
      <h2 id="backup">{t('backup')}</h2>
      <p>{t('backupExplained')}</p>
      <Save session={session} />
      <Restore session={session} />
      <ProfileSync session={session} />
    </section>
  )
}

function Save({ session }: { session: Session }) {
  const exportable = useSignal<Result<Exportable> | undefined>(undefined)
  const { exportRefusal: refusal, secretsRefusal } = session.mirror.policy.value
  const read = async () => {
    exportable.value = await readExportable(session.call, 'backup')
  }
  if (refusal) return <RefusalAlert refusal={{ code: 'failed', ...refusal }} />
  const result = exportable.value
  return (
    <>
      <button type="button" onClick={() => void read()}>
        {t('makeBackup')}
      </button>
      {result?.ok === false && <RefusalAlert refusal={result.refusal} />}
      {result?.ok && (
        <div class="files-content">
          <ExportFile exportable={result.value} secretsRefusal={secretsRefusal} />
        </div>
      )}
    </>
  )
}

function Restore({ session }: { session: Session }) {
  const failed = useSignal<Refusal | undefined>(undefined)
  const adding = useMemo(
    () => createAdding({ ...session, onAdded: () => {}, onRefusal: (refusal) => (failed.value = refusal) }),
    [session, failed],
  )
  const model = useMemo(() => createImport(adding), [adding])
  const preview = model.preview.value
  const refusal = model.refusal.value ?? failed.value
  const restore = async () => {
    if (await model.add()) await model.takeFiles([])
  }
  return (
    <div class="files-content">
      <label class="files-source">
        {t('restoreFile')}
        <input type="file" onChange={(event) => void model.takeFiles([...(event.currentTarget.files ?? [])])} />
      </label>
      {refusal && (
        <RefusalAlert refusal={{ code: 'failed', message: `${said(refusal.message)} ${t('nothingChanged')}` }} />
      )}
      {preview && preview.sources.length > 0 && (
        <>
          <ImportPreview model={model} preview={preview} />
          <button type="button" class="primary" onClick={() => void restore()}>
            {t('restore')}
          </button>
        </>
      )}
      <span role="status" aria-label={t('lastRestore')}>
        {adding.added.value && (
          <>
            {t('restored', adding.added.value.profileIds.length)}{' '}
            <button type="button" onClick={() => void adding.offer.undo()}>
              {t('undo')}
            </button>
          </>
        )}
      </span>
    </div>
  )
}
