/** As many as are looked at: a folder that somebody drops by mistake must not hold the panel up. */
const mostFiles = 100_000

/** What is in a folder beside a collection, by the ten thousand. */
const otherFolders = new Set(['.git', 'node_modules'])

/** A text is for the field that it is dropped on. */
export function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

/**
 * The files that were dropped, those in folders included. What is dropped must be asked for before the event ends. One
 * that cannot be read refuses them all, by its path.
 * @see https://developer.mozilla.org/docs/Web/API/DataTransferItem/webkitGetAsEntry
 */
export async function droppedFiles(transfer: DataTransfer | null): Promise<File[]> {
  const files = [...(transfer?.files ?? [])]
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (!entries.some((entry) => entry?.isDirectory)) return files
  const found: File[] = []
  const waiting = entries.filter((entry) => entry !== null)
  for (let entry = waiting.pop(); entry && found.length < mostFiles; entry = waiting.pop()) {
    if (isFile(entry)) found.push(await fileOf(entry))
    else if (isDirectory(entry) && !otherFolders.has(entry.name)) waiting.push(...(await entriesIn(entry)))
  }
  return found
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

/** As a file that was chosen with its folder has it. */
function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, '')
}

/** With its path, which a file that was chosen with its folder has by itself. */
function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(
      (file) => {
        Object.defineProperty(file, 'webkitRelativePath', { value: pathOf(entry) })
        resolve(file)
      },
      refuse(entry, reject),
    )
  })
}

/** Directories are told in portions until one is empty. */
async function entriesIn(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, refuse(directory, reject)),
    )
    if (portion.length === 0) return all
    all.push(...portion)
  }
}

function refuse(entry: FileSystemEntry, reject: (error: Error) => void): (error: DOMException) => void {
  return ({ message }) => reject(new Error(`${pathOf(entry)}: ${message}`))
}
