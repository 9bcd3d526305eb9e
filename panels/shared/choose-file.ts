/** Where a file goes: to one that the person chose, to the browser's downloads, or nowhere because they thought better of it. */
export type FilePlace =
  | { readonly type: 'file'; readonly file: FileSystemFileHandle }
  | { readonly type: 'download' }
  | { readonly type: 'none' }

interface WithPicker {
  /** Chromium only, and not in the frame of a panel of the developer tools. */
  showSaveFilePicker?(options: {
    readonly suggestedName: string
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[]
  }): Promise<FileSystemFileHandle>
}

/**
 * Asks where a file is to be written, where the browser lets it be written piece by piece; to be called from a click.
 * @see https://developer.mozilla.org/docs/Web/API/Window/showSaveFilePicker
 */
export async function chooseFile(name: string, type: string): Promise<FilePlace> {
  const { showSaveFilePicker } = globalThis as WithPicker
  if (!showSaveFilePicker) return { type: 'download' }
  const extension = name.slice(name.lastIndexOf('.'))
  try {
    const types = [{ accept: { [type]: [extension] } }]
    return { type: 'file', file: await showSaveFilePicker.call(globalThis, { suggestedName: name, types }) }
  } catch (error) {
    return { type: error instanceof DOMException && error.name === 'AbortError' ? 'none' : 'download' }
  }
}

/** Takes away the file that was chosen: what was written to it, or, where nothing was, one that the choice has made. */
export async function discard(
  file: FileSystemFileHandle & { remove?(): Promise<void> },
  isWritten: boolean,
): Promise<void> {
  if (isWritten || (await file.getFile()).size === 0) await file.remove?.()
}
