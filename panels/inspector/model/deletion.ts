import type { ReadonlySignal } from '@preact/signals'
import { type EmptyFolder, type FolderPath, isInside } from '../../../src/core/folders.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import { shownTitle } from '../../shared/profile-title.ts'
import type { Session } from '../../shared/session.ts'
import type { Selection } from './selection.ts'

export interface Deleted {
  /** Of the folder or the profile. */
  readonly title: string
  readonly profiles: readonly Profile[]
  restore(): Promise<Result<null>>
}

interface Placed {
  readonly profile: Profile
  readonly index: number
}

/** Deleting a profile or a folder asks nothing and can be undone for a while. */
export interface Deletion extends Pick<Offer<Deleted>, 'hold' | 'release' | 'dismiss'> {
  readonly deleted: ReadonlySignal<Deleted | undefined>
  remove(profileId: string): Promise<void>
  /** With all that is in it. */
  removeFolder(path: FolderPath): Promise<void>
  undo(): Promise<void>
}

interface DeletionContext extends Session {
  readonly selection: Selection
  /** Tells the background what was typed a moment ago. */
  flush(): Promise<unknown>
  onRefusal(profileId: string, refusal: Refusal): void
}

export function createDeletion({ mirror, call, selection, flush, onRefusal }: DeletionContext): Deletion {
  const {
    done: deleted,
    make,
    take,
    ...offer
  } = createOffer<Deleted>(({ profiles }) => {
    for (const { id } of profiles) void call('profile.forget', { profileId: id })
  })
  const remove = async (
    isGone: (profile: Profile) => boolean,
    perform: () => Promise<Result<readonly Placed[]>>,
    titleOf: (deleted: readonly Placed[]) => string,
  ) => {
    const next = neighbour(mirror.profiles.peek(), isGone)
    const selected = selection.profile.peek()
    const folders = mirror.folders.peek()
    // It is to be there when it comes back.
    await flush()
    const reply = await perform()
    if (!reply.ok) return onRefusal(selected?.id ?? '', reply.refusal)
    if (next && selected && isGone(selected)) selection.select(next.id)
    const profiles = reply.value
    make({
      title: titleOf(profiles),
      profiles: profiles.map(({ profile }) => profile),
      restore: () => restore(profiles, folders),
    })
  }
  /** Folders that were empty before stand where they stood; what was made since stays. */
  const restore = async (profiles: readonly Placed[], before: readonly EmptyFolder[]) => {
    // Some may be there although no answer came.
    const there = new Set(mirror.profiles.peek().map(({ id }) => id))
    const restored = await call('profiles.restore', {
      profiles: profiles.filter(({ profile }) => !there.has(profile.id)),
    })
    if (!restored.ok) return restored
    const empty = [...before, ...mirror.folders.peek()]
    if (empty.length === 0) return ok(null)
    const places = mirror.profiles
      .peek()
      .filter(({ origin }) => origin === undefined)
      .map(({ id, folder }) => ({ profileId: id, folder }))
    return call('profiles.arrange', { places, empty })
  }
  return {
    ...offer,
    deleted,
    remove: (profileId) =>
      remove(
        ({ id }) => id === profileId,
        async () => {
          const reply = await call('profile.delete', { profileId })
          return reply.ok ? ok([reply.value]) : reply
        },
        ([deleted]) => (deleted ? shownTitle(deleted.profile) : ''),
      ),
    removeFolder: (path) =>
      remove(
        ({ folder }) => isInside(folder, path),
        () => call('folder.delete', { path }),
        () => path.at(-1) ?? '',
      ),
    async undo() {
      const given = take()
      if (!given) return
      const restored = await given.restore()
      const [first] = given.profiles
      if (restored.ok && first) selection.select(first.id)
      if (restored.ok) return
      make(given)
      onRefusal(selection.profileId.peek() ?? '', restored.refusal)
    },
  }
}

/** What stays nearest to what goes. */
function neighbour(profiles: readonly Profile[], isGone: (profile: Profile) => boolean): Profile | undefined {
  const last = profiles.findLastIndex(isGone)
  return profiles[last + 1] ?? profiles.slice(0, Math.max(0, last)).findLast((profile) => !isGone(profile))
}
