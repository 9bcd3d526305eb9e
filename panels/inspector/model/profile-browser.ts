import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import type { ProfileView } from '../../../src/wire/view.ts'
import { remembered } from '../../shared/remembered.ts'
import type { Session } from '../../shared/session.ts'
import { t } from '../../shared/text.ts'
import {
  buildTree,
  findNode,
  folderKey,
  matching,
  movedTo,
  type Places,
  parentOf,
  profileKey,
  rowsOf,
  stepOf,
  type Target,
  type TreeNode,
  type TreeRow,
  withFolder,
} from '../profiles/profile-tree.ts'
import type { Selection } from './selection.ts'

/** The list of profiles as a tree of folders: what is seen of it, where the keyboard is, and how it is put in order. */
export interface ProfileBrowser {
  readonly search: Signal<string>
  /** As they are drawn: without what is in collapsed folders, or is not searched for. */
  readonly rows: ReadonlySignal<readonly TreeRow[]>
  /** The row the keyboard is at. */
  readonly cursor: ReadonlySignal<TreeRow | undefined>
  /** Paths of all folders. */
  readonly folders: ReadonlySignal<readonly (readonly string[])[]>
  /** The key of the row whose name is being written. */
  readonly renaming: Signal<string | undefined>
  /** The profile for which a folder is being chosen. */
  readonly moving: Signal<ProfileView | undefined>
  isExpanded(key: string): boolean
  toggle(key: string): void
  /** What the organisation gave keeps its name. */
  startRenaming(node: TreeNode): void
  /** Moves the keyboard; a profile is selected by it. */
  goTo(node: TreeNode | undefined): void
  goToParent(): void
  step(key: string, step: 'up' | 'down'): Promise<void>
  move(key: string, target: Target): Promise<void>
  moveToFolder(profileId: string, folder: readonly string[]): Promise<void>
  renameFolder(path: readonly string[], name: string): Promise<void>
  /** Takes a folder away; what is in it moves to where it was. */
  dissolve(path: readonly string[]): Promise<void>
  duplicate(profile: ProfileView): Promise<void>
}

export interface ProfileBrowserContext extends Session {
  readonly selection: Selection
  readonly storage: Storage
  /** Tells the background what was typed a moment ago. */
  flush(): Promise<void>
  onRefusal(profileId: string, refusal: Refusal): void
}

export function createProfileBrowser(context: ProfileBrowserContext): ProfileBrowser {
  const { mirror, call, selection, storage } = context
  const collapsed = remembered(storage, 'collapsed-folders', keysIn)
  const search = signal('')
  const at = signal<string | undefined>()
  const own = computed(() => mirror.profiles.value.filter(({ origin }) => origin === undefined))
  const tree = computed(() => buildTree(own.value))
  const shut = computed(() => (search.value.trim() === '' ? new Set(collapsed.value) : new Set<string>()))
  const rows = computed(() => {
    // What the organisation gives stands below and stays there.
    const given = buildTree(mirror.profiles.value.filter(({ origin }) => origin !== undefined))
    return rowsOf(matching([...tree.value, ...given], search.value), shut.value)
  })
  const selectedKey = computed(() => profileKey(selection.profileId.value ?? ''))
  const cursor = computed(
    () =>
      rows.value.find(({ node }) => node.key === at.value) ??
      rows.value.find(({ node }) => node.key === selectedKey.value),
  )

  const arrange = async (places: Places | undefined) => {
    if (!places || places.length === 0) return
    await context.flush()
    const given = places.map(({ profileId, folder }) => ({ profileId, folder: [...folder] }))
    const arranged = await call('profiles.arrange', { places: given })
    if (!arranged.ok) context.onRefusal(selection.profileId.peek() ?? '', arranged.refusal)
  }
  const expand = (key: string) => {
    collapsed.value = collapsed.peek().filter((shutKey) => shutKey !== key)
  }
  const goTo = (node: TreeNode | undefined) => {
    if (!node) return
    at.value = node.key
    if (node.type === 'profile') selection.select(node.profile.id)
  }
  const move = (key: string, target: Target) => {
    if (target.side === 'into') expand(target.key)
    return arrange(movedTo(tree.peek(), key, target))
  }

  const renaming = signal<string | undefined>()

  return {
    search,
    rows,
    cursor,
    folders: computed(() => foldersIn(tree.value)),
    renaming,
    moving: signal(),
    isExpanded: (key) => !shut.value.has(key),
    toggle(key) {
      if (collapsed.peek().includes(key)) expand(key)
      else collapsed.value = [...collapsed.peek(), key]
    },
    startRenaming(node) {
      if (node.type === 'profile' && node.profile.origin !== undefined) return
      goTo(node)
      renaming.value = node.key
    },
    goTo,
    goToParent() {
      const key = cursor.peek()?.node.key
      if (key !== undefined) goTo(parentOf(tree.peek(), key))
    },
    async step(key, step) {
      const target = search.peek().trim() === '' ? stepOf(tree.peek(), key, step, shut.peek()) : undefined
      if (target) await move(key, target)
    },
    move,
    async moveToFolder(profileId, folder) {
      for (const depth of folder.keys()) expand(folderKey(folder.slice(0, depth + 1)))
      const target = { key: folderKey(folder), side: 'into' } as const
      if (findNode(tree.peek(), target.key)) return move(profileKey(profileId), target)
      return arrange(
        own.peek().map((one) => ({ profileId: one.id, folder: one.id === profileId ? folder : one.folder })),
      )
    },
    async renameFolder(path, name) {
      const written = name.trim()
      if (written === '' || written === path.at(-1)) return
      const instead = [...path.slice(0, -1), written]
      const isShut = collapsed.peek().includes(folderKey(path))
      if (isShut) collapsed.value = [...collapsed.peek(), folderKey(instead)]
      await arrange(withFolder(own.peek(), path, instead))
      at.value = folderKey(instead)
    },
    dissolve: (path) => arrange(withFolder(own.peek(), path, path.slice(0, -1))),
    async duplicate({ id, name }) {
      await context.flush()
      const made = await call('profile.duplicate', { profileId: id, name: name.trim() && t('copyOfName', name.trim()) })
      if (made.ok) goTo(findNode(tree.peek(), profileKey(made.value.profileId)))
      else context.onRefusal(id, made.refusal)
    },
  }
}

function foldersIn(nodes: readonly TreeNode[]): readonly (readonly string[])[] {
  return nodes.flatMap((node) => (node.type === 'folder' ? [node.path, ...foldersIn(node.children)] : []))
}

function keysIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((key): key is string => typeof key === 'string') : []
}
