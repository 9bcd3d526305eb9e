import { EnvironmentsEditor } from '../../shared/environments/environments-editor.tsx'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { EnvironmentControl } from '../model/environment-control.ts'

/** All environments and their variables. */
export function EnvironmentsDialog({ control }: { control: EnvironmentControl }) {
  const close = () => {
    control.isEditing.value = false
  }
  return (
    <Dialog title={t('environments')} onClose={close}>
      <div class="environments-content">
        <EnvironmentsEditor session={control.session} />
      </div>
    </Dialog>
  )
}
