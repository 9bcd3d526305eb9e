import { ExportDialog, ImportDialog } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** The dialog that was asked for, if any. */
export function FilesDialog({ model }: { model: InspectorModel }) {
  switch (model.files.dialog.value) {
    case 'import':
    case 'page':
      return <ImportDialog model={model} />
    case 'export':
      return <ExportDialog model={model} />
    default:
      return null
  }
}
