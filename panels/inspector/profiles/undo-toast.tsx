import { profileTitle } from '../../../src/core/profile.ts'
import { IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { Deletion } from '../model/deletion.ts'

/** Says what was deleted and brings it back. It stays while the pointer or the focus is on it. */
export function UndoToast({ deletion }: { deletion: Deletion }) {
  const deleted = deletion.deleted.value
  return (
    <div class="toast-place" role="status" aria-label={t('lastDeletion')}>
      {deleted && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it.
        <div
          class="toast"
          onMouseEnter={deletion.hold}
          onMouseLeave={deletion.release}
          onFocusIn={deletion.hold}
          onFocusOut={deletion.release}
        >
          <span class="toast-text">{t('profileDeleted', profileTitle(deleted.profile))}</span>
          <button type="button" class="toast-action" onClick={() => void deletion.undo()}>
            {t('undo')}
          </button>
          <IconButton icon="close" label={t('dismiss')} onClick={deletion.dismiss} />
        </div>
      )}
    </div>
  )
}
