import { type Profile, profileTitle } from '../../../src/core/profile.ts'
import type { ProfileView } from '../../../src/wire/view.ts'

// Profiles are one list, each with the path of its folder. The tree that a person sees is made from it: a folder stands
// where the first of its profiles does. What is changed in the tree is told as a list again.

export interface FolderNode {
  readonly type: 'folder'
  readonly key: string
  /** From the outermost folder to this one. */
  readonly path: readonly string[]
  readonly children: readonly TreeNode[]
}

export interface ProfileNode {
  readonly type: 'profile'
  readonly key: string
  readonly profile: ProfileView
}

export type TreeNode = FolderNode | ProfileNode

/** A line of the tree as it is drawn. */
export interface TreeRow {
  readonly node: TreeNode
  /** 1 for the outermost. */
  readonly level: number
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number
  readonly siblings: number
}

/** Where each profile is to stand, in order. */
export type Places = readonly { readonly profileId: string; readonly folder: readonly string[] }[]

/** Beside or in which node something is put. */
export interface Target {
  readonly key: string
  readonly side: 'before' | 'after' | 'into'
}

export function folderKey(path: readonly string[]): string {
  return `folder:${JSON.stringify(path)}`
}

export function profileKey(profileId: string): string {
  return `profile:${profileId}`
}

export function buildTree(profiles: readonly ProfileView[], path: readonly string[] = []): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  const depth = path.length
  const names = new Set<string>()
  for (const profile of profiles) {
    const name = profile.folder[depth]
    if (name === undefined) nodes.push({ type: 'profile', key: profileKey(profile.id), profile })
    else if (!names.has(name)) {
      names.add(name)
      const inside = profiles.filter(({ folder }) => folder[depth] === name)
      const folder = [...path, name]
      nodes.push({ type: 'folder', key: folderKey(folder), path: folder, children: buildTree(inside, folder) })
    }
  }
  return nodes
}

/** The lines that are seen while these folders are collapsed. */
export function rowsOf(nodes: readonly TreeNode[], collapsed: ReadonlySet<string>, level = 1): readonly TreeRow[] {
  return nodes.flatMap((node, index) => [
    { node, level, position: index + 1, siblings: nodes.length },
    ...(node.type === 'folder' && !collapsed.has(node.key) ? rowsOf(node.children, collapsed, level + 1) : []),
  ])
}

/** What is left of a tree when only what has a text in its name, URL or folder is looked for. */
export function matching(nodes: readonly TreeNode[], text: string): readonly TreeNode[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return nodes
  return nodes.flatMap((node): readonly TreeNode[] => {
    if (node.type === 'profile') return isLike(node.profile, wanted) ? [node] : []
    if (node.path.at(-1)?.toLowerCase().includes(wanted)) return [node]
    const children = matching(node.children, wanted)
    return children.length > 0 ? [{ ...node, children }] : []
  })
}

export function findNode(nodes: readonly TreeNode[], key: string): TreeNode | undefined {
  for (const node of nodes) {
    const found = node.key === key ? node : node.type === 'folder' ? findNode(node.children, key) : undefined
    if (found) return found
  }
  return undefined
}

/**
 * The tree with a node put elsewhere; `undefined` where that is not possible, such as a folder in itself. Into a folder
 * means at its end.
 */
export function movedTo(nodes: readonly TreeNode[], key: string, target: Target): Places | undefined {
  const node = findNode(nodes, key)
  if (!node || key === target.key || (node.type === 'folder' && findNode(node.children, target.key))) return undefined
  return placesIn(put(without(nodes, key), node, target))
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

/** The folder in which a node is; `undefined` for one that is in none. */
export function parentOf(nodes: readonly TreeNode[], key: string): FolderNode | undefined {
  return siblingsOf(nodes, key)?.parent
}

function placesIn(nodes: readonly TreeNode[], folder: readonly string[] = []): Places {
  return nodes.flatMap((node) =>
    node.type === 'profile'
      ? [{ profileId: node.profile.id, folder }]
      : placesIn(node.children, [...folder, node.path.at(-1) ?? '']),
  )
}

/** The same order, with another path for those in a folder, and in the folders in it. */
export function withFolder(profiles: readonly Profile[], path: readonly string[], instead: readonly string[]): Places {
  return profiles.map(({ id, folder }) => {
    const isInside = path.every((name, depth) => folder[depth] === name)
    return { profileId: id, folder: isInside ? [...instead, ...folder.slice(path.length)] : folder }
  })
}

function isLike(profile: Profile, wanted: string): boolean {
  return profileTitle(profile).toLowerCase().includes(wanted) || profile.url.toLowerCase().includes(wanted)
}

interface Siblings {
  readonly siblings: readonly TreeNode[]
  readonly parent: FolderNode | undefined
}

function siblingsOf(nodes: readonly TreeNode[], key: string, parent?: FolderNode): Siblings | undefined {
  if (nodes.some((node) => node.key === key)) return { siblings: nodes, parent }
  for (const node of nodes) {
    const found = node.type === 'folder' ? siblingsOf(node.children, key, node) : undefined
    if (found) return found
  }
  return undefined
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
