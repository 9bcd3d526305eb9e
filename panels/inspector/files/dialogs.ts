// What is loaded when somebody imports or exports.
export { ExportDialog } from './export-dialog.tsx'
export { ImportDialog } from './import-dialog.tsx'
