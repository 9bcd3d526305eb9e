import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { ProfileView } from '../../../src/wire/view.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import { keysIn, remembered } from '../../shared/remembered.ts'
import {
  buildTree,
  foldersIn,
  matching,
  parentOf,
  profileKey,
  rowsOf,
  type TreeNode,
  type TreeRow,
} from '../profiles/profile-tree.ts'
import type { Arranging, FolderGone, ProfileBrowserContext } from './profile-arranging.ts'

/** The list of profiles as a tree of folders: what is seen of it, where the keyboard is, and how it is put in order. */
export interface ProfileBrowser extends Omit<Arranging, 'putBack'> {
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
  readonly folderGone: Pick<Offer<FolderGone>, 'done' | 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
  isExpanded(key: string): boolean
  toggle(key: string): void
  /** What the organisation gave keeps its name. */
  startRenaming(node: TreeNode): void
  /** Moves the keyboard; a profile is selected by it. */
  goTo(node: TreeNode | undefined): void
  goToParent(): void
}

export function createProfileBrowser(context: ProfileBrowserContext): ProfileBrowser {
  const { mirror, selection, storage } = context
  const collapsed = remembered(storage, 'collapsed-folders', keysIn)
  const search = signal('')
  const at = signal<string | undefined>()
  const renaming = signal<string | undefined>()
  const own = computed(() => mirror.profiles.value.filter(({ origin }) => origin === undefined))
  const tree = computed(() => buildTree(own.value, mirror.folders.value))
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

  const expand = (key: string) => {
    collapsed.value = collapsed.peek().filter((shutKey) => shutKey !== key)
  }
  const goTo = (node: TreeNode | undefined) => {
    if (!node) return
    at.value = node.key
    if (node.type === 'profile') selection.select(node.profile.id)
  }
  const { make: onFolderGone, take, ...offer } = createOffer<FolderGone>()
  const arranging = async () => {
    const { createArranging } = await import('./profile-arranging.ts')
    const list = { tree, own, shut, search, collapsed, renaming, at, cursor, expand, goTo, onFolderGone }
    return createArranging({ ...context, ...list })
  }
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: what is moved twice at once is moved from where it came to first. */
  const inTurn = (arrange: (arranging: Arranging) => Promise<void>) => {
    const done = last.then(arranging, arranging).then(arrange)
    last = done
    return done
  }

  return {
    search,
    rows,
    cursor,
    folders: computed(() => foldersIn(tree.value)),
    renaming,
    moving: signal(),
    folderGone: {
      ...offer,
      undo: () =>
        inTurn(async (to) => {
          const gone = take()
          if (gone) await to.putBack(gone)
        }),
    },
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
    step: (...step) => inTurn((to) => to.step(...step)),
    move: (...move) => inTurn((to) => to.move(...move)),
    moveToFolder: (...move) => inTurn((to) => to.moveToFolder(...move)),
    newFolder: (outer) => inTurn((to) => to.newFolder(outer)),
    renameFolder: (...name) => inTurn((to) => to.renameFolder(...name)),
    dissolve: (path) => inTurn((to) => to.dissolve(path)),
    duplicate: (profile) => inTurn((to) => to.duplicate(profile)),
  }
}
