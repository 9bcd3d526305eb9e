import type { ReadonlySignal } from '@preact/signals'
import type { Added } from '../../shared/files/additions.ts'
import { t } from '../../shared/text.ts'
import { Toast, type ToastOffer } from '../../shared/toast.tsx'
import type { Deleted } from '../model/deletion.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { Pasted } from '../model/pasting.ts'

/** Says what was done and, of what was deleted, joined, imported or filled in, takes it back. */
export function UndoToasts({ model }: { model: InspectorModel }) {
  const { deletion, files, pasting, recordingRemoval, resending, announced } = model
  const { folderGone } = model.browser
  const deleted = deletion.deleted.value
  const folder = folderGone.done.value
  const removed = recordingRemoval.removed.value
  const added = files.added.value
  const pasted = pasting.pasted.value
  // What is being added is told in the dialog.
  const isUndoing = files.progress.value !== undefined && files.dialog.value === undefined
  return (
    <div class="toast-place">
      <div class="off-screen" role="status">
        {announced.value}
      </div>
      <div role="status" aria-label={t('lastDeletion')}>
        {deleted && <Toast text={deletedText(deleted)} offer={leadingTo('.profiles', deletion, deletion.deleted)} />}
        {removed && <Toast text={t('profileDeleted', removed.name)} offer={recordingRemoval} />}
      </div>
      <div role="status" aria-label={t('lastFolderGone')}>
        {folder && (
          <Toast text={t('folderGone', folder.name)} offer={leadingTo('.profiles', folderGone, folderGone.done)} />
        )}
      </div>
      <div role="status" aria-label={t('lastImport')}>
        {added && <Toast text={importedText(added)} offer={leadingTo('.profiles', files.offer, files.added)} />}
        {isUndoing && <div class="toast">{t('working')}</div>}
      </div>
      <div role="status" aria-label={t('lastPaste')}>
        {pasted && <Toast text={wordsOf(pasted)} offer={leadingTo('.url-input', pasting, pasting.pasted)} />}
      </div>
      <div role="status" aria-label={t('lastReplaced')}>
        {resending.replaced.value && <Toast text={t('draftReplaced')} offer={resending} />}
      </div>
    </div>
  )
}

/** Who ends an offer goes on at what it was about, and at the offer before it where there is one. */
function leadingTo(selector: string, offer: ToastOffer, more: ReadonlySignal<unknown>): ToastOffer {
  const goThere = () => document.querySelector<HTMLElement>(selector)?.focus()
  return {
    ...offer,
    dismiss() {
      offer.dismiss()
      goThere()
    },
    async undo() {
      await offer.undo()
      if (more.peek() === undefined) goThere()
    },
  }
}

/** Of a folder it may not have been seen how much is in it: it is collapsed, or something is searched for. */
function deletedText({ title, profiles: { length } }: Deleted): string {
  return length > 1 ? t('folderDeleted', title, length) : t('profileDeleted', title)
}

function wordsOf({ source, losses }: Pasted): string {
  if (/^https?:$/.test(source)) return t('pastedHttp', `${source}//`, `${source.replace('http', 'ws')}//`)
  return losses > 0 ? t('pastedCommandLosses', source, losses) : t('pastedCommand', source)
}

function importedText({ profileIds, environmentIds }: Added): string {
  if (profileIds.length === 0 && environmentIds.length > 0) return t('environmentsImported', environmentIds.length)
  return t(profileIds.length === 1 ? 'profileImported' : 'profilesImported', profileIds.length)
}
