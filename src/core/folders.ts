import type { Profile } from './profile.ts'

// Each profile has the path of its folder; a folder in which there is none is kept beside the list.

/** From the outermost folder to the innermost. */
export type FolderPath = readonly string[]

/** A folder without profiles. */
export interface EmptyFolder {
  readonly path: FolderPath
  /** Before which profile of the list it stands; their number for the end. */
  readonly at: number
}

/** Where the empty folders stand among the profiles that go to other devices; no profile has this id. */
export const foldersId = 'folders'

type Placed = Pick<Profile, 'id' | 'folder'>

/** Whether a path is the other one's, or leads to a folder inside it. */
export function isInside(path: FolderPath, outer: FolderPath): boolean {
  return outer.every((name, depth) => path[depth] === name)
}

/** The paths of all folders in the order in which they are come upon, those around others first. */
export function foldersOf(profiles: readonly Placed[], empty: readonly EmptyFolder[]): readonly FolderPath[] {
  const filled = profiles.map(({ folder }, index) => ({ path: folder, at: index + 0.5 }))
  const paths = [...empty, ...filled].toSorted(byPlace).flatMap(({ path }) => pathsAround(path))
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()]
}

/**
 * Those of the folders that are empty, each put before the one that follows it.
 * @param paths of all folders, in order
 */
export function emptyFoldersOf(paths: readonly FolderPath[], profiles: readonly Placed[]): readonly EmptyFolder[] {
  let at = profiles.length
  const empty: EmptyFolder[] = []
  for (const path of paths.toReversed()) {
    const first = profiles.findIndex(({ folder }) => isInside(folder, path))
    if (first >= 0) at = Math.min(at, first)
    else if (path.length > 0) empty.unshift({ path, at })
  }
  return withoutFilled(empty, profiles)
}

/** A list without folders that are not empty after all, as something else is in them, and without those told twice. */
export function withoutFilled(empty: readonly EmptyFolder[], profiles: readonly Placed[]): readonly EmptyFolder[] {
  const around = [...profiles.map(({ folder }) => folder), ...empty.map(({ path }) => path.slice(0, -1))]
  const filled = new Set(around.flatMap(pathsAround).map((path) => JSON.stringify(path)))
  return empty.filter(({ path }) => {
    const key = JSON.stringify(path)
    return !filled.has(key) && filled.add(key)
  })
}

/**
 * The empty folders after a change of the list: they keep their place in it, and what the last one has left stays.
 * @param gone folders that go with all that is in them
 */
export function emptyAfter(
  empty: readonly EmptyFolder[],
  before: readonly Placed[],
  after: readonly Placed[],
  gone: readonly FolderPath[] = [],
): readonly EmptyFolder[] {
  const now = new Map(after.map(({ id }, index) => [id, index]))
  const placed = (at: number): number => {
    for (let index = at - 1; index >= 0; index--) {
      const kept = now.get(before[index]?.id ?? '')
      if (kept !== undefined) return kept + 1
    }
    return 0
  }
  const left = (path: FolderPath) =>
    gone.reduce((rest, outer) => (isInside(rest, outer) ? outer.slice(0, -1) : rest), path)
  const folders = [...empty, ...before.map(({ folder }, at) => ({ path: folder, at }))]
    .map(({ path, at }) => ({ path: left(path), at: placed(at) }))
    .filter(({ path }) => path.length > 0)
  return withoutFilled(folders, after).toSorted(byPlace)
}

function byPlace(one: { readonly at: number }, other: { readonly at: number }): number {
  return one.at - other.at
}

/** A path, and those of the folders around it. */
function pathsAround(path: FolderPath): FolderPath[] {
  return path.map((_, depth) => path.slice(0, depth + 1))
}
