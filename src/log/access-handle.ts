/** A file that a Worker has open: `FileSystemSyncAccessHandle` (MDN), which TypeScript has for Workers only. */
export interface AccessHandle {
  getSize(): number
  /** @returns how many bytes there was room for */
  write(piece: Uint8Array, options: { readonly at: number }): number
  truncate(bytes: number): void
  close(): void
}

interface FileOfWorker extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<AccessHandle>
}

/** Opens a file, which is created where there is none. @throws DOMException when somebody else has it open */
export async function openFile(folder: FileSystemDirectoryHandle, name: string): Promise<AccessHandle> {
  const handle = await folder.getFileHandle(name, { create: true })
  return (handle as FileOfWorker).createSyncAccessHandle()
}
