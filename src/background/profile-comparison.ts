import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import { type FolderPath, foldersId } from '../core/folders.ts'
import { plainHandshake } from '../core/handshake.ts'
import { isOrganizationProfile } from '../core/policy-profiles.ts'
import { present } from '../core/present.ts'
import { newProfile, type Profile, profileTitle } from '../core/profile.ts'
import { canonicalJson, direction, type LeftOut, mostItemBytes, type SyncStatus } from '../core/profile-sync.ts'
import { emptyScript } from '../core/script.ts'
import { type SharedProfile, sharedProfile, sharedVersion, withSecretsOf } from '../core/shared-profile.ts'
import { withoutSecrets } from '../core/without-secrets.ts'
import { folderPathsSchema, readProfileSchema } from '../wire/commands.ts'
import { type Belongings, belongingsOf } from './profile-belongings.ts'
import type { Profiles } from './profiles.ts'
import { bytesOf, fitting, readSharedItems, type SharedItem, versionOf, writeSharedItems } from './shared-items.ts'

/** What is there may be another version's; the rest is checked when it is taken. */
const anyObject = v.record(v.string(), v.unknown())
const sharedSchema = v.object({
  version: v.literal(sharedVersion),
  profile: anyObject,
  handshake: anyObject,
  script: v.optional(anyObject),
})

const sharedFoldersSchema = v.object({ version: v.literal(sharedVersion), folders: folderPathsSchema })
interface SharedFolders {
  readonly version: typeof sharedVersion
  readonly folders: readonly FolderPath[]
}

/** A profile, or all empty folders, as they would go to other devices. */
interface Mine {
  readonly title: string
  /** Absent when it is too large. */
  readonly file?: SharedProfile | SharedFolders
}

export interface ComparisonContext {
  readonly profiles: Pick<Profiles, 'list' | 'find' | 'receive' | 'drop' | 'emptyFolders' | 'receiveFolders'>
  /** Whether there are connections of a profile; it is not deleted under them. */
  isInUse(profileId: string): boolean
  onReceived(profileId: string): void
  now(): number
}

/** What both sides had when they were compared last; no text for what was deleted. */
export interface Agreement {
  readonly changedAt: number
  readonly text: string | null
}

export type Outcome = Omit<SyncStatus, 'on' | 'syncedAt'>

/** One comparison of the profiles here with those on the person's other devices. */
export class ProfileComparison {
  readonly #context: ComparisonContext
  readonly #agreed: Map<string, Agreement>
  readonly #isWanted: (id: string) => boolean

  /**
   * @param agreed what both sides had last, by id; it is brought up to date
   * @param isWanted asked at the last moment: what has been changed here since this began is compared the next time
   */
  constructor(context: ComparisonContext, agreed: Map<string, Agreement>, isWanted: (id: string) => boolean) {
    this.#context = context
    this.#agreed = agreed
    this.#isWanted = isWanted
  }

  /**
   * Gives and takes what has changed.
   * @param touched when profiles were changed here since both sides were compared
   */
  async bringTogether(touched: ReadonlyMap<string, number>): Promise<Outcome> {
    const now = this.#context.now()
    const there = await readSharedItems(now)
    const { mine, leftOut } = await this.#mine(there)
    const given: SharedItem[] = []
    let unreadable = 0
    for (const id of new Set([...mine.keys(), ...there.keys()])) {
      const [own, other] = [mine.get(id), there.get(id)]
      if (isOrganizationProfile(id) || (own && !own.file)) continue
      const here = own ? canonicalJson(own.file) : null
      const changedAt = Math.min(touched.get(id) ?? now, now)
      const sides = { here, agreed: this.#agreed.get(id), there: other && versionOf(other), changedAt }
      const way = direction(sides)
      if (way === 'give')
        given.push({ id, changedAt: Math.max(changedAt, (other?.changedAt ?? 0) + 1), ...fileOf(own) })
      else if (way === 'none' && other) this.#agree(id, other.changedAt, here)
      else if (other && !(await this.#take(other))) unreadable += 1
    }
    const { fits, rest } = fitting(
      there,
      given.filter(({ id }) => this.#isWanted(id)),
    )
    await writeSharedItems(fits)
    for (const item of fits) this.#agree(item.id, item.changedAt, versionOf(item).text)
    const noRoom = rest.map(({ id }): LeftOut => ({ title: mine.get(id)?.title ?? id, why: 'no-room' }))
    return { leftOut: [...leftOut, ...noRoom], unreadable }
  }

  #agree(id: string, changedAt: number, text: string | null): void {
    this.#agreed.set(id, { changedAt, text })
  }

  /** The person's own profiles in their order. */
  async #mine(
    there: ReadonlyMap<string, SharedItem>,
  ): Promise<{ mine: ReadonlyMap<string, Mine>; leftOut: readonly LeftOut[] }> {
    const leftOut: LeftOut[] = []
    const mine = new Map<string, Mine>()
    for (const { origin, ...profile } of this.#context.profiles.list()) {
      if (origin) continue
      const belongings = await belongingsOf(profile.id)
      const file = fileThatFits(profile, belongings, !isSilent(there.get(profile.id)))
      const title = profileTitle(profile)
      if (!file) leftOut.push({ title, why: 'too-large' })
      else if (!file.withScript) leftOut.push({ title, why: 'messages-too-large' })
      mine.set(profile.id, { title, ...(file && { file: file.file }) })
    }
    const folders = this.#folders()
    if (folders.folders.length > 0 || this.#agreed.get(foldersId))
      mine.set(foldersId, { title: 'Folders', file: folders })
    return { mine, leftOut }
  }

  #folders(): SharedFolders {
    return { version: sharedVersion, folders: this.#context.profiles.emptyFolders().map(({ path }) => path) }
  }

  async #takeFolders({ changedAt, file }: SharedItem): Promise<boolean> {
    const read = shaped(sharedFoldersSchema, file)
    if (!read) return false
    const stored = this.#context.profiles.receiveFolders(read.folders)
    // Without those that are not empty here, and without what a person does while it is stored.
    this.#agree(foldersId, changedAt, canonicalJson(this.#folders()))
    await stored
    return true
  }

  /** @returns whether it could be read */
  async #take(item: SharedItem): Promise<boolean> {
    const { id, changedAt, file } = item
    if (!this.#isWanted(id)) return true
    if (id === foldersId) return this.#takeFolders(item)
    const { profiles, isInUse, onReceived } = this.#context
    if (file === undefined) {
      if (!isInUse(id)) {
        await profiles.drop(id)
        this.#agree(id, changedAt, null)
      }
      return true
    }
    const given = this.#merged(id, file, await belongingsOf(id))
    if (!given) return false
    const profile = newProfile(id, present(given.profile))
    if (!(await profiles.receive(profile, given, () => this.#isWanted(id)))) return true
    // As it reads here: what another version says beyond that must not go back and forth.
    const back = fileThatFits(profile, given, !isSilent({ file }))
    if (back) this.#agree(id, changedAt, canonicalJson(back.file))
    onReceived(id)
    return true
  }

  /** What came, with the secrets that are here; those of a profile that was deleted are, too, while it can be brought back. */
  #merged(id: string, file: unknown, belongings: Belongings) {
    const came = shaped(sharedSchema, file)
    if (!came) return undefined
    // What an earlier version did not know yet takes its default.
    const rest = {
      profile: { ...newProfile('', {}), ...came.profile },
      handshake: { ...plainHandshake, ...came.handshake },
    }
    const script = came.script ? { ...emptyScript, ...came.script } : belongings.script
    const found = this.#context.profiles.find(id)
    const here = { profile: found.ok ? found.value : newProfile('', {}), handshake: belongings.handshake }
    const whole = withSecretsOf(here, withoutSecrets(here), rest)
    return shaped(readProfileSchema, { ...Object(whole), script })
  }
}

/** Whether messages are not told, because somewhere they are too large. It stays so: what is told would replace them. */
function isSilent(item: Pick<SharedItem, 'file'> | undefined): boolean {
  const read = shaped(sharedSchema, item?.file)
  return read !== undefined && read.script === undefined
}

/** Without its saved messages where they are what is too large. */
function fileThatFits(profile: Profile, belongings: Belongings, mayTellScript: boolean) {
  return (mayTellScript ? [true, false] : [false])
    .map((withScript) => ({ withScript, file: sharedProfile(profile, belongings, { withScript }) }))
    .find(({ file }) => bytesOf({ id: profile.id, changedAt: Date.UTC(2100), file }) <= mostItemBytes)
}

function fileOf(mine: Mine | undefined): { readonly file?: object } {
  return mine?.file ? { file: mine.file } : {}
}
