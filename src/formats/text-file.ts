/** A file of a folder that is read as one collection; `/` separates the names of its path. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** The folders a file lies in, outermost first. */
export function folderNames(path: string): string[] {
  return path
    .split('/')
    .slice(0, -1)
    .filter((name) => name !== '' && name !== '.')
}

/** Whether a file lies in the folder of another, or in a folder below it. */
export function under(path: string, other: string): boolean {
  return path.startsWith(other.slice(0, other.lastIndexOf('/') + 1))
}

/** For sorting: files of outer folders first. */
export function byDepth(one: Pick<TextFile, 'path'>, other: Pick<TextFile, 'path'>): number {
  return folderNames(one.path).length - folderNames(other.path).length
}

/** Files folder by folder, those of a folder by their number; browsers hand them over in no order. */
export function inOrder<File extends Pick<TextFile, 'path'>>(
  files: readonly File[],
  numberOf: (file: File) => number,
): readonly File[] {
  const folderOf = ({ path }: File) => path.slice(0, path.lastIndexOf('/') + 1)
  const number = (file: File) => numberOf(file) || Number.MAX_SAFE_INTEGER
  const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))
  return files.toSorted(
    (one, other) =>
      compare(folderOf(one), folderOf(other)) || number(one) - number(other) || compare(one.path, other.path),
  )
}
