import type { EmptyFolder, FolderPath } from '../../../src/core/folders.ts'
import type { Profile } from '../../../src/core/profile.ts'
import type { ProfileView } from '../../../src/wire/view.ts'
import { shownTitle } from '../../shared/profile-title.ts'

// Profiles are one list, each with the path of its folder; folders without any are a list beside it. The tree that a
// person sees is made from both: a folder stands where the first of its profiles does.

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

/** A profile or an empty folder, as they follow each other. */
interface Entry {
  readonly folder: FolderPath
  readonly profile?: ProfileView
}

export function buildTree(profiles: readonly ProfileView[], empty: readonly EmptyFolder[] = []): readonly TreeNode[] {
  const before = (index: number) => empty.filter(({ at }) => at === index).map(({ path }) => ({ folder: path }))
  const entries = profiles.flatMap((profile, index): Entry[] => [...before(index), { folder: profile.folder, profile }])
  const last = empty.filter(({ at }) => at >= profiles.length).map(({ path }) => ({ folder: path }))
  return nodesOf([...entries, ...last], [])
}

function nodesOf(entries: readonly Entry[], path: FolderPath): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  const depth = path.length
  const names = new Set<string>()
  for (const { folder, profile } of entries) {
    const name = folder[depth]
    if (name !== undefined && !names.has(name)) {
      names.add(name)
      const inner = [...path, name]
      const inside = entries.filter((entry) => entry.folder[depth] === name)
      nodes.push({ type: 'folder', key: folderKey(inner), path: inner, children: nodesOf(inside, inner) })
    } else if (name === undefined && profile) {
      nodes.push({ type: 'profile', key: profileKey(profile.id), profile })
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

/** The folder in which a node is; `undefined` for one that is in none. */
export function parentOf(nodes: readonly TreeNode[], key: string): FolderNode | undefined {
  return siblingsOf(nodes, key)?.parent
}

/** Paths of all folders. */
export function foldersIn(nodes: readonly TreeNode[]): readonly FolderPath[] {
  return nodes.flatMap((node) => (node.type === 'folder' ? [node.path, ...foldersIn(node.children)] : []))
}

function isLike(profile: Profile, wanted: string): boolean {
  return shownTitle(profile).toLowerCase().includes(wanted) || profile.url.toLowerCase().includes(wanted)
}

interface Siblings {
  readonly siblings: readonly TreeNode[]
  readonly parent: FolderNode | undefined
}

/** What is in the same folder as a node, and that folder. */
export function siblingsOf(nodes: readonly TreeNode[], key: string, parent?: FolderNode): Siblings | undefined {
  if (nodes.some((node) => node.key === key)) return { siblings: nodes, parent }
  for (const node of nodes) {
    const found = node.type === 'folder' ? siblingsOf(node.children, key, node) : undefined
    if (found) return found
  }
  return undefined
}
