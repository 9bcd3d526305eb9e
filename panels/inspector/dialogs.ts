// What lies over the panel when it is asked for.
export { EnvironmentsDialog } from './environment/environments-dialog.tsx'
export { ExportDialog } from './files/export-dialog.tsx'
export { ImportDialog } from './files/import-dialog.tsx'
export { KeyboardDialog } from './keyboard/keyboard-dialog.tsx'
export { ExportDialog as ExportLogDialog } from './messages/export-dialog.tsx'
export { FolderDialog } from './profiles/folder-dialog.tsx'
export { ProfileMenu } from './profiles/profile-menu.tsx'
export { UndoToasts } from './profiles/undo-toast.tsx'
