import { signal, useSignalEffect } from '@preact/signals'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { EnvironmentControl } from '../model/environment-control.ts'

/** Loaded when it is asked for: the editor must not hold up the first paint. */
const editor = signal<typeof import('./editor.ts') | undefined>()

export function EnvironmentsDialog({ control }: { control: EnvironmentControl }) {
  useSignalEffect(() => {
    if (control.isEditing.value && !editor.peek()) {
      void import('./editor.ts').then((loaded) => {
        editor.value = loaded
      })
    }
  })
  const loaded = editor.value
  if (!loaded || !control.isEditing.value) return null
  const close = () => {
    control.isEditing.value = false
  }
  return (
    <Dialog title={t('environments')} onClose={close}>
      <div class="environments-content">
        <loaded.EnvironmentsEditor session={control.session} />
      </div>
    </Dialog>
  )
}
