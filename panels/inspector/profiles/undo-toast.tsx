import { profileTitle } from '../../../src/core/profile.ts'
import { IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { Offer } from '../model/offer.ts'

/** Says what was deleted or imported and takes it back. */
export function UndoToasts({ deletion, files }: Pick<InspectorModel, 'deletion' | 'files'>) {
  const deleted = deletion.deleted.value
  const added = files.added.value
  return (
    <div class="toast-place">
      <div role="status" aria-label={t('lastDeletion')}>
        {deleted && <Toast text={t('profileDeleted', profileTitle(deleted.profile))} offer={deletion} />}
      </div>
      <div role="status" aria-label={t('lastImport')}>
        {added && (
          <Toast
            text={t(added.length === 1 ? 'profileImported' : 'profilesImported', added.length)}
            offer={files.offer}
          />
        )}
      </div>
    </div>
  )
}

interface ToastProps {
  readonly text: string
  readonly offer: Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
}

/** It stays while the pointer or the focus is on it. */
function Toast({ text, offer }: ToastProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it.
    <div
      class="toast"
      onMouseEnter={offer.hold}
      onMouseLeave={offer.release}
      onFocusIn={offer.hold}
      onFocusOut={offer.release}
    >
      <span class="toast-text">{text}</span>
      <button type="button" class="toast-action" onClick={() => void offer.undo()}>
        {t('undo')}
      </button>
      <IconButton icon="close" label={t('dismiss')} onClick={offer.dismiss} />
    </div>
  )
}
