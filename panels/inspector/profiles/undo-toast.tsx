import type { Added } from '../../shared/files/additions.ts'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { Pasted } from '../model/pasting.ts'

/** Says what was deleted, imported or filled in, and takes it back. */
export function UndoToasts({
  deletion,
  files,
  pasting,
  recordingRemoval,
  resending,
}: Pick<InspectorModel, 'deletion' | 'files' | 'pasting' | 'recordingRemoval' | 'resending'>) {
  const deleted = deletion.deleted.value
  const removed = recordingRemoval.removed.value
  const added = files.added.value
  const pasted = pasting.pasted.value
  // What is being added is told in the dialog.
  const isUndoing = files.progress.value !== undefined && files.dialog.value === undefined
  return (
    <div class="toast-place">
      <div role="status" aria-label={t('lastDeletion')}>
        {deleted && <Toast text={t('profileDeleted', deleted.title)} offer={deletion} />}
        {removed && <Toast text={t('profileDeleted', removed.name)} offer={recordingRemoval} />}
      </div>
      <div role="status" aria-label={t('lastImport')}>
        {added && <Toast text={importedText(added)} offer={files.offer} />}
        {isUndoing && <div class="toast">{t('working')}</div>}
      </div>
      <div role="status" aria-label={t('lastPaste')}>
        {pasted && <Toast text={wordsOf(pasted)} offer={pasting} />}
      </div>
      <div role="status" aria-label={t('lastReplaced')}>
        {resending.replaced.value && <Toast text={t('draftReplaced')} offer={resending} />}
      </div>
    </div>
  )
}

function wordsOf({ source, losses }: Pasted): string {
  if (/^https?:$/.test(source)) return t('pastedHttp', `${source}//`, `${source.replace('http', 'ws')}//`)
  return losses > 0 ? t('pastedCommandLosses', source, losses) : t('pastedCommand', source)
}

function importedText({ profileIds, environmentIds }: Added): string {
  if (profileIds.length === 0 && environmentIds.length > 0) return t('environmentsImported', environmentIds.length)
  return t(profileIds.length === 1 ? 'profileImported' : 'profilesImported', profileIds.length)
}
