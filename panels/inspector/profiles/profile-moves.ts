import { type EmptyFolder, type FolderPath, isInside } from '../../../src/core/folders.ts'
import { type FolderNode, findNode, folderKey, siblingsOf, type Target, type TreeNode } from './profile-tree.ts'

// What is changed in the tree of profiles is told as lists again.

/** Where each profile is to stand, in order, and the folders in which there is none. */
export interface Places {
  readonly places: readonly { readonly profileId: string; readonly folder: FolderPath }[]
  readonly empty: readonly EmptyFolder[]
}

/**
 * The tree with a node put elsewhere; `undefined` where that is not possible, such as a folder in itself. Into a folder
 * means at its end.
 */
export function movedTo(nodes: readonly TreeNode[], key: string, target: Target): Places | undefined {
  const node = findNode(nodes, key)
  if (!node || key === target.key || (node.type === 'folder' && findNode(node.children, target.key))) return undefined
  return placesOf(put(without(nodes, key), node, target))
}

/** The tree with a node at its end, outside all folders. */
export function movedOut(nodes: readonly TreeNode[], key: string): Places | undefined {
  const node = findNode(nodes, key)
  return node && placesOf([...without(nodes, key), node])
}

/** The tree with a new folder at the end of another, or of all. */
export function withNewFolder(nodes: readonly TreeNode[], path: FolderPath): Places {
  const node: FolderNode = { type: 'folder', key: folderKey(path), path, children: [] }
  const outer = folderKey(path.slice(0, -1))
  return placesOf(path.length > 1 ? put(nodes, node, { key: outer, side: 'into' }) : [...nodes, node])
}

/** One step up or down, as it is seen: past a sibling, into an open folder, or out of the folder it is in. */
export function stepOf(
  nodes: readonly TreeNode[],
  key: string,
  step: 'up' | 'down',
  collapsed: ReadonlySet<string>,
): Target | undefined {
  const { siblings, parent } = siblingsOf(nodes, key) ?? { siblings: [], parent: undefined }
  const side = step === 'up' ? 'before' : 'after'
  const next = siblings[siblings.findIndex((node) => node.key === key) + (step === 'up' ? -1 : 1)]
  if (!next) return parent && { key: parent.key, side }
  if (next.type === 'profile' || collapsed.has(next.key)) return { key: next.key, side }
  const first = next.children[0]
  return step === 'down' && first ? { key: first.key, side: 'before' } : { key: next.key, side: 'into' }
}

/** The tree as lists again. */
export function placesOf(nodes: readonly TreeNode[]): Places {
  const places: { profileId: string; folder: FolderPath }[] = []
  const empty: EmptyFolder[] = []
  const add = (inside: readonly TreeNode[], folder: FolderPath) => {
    if (inside.length === 0 && folder.length > 0) empty.push({ path: folder, at: places.length })
    for (const node of inside) {
      if (node.type === 'profile') places.push({ profileId: node.profile.id, folder })
      else add(node.children, [...folder, node.path.at(-1) ?? ''])
    }
  }
  add(nodes, [])
  return { places, empty }
}

/** The same order, with another path for what is in a folder, and in the folders in it. */
export function withFolder({ places, empty }: Places, path: FolderPath, instead: FolderPath): Places {
  const moved = (folder: FolderPath) => (isInside(folder, path) ? [...instead, ...folder.slice(path.length)] : folder)
  return {
    places: places.map(({ profileId, folder }) => ({ profileId, folder: moved(folder) })),
    empty: empty.map(({ path: folder, at }) => ({ path: moved(folder), at })).filter((one) => one.path.length > 0),
  }
}

function without(nodes: readonly TreeNode[], key: string): readonly TreeNode[] {
  return nodes
    .filter((node) => node.key !== key)
    .map((node) => (node.type === 'folder' ? { ...node, children: without(node.children, key) } : node))
}

function put(nodes: readonly TreeNode[], moved: TreeNode, { key, side }: Target): readonly TreeNode[] {
  return nodes.flatMap((node) => {
    if (node.key !== key)
      return [node.type === 'folder' ? { ...node, children: put(node.children, moved, { key, side }) } : node]
    if (side === 'into')
      return node.type === 'folder' ? [{ ...node, children: [...node.children, moved] }] : [node, moved]
    return side === 'before' ? [moved, node] : [node, moved]
  })
}
