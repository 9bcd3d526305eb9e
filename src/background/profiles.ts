import { shaped } from '../core/bounds.ts'
import { type EmptyFolder, type FolderPath, isInside } from '../core/folders.ts'
import type { GivenProfile } from '../core/handshake.ts'
import { isOrganizationProfile } from '../core/policy-profiles.ts'
import { present } from '../core/present.ts'
import { newProfile, type Profile } from '../core/profile.ts'
import { arranged, type Place } from '../core/profile-order.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { storeTogether } from '../platform/storage.ts'
import { storedProfileSchema } from '../wire/commands.ts'
import type { ProfileView } from '../wire/view.ts'
import { belonging } from './belonging.ts'
import { notStored } from './fault.ts'
import { Folders } from './folders.ts'
import { LatestWrite } from './latest-write.ts'
import { copiedBelongings, forgetBelongings, sweepBelongings } from './profile-belongings.ts'
import { startItems } from './start-items.ts'

export interface ProfileListener {
  onProfile(profile: ProfileView, index: number): void
  onProfileRemoved(profileId: string): void
  /**
   * The list is another: its order, perhaps the folders, or several have come or gone, of which views are told at once.
   * @param gone those that are not in it any more
   */
  onArranged(profiles: readonly ProfileView[], gone?: ReadonlySet<string>): void
  onFolders(empty: readonly EmptyFolder[]): void
}

/** The one owner of the profiles: the saved ones, kept in `storage.local`, and those of the organisation. */
export class Profiles {
  readonly #listener: ProfileListener
  readonly #list = startItems.profiles
  readonly #folders: Folders
  #profiles: Profile[] = []
  #organization: readonly Profile[] = []
  readonly #writing = new LatestWrite(() => this.#list.write(this.#profiles))

  constructor(listener: ProfileListener) {
    this.#listener = listener
    this.#folders = new Folders((empty) => listener.onFolders(empty))
  }

  async load(): Promise<void> {
    const stored = await this.#list.read()
    // Storage can be edited by hand; what the organisation gives comes from its policy alone.
    this.#profiles = (Array.isArray(stored) ? stored.flatMap(fromStorage) : []).filter(
      ({ id }) => !isOrganizationProfile(id),
    )
    await this.#folders.load(this.#profiles)
  }

  /** Deletes what is left of profiles that were deleted in an earlier session. */
  sweep(): Promise<void> {
    return sweepBelongings(() => this.#profiles.map(({ id }) => id))
  }

  list(): readonly ProfileView[] {
    return [...this.#profiles, ...this.#organization.map(asGiven)]
  }

  /** Those in which there is nothing; the others are where their profiles are. */
  emptyFolders(): readonly EmptyFolder[] {
    return this.#folders.list()
  }

  /** Puts the profiles that the organisation gives now in place of those it gave before. */
  setOrganization(profiles: readonly Profile[]): void {
    const ids = new Set(profiles.map(({ id }) => id))
    const gone = this.#organization.filter(({ id }) => !ids.has(id))
    this.#organization = profiles
    for (const { id } of gone) this.#listener.onProfileRemoved(id)
    for (const [index, profile] of profiles.entries()) {
      this.#listener.onProfile(asGiven(profile), this.#profiles.length + index)
    }
  }

  find(profileId: string): Result<Profile, 'unknown-profile'> {
    const profile = [...this.#profiles, ...this.#organization].find(({ id }) => id === profileId)
    return profile ? ok(profile) : refuse('unknown-profile', 'This profile does not exist any more.')
  }

  async create(given: Partial<Omit<Profile, 'id'>>): Promise<Profile> {
    const profile = newProfile(crypto.randomUUID(), given)
    await this.#put(profile, this.#profiles.length)
    return profile
  }

  /**
   * Adds all of them at the end, with what belongs to them, or none.
   * @param empty folders that come with them; their places are counted from the first of these profiles
   */
  async add(given: readonly GivenProfile[], empty: readonly EmptyFolder[]): Promise<Result<{ profileIds: string[] }>> {
    const added = given.map(({ profile }) => newProfile(crypto.randomUUID(), profile))
    const parts = added.flatMap(({ id }, index) => [
      [belonging('handshake', id).key, given[index]?.handshake],
      [belonging('script', id).key, given[index]?.script],
    ])
    try {
      await this.#writing.inTurn(async () => {
        const first = this.#profiles.length
        const all = [...this.#profiles, ...added]
        await storeTogether('local', { [this.#list.key]: all, ...Object.fromEntries(parts) })
        const followed = this.#become([...this.#profiles, ...added])
        this.#listener.onArranged(this.list())
        const placed = empty.map(({ path, at }) => ({ path, at: first + at }))
        // The profiles are there: folders that cannot be stored now are with the next change.
        await Promise.allSettled([followed, this.#folders.set([...this.#folders.list(), ...placed], this.#profiles)])
      })
    } catch (error) {
      return notStored(error)
    }
    return ok({ profileIds: added.map(({ id }) => id) })
  }

  /**
   * Takes a profile as another device has it, with what belongs to it, in place of the one here or at the end.
   * @param isWanted asked when it can be stored
   * @returns whether it was
   */
  receive(
    profile: Profile,
    { handshake, script }: Omit<GivenProfile, 'profile'>,
    isWanted: () => boolean,
  ): Promise<boolean> {
    const known = () => this.#profiles.find(({ id }) => id === profile.id)
    return this.#writing.inTurn(async () => {
      if (!isWanted()) return false
      const before = known()
      const put = () =>
        before ? this.#profiles.map((one) => (one === before ? profile : one)) : [...this.#profiles, profile]
      await storeTogether('local', {
        [this.#list.key]: put(),
        [belonging('handshake', profile.id).key]: handshake,
        [belonging('script', profile.id).key]: script,
      })
      // What a person has made of it meanwhile is newer, and waits to be stored.
      if (known() !== before) return true
      const followed = this.#become(put(), [], profile.id)
      this.#listener.onProfile(profile, this.#profiles.indexOf(profile))
      await Promise.allSettled([followed])
      return true
    })
  }

  /** Another device has deleted it, and tells what became of its folder. */
  drop(profileId: string): Promise<void> {
    return this.#without([profileId], [], profileId)
  }

  /** Another device has these empty folders, and no others. */
  receiveFolders(paths: readonly FolderPath[]): Promise<void> {
    const known = new Map(this.#folders.list().map(({ path, at }) => [path.join('\n'), at]))
    const placed = paths.map((path) => ({ path, at: known.get(path.join('\n')) ?? this.#profiles.length }))
    return this.#folders.set(placed, this.#profiles)
  }

  /** Takes back what `add` has added; what a person has deleted since is not missed. */
  async takeBack(profileIds: readonly string[], newFolders: readonly FolderPath[]): Promise<Result<null>> {
    await this.#without(profileIds, newFolders)
    await Promise.all(profileIds.map(forgetBelongings))
    return ok(null)
  }

  async update(profileId: string, change: Partial<Omit<Profile, 'id'>>): Promise<Result<null>> {
    const found = this.#own(profileId)
    if (!found.ok) return found
    await this.#put({ ...found.value, ...change }, this.#profiles.indexOf(found.value))
    return ok(null)
  }

  async remove(profileId: string): Promise<Result<{ profile: Profile; index: number }>> {
    const found = this.#own(profileId)
    if (!found.ok) return found
    const index = this.#profiles.indexOf(found.value)
    await this.#without([profileId])
    return ok({ profile: found.value, index })
  }

  /** Asked before anything goes with them. */
  mayRemove(profileIds: readonly string[]): Result<null> {
    return profileIds.some(isOrganizationProfile) ? readOnly() : ok(null)
  }

  /** The profiles in a folder, and in those inside it. */
  idsIn(path: FolderPath): readonly string[] {
    return this.#profiles.filter(({ folder }) => isInside(folder, path)).map(({ id }) => id)
  }

  /** Takes away a folder with all that is in it. */
  async removeFolder(path: FolderPath): Promise<Result<readonly { profile: Profile; index: number }[]>> {
    const gone = this.idsIn(path)
    const profiles = this.#profiles.flatMap((profile, index) => (gone.includes(profile.id) ? [{ profile, index }] : []))
    await this.#without(gone, [path])
    return ok(profiles)
  }

  /** Brings deleted profiles back, each at its place among those before it. */
  async restore(deleted: readonly { profile: Profile; index: number }[]): Promise<Result<null>> {
    const all = [...this.#profiles]
    const known = new Set(all.map(({ id }) => id))
    for (const { profile, index } of deleted) {
      if (isOrganizationProfile(profile.id)) return readOnly()
      if (known.has(profile.id)) return refuse('invalid-arguments', 'It is already there.')
      known.add(profile.id)
      all.splice(index, 0, profile)
    }
    const followed = this.#become(all)
    this.#listener.onArranged(this.list())
    await Promise.all([followed, this.#writing.save()])
    return ok(null)
  }

  /** Makes a profile like another, with all that belongs to it, right after it. */
  async duplicate(profileId: string, name: string): Promise<Result<{ profileId: string }>> {
    const found = this.find(profileId)
    if (!found.ok) return found
    const copy = { ...found.value, id: crypto.randomUUID(), name }
    const belongings = await copiedBelongings(profileId, copy.id)
    await this.#writing.inTurn(async () => {
      await storeTogether('local', { [this.#list.key]: this.#with(copy, profileId), ...belongings })
      await this.#become(this.#with(copy, profileId))
      this.#listener.onProfile(copy, this.#profiles.indexOf(copy))
    })
    return ok({ profileId: copy.id })
  }

  /**
   * Puts the profiles in this order and into these folders; those that are not named come last, as they were.
   * @param empty the folders in which there is nothing then
   */
  async arrange(places: readonly Place[], empty: readonly EmptyFolder[]): Promise<Result<null>> {
    if (places.some(({ profileId }) => isOrganizationProfile(profileId))) return readOnly()
    this.#profiles = arranged(this.#profiles, places)
    const followed = this.#folders.set(empty, this.#profiles)
    this.#listener.onArranged(this.list())
    await Promise.all([followed, this.#writing.save()])
    return ok(null)
  }

  /** Deletes what belonged to a deleted profile: it is not going to be restored. */
  async forget(profileId: string): Promise<Result<null>> {
    if (this.find(profileId).ok) return refuse('invalid-arguments', 'It is already there.')
    await forgetBelongings(profileId)
    return ok(null)
  }

  /** The list with a profile after another or, where that is not in it, at the end. */
  #with(profile: Profile, after: string): Profile[] {
    const index = this.#profiles.findIndex(({ id }) => id === after)
    return this.#profiles.toSpliced(index < 0 ? this.#profiles.length : index + 1, 0, profile)
  }

  #own(profileId: string): Result<Profile> {
    return isOrganizationProfile(profileId) ? readOnly() : this.find(profileId)
  }

  async #without(profileIds: readonly string[], gone?: readonly FolderPath[], elsewhere?: string): Promise<void> {
    const ids = new Set(profileIds)
    const followed = this.#become(
      this.#profiles.filter(({ id }) => !ids.has(id)),
      gone,
      elsewhere,
    )
    if (ids.size > 1) this.#listener.onArranged(this.list(), ids)
    else for (const id of ids) this.#listener.onProfileRemoved(id)
    // It can be brought back also where that cannot be stored now: it is with the next change.
    await Promise.allSettled([followed, this.#writing.save()])
  }

  /**
   * @param gone folders that go with what was in them
   * @param elsewhere the profile that another device has changed: that one tells what became of its folder
   */
  #become(profiles: Profile[], gone?: readonly FolderPath[], elsewhere?: string): Promise<void> {
    const before = this.#profiles.map((one) => (one.id === elsewhere ? { ...one, folder: [] } : one))
    this.#profiles = profiles
    return this.#folders.follow(before, profiles, gone)
  }

  async #put(profile: Profile, index: number): Promise<void> {
    const followed = this.#become(this.#profiles.toSpliced(index, 1, profile))
    this.#listener.onProfile(profile, index)
    await Promise.all([followed, this.#writing.save()])
  }
}

/** One by one: a profile that cannot be read must not cost the others. */
function fromStorage(stored: unknown): Profile[] {
  const read = shaped(storedProfileSchema, stored)
  return read ? [newProfile(read.id, present(read))] : []
}

function asGiven(profile: Profile): ProfileView {
  return { ...profile, origin: 'organization' }
}

function readOnly() {
  return refuse('not-owner', 'Your organisation gave this profile; duplicate it to change it.')
}
