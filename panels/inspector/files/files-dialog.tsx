import { ExportDialog, ImportDialog } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

export interface FileDialogProps {
  readonly model: InspectorModel
  readonly onClose: () => void
}

/** The dialog that was asked for, if any. */
export function FilesDialog({ model }: { model: InspectorModel }) {
  const { dialog } = model.files
  const shown = dialog.value
  // Browsers tell a frame later that a dialog was closed; another one may have been asked for by then.
  const close = () => {
    if (dialog.peek() === shown) dialog.value = undefined
  }
  switch (shown) {
    case 'import':
    case 'page':
      return <ImportDialog model={model} onClose={close} />
    case 'export':
      return <ExportDialog model={model} onClose={close} />
    default:
      return null
  }
}
