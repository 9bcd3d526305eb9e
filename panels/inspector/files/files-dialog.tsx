import { signal, useSignalEffect } from '@preact/signals'
import type { InspectorModel } from '../model/inspector-model.ts'

/** Loaded when a dialog is asked for: the formats must not hold up the first paint. */
const dialogs = signal<typeof import('./dialogs.ts') | undefined>()

export function FilesDialog({ model }: { model: InspectorModel }) {
  useSignalEffect(() => {
    if (model.files.dialog.value && !dialogs.peek()) {
      void import('./dialogs.ts').then((loaded) => {
        dialogs.value = loaded
      })
    }
  })
  const loaded = dialogs.value
  if (!loaded) return null
  const { ImportDialog, ExportDialog } = loaded
  switch (model.files.dialog.value) {
    case 'import':
    case 'page':
      return <ImportDialog files={model.files} side={model.side} />
    case 'export':
      return <ExportDialog model={model} />
    default:
      return null
  }
}
