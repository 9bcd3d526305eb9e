import type { ReadonlySignal, Signal } from '@preact/signals'
import type { FolderPath } from '../../../src/core/folders.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { ProfileView } from '../../../src/wire/view.ts'
import { shownTitle } from '../../shared/profile-title.ts'
import type { Session } from '../../shared/session.ts'
import { t } from '../../shared/text.ts'
import {
  movedOut,
  movedTo,
  type Places,
  placesOf,
  stepOf,
  withFolder,
  withNewFolder,
} from '../profiles/profile-moves.ts'
import {
  findNode,
  folderKey,
  foldersIn,
  parentOf,
  profileKey,
  type Target,
  type TreeNode,
  type TreeRow,
} from '../profiles/profile-tree.ts'
import type { Selection } from './selection.ts'

/** How the list of profiles is put in order. It is loaded when somebody does. */
export interface Arranging {
  step(key: string, step: 'up' | 'down'): Promise<void>
  /** Puts a row elsewhere; `out` is the end of the list, outside all folders. */
  move(key: string, target: Target | 'out'): Promise<void>
  moveToFolder(profileId: string, folder: readonly string[]): Promise<void>
  /** Makes a folder in another one, or outside all, and has its name written. */
  newFolder(outer: FolderPath): Promise<void>
  renameFolder(path: readonly string[], name: string): Promise<void>
  /** Takes a folder away; what is in it moves to where it was. */
  dissolve(path: readonly string[]): Promise<void>
  duplicate(profile: ProfileView): Promise<void>
  /** Takes back what a folder went by; again offers that where it is refused. */
  putBack(gone: FolderGone): Promise<void>
}

/** A folder that was dissolved, or has become one with another of its name. */
export interface FolderGone {
  readonly name: string
  readonly before: Places
}

export interface ProfileBrowserContext extends Session {
  readonly selection: Selection
  readonly storage: Storage
  /** Tells the background what was typed a moment ago. */
  flush(): Promise<void>
  onRefusal(profileId: string, refusal: Refusal): void
  announce(words: string): void
}

interface ArrangingContext extends ProfileBrowserContext {
  readonly tree: ReadonlySignal<readonly TreeNode[]>
  readonly own: ReadonlySignal<readonly ProfileView[]>
  /** Keys of the folders that are collapsed now. */
  readonly shut: ReadonlySignal<ReadonlySet<string>>
  readonly search: Signal<string>
  readonly collapsed: Signal<readonly string[]>
  readonly renaming: Signal<string | undefined>
  /** The key of the row the keyboard is at. */
  readonly at: Signal<string | undefined>
  expand(key: string): void
  readonly cursor: ReadonlySignal<TreeRow | undefined>
  goTo(node: TreeNode | undefined): void
  /** Offers to take back what a folder went by. */
  onFolderGone(gone: FolderGone): void
}

export function createArranging(context: ArrangingContext): Arranging {
  const { call, selection, tree, own, shut, search, collapsed, renaming, at, cursor, expand, goTo } = context

  const arrange = async (lists: Places | undefined) => {
    if (!lists) return true
    await context.flush()
    const arranged = await call('profiles.arrange', lists)
    if (!arranged.ok) context.onRefusal(selection.profileId.peek() ?? '', arranged.refusal)
    return arranged.ok
  }
  /** The same of a folder, which may become one with another. */
  const arrangeFolder = async (name: string, lists: Places | undefined) => {
    const before = tree.peek()
    const isDone = await arrange(lists)
    if (isDone && foldersIn(tree.peek()).length < foldersIn(before).length) {
      context.onFolderGone({ name, before: placesOf(before) })
    }
  }
  const move = async (key: string, target: Target | 'out') => {
    const node = findNode(tree.peek(), key)
    if (target !== 'out' && target.side === 'into') expand(target.key)
    const outer = target === 'out' ? [] : pathAt(tree.peek(), target)
    const lists = target === 'out' ? movedOut(tree.peek(), key) : movedTo(tree.peek(), key, target)
    if (node?.type !== 'folder') return void (await arrange(lists))
    const name = node.path.at(-1) ?? ''
    await arrangeFolder(name, lists)
    follow(key, folderKey([...outer, name]))
  }
  /** A folder that is elsewhere has another key, as have those in it: the keyboard goes with it, and what was collapsed stays so. */
  const follow = (before: string, key: string) => {
    const shared = before.slice(0, -1)
    const inside = collapsed.peek().filter((one) => one === before || one.startsWith(`${shared},`))
    collapsed.value = [...collapsed.peek(), ...inside.map((one) => key.slice(0, -1) + one.slice(shared.length))]
    at.value = key
  }
  const change = (path: FolderPath, instead: FolderPath) =>
    arrangeFolder(path.at(-1) ?? '', withFolder(placesOf(tree.peek()), path, instead))

  return {
    async step(key, step) {
      const target = search.peek().trim() === '' ? stepOf(tree.peek(), key, step, shut.peek()) : undefined
      if (target) await move(key, target)
      const moved = target && cursor.peek()
      if (moved) context.announce(placeOf(moved))
    },
    move,
    async moveToFolder(profileId, folder) {
      for (const depth of folder.keys()) expand(folderKey(folder.slice(0, depth + 1)))
      const target = { key: folderKey(folder), side: 'into' } as const
      if (findNode(tree.peek(), target.key)) return move(profileKey(profileId), target)
      const { places, empty } = placesOf(tree.peek())
      const placed = places.map((one) => (one.profileId === profileId ? { profileId, folder } : one))
      // What it has left is empty now, where it was the last; the background drops what is not.
      const path = own.peek().find(({ id }) => id === profileId)?.folder ?? []
      const left = path.length > 0 ? [{ path, at: places.findIndex((one) => one.profileId === profileId) }] : []
      await arrange({ places: placed, empty: [...empty, ...left] })
    },
    async newFolder(outer) {
      const path = [...outer, newName(tree.peek(), outer)]
      if (outer.length > 0) expand(folderKey(outer))
      search.value = ''
      await arrange(withNewFolder(tree.peek(), path))
      const made = findNode(tree.peek(), folderKey(path))
      if (!made) return
      goTo(made)
      renaming.value = made.key
    },
    async renameFolder(path, name) {
      const written = name.trim()
      if (written === '' || written === path.at(-1)) return
      const instead = [...path.slice(0, -1), written]
      await change(path, instead)
      follow(folderKey(path), folderKey(instead))
    },
    dissolve: (path) => change(path, path.slice(0, -1)),
    async duplicate({ id, name }) {
      await context.flush()
      const made = await call('profile.duplicate', { profileId: id, name: name.trim() && t('copyOfName', name.trim()) })
      if (made.ok) goTo(findNode(tree.peek(), profileKey(made.value.profileId)))
      else context.onRefusal(id, made.refusal)
    },
    async putBack(gone) {
      if (!(await arrange(gone.before))) context.onFolderGone(gone)
    },
  }
}

function placeOf({ node, position, siblings }: TreeRow): string {
  const path = node.type === 'folder' ? node.path : [...node.profile.folder, shownTitle(node.profile)]
  return `${path.join(' / ')}: ${t('findPlace', position, siblings)}`
}

/** The path of the folder in which something is that is put there. */
function pathAt(nodes: readonly TreeNode[], { key, side }: Target): FolderPath {
  const node = findNode(nodes, key)
  return side === 'into' && node?.type === 'folder' ? node.path : (parentOf(nodes, key)?.path ?? [])
}

/** A name that no other folder there has. */
function newName(nodes: readonly TreeNode[], outer: FolderPath): string {
  const taken = new Set(foldersIn(nodes).map(folderKey))
  const nameOf = (number: number) => (number === 1 ? t('newFolder') : t('newFolderNumber', number))
  let number = 1
  while (taken.has(folderKey([...outer, nameOf(number)]))) number++
  return nameOf(number)
}
