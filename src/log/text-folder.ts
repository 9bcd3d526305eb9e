import { type AccessHandle, openFile } from './access-handle.ts'

/** A file that is being written. */
export type OpenFile = Omit<AccessHandle, 'getSize'>

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

/** The folder in the extension's own file system, for Workers. */
export const textFolder: TextFolder = {
  async names() {
    const names: string[] = []
    for await (const name of (await open()).keys()) names.push(name)
    return names
  },
  async create(name) {
    return openFile(await open(), name)
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
