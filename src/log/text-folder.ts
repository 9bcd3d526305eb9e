/** A file that is being written. */
export interface OpenFile {
  /** @returns how many bytes there was room for */
  write(piece: Uint8Array, options: { readonly at: number }): number
  truncate(bytes: number): void
  close(): void
}

/** Where files of texts are. */
export interface TextFolder {
  names(): Promise<readonly string[]>
  create(name: string): Promise<OpenFile>
  /**
   * A file as it is now.
   * @throws DOMException when there is none
   */
  file(name: string): Promise<Blob>
  remove(name: string): Promise<void>
}

interface FileOfWorker extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<OpenFile>
}

/** The folder in the extension's own file system, for Workers. */
export const textFolder: TextFolder = {
  async names() {
    const names: string[] = []
    for await (const name of (await open()).keys()) names.push(name)
    return names
  },
  async create(name) {
    const handle = await (await open()).getFileHandle(name, { create: true })
    return (handle as FileOfWorker).createSyncAccessHandle()
  },
  async file(name) {
    return (await (await open()).getFileHandle(name)).getFile()
  },
  async remove(name) {
    await (await open()).removeEntry(name)
  },
}

async function open(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle('log', { create: true })
}
