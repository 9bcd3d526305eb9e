import { type ReadonlySignal, signal } from '@preact/signals'
import { emptyFoldersOf, type FolderPath, foldersOf } from '../../../src/core/folders.ts'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import type { UserRules } from '../../../src/core/user-rules.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import type { CommandArguments } from '../../../src/wire/commands.ts'
import type { RecordedEntry } from '../../../src/wire/recording.ts'
import { createOffer, type Offer } from '../offer.ts'
import type { Session } from '../session.ts'

/** What an import adds. */
export interface Additions {
  readonly profiles: readonly AddedProfile[]
  readonly environments: readonly ImportedEnvironment[]
  /** Paths of all folders, in their order. */
  readonly folders: readonly FolderPath[]
  /** The person's own rules, which take the place of those there are; only the options may bring them. */
  readonly rules?: unknown
}

export interface AddedProfile {
  readonly given: GivenProfile
  readonly recordings: readonly AddedRecording[]
}

export interface AddedRecording {
  readonly name: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly messages: number
  /** The entries in portions, made as they are needed; they end early when the import is given up. */
  portions(): AsyncIterable<readonly RecordedEntry[]>
}

/** How far an import has come that takes its time. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** What was added last. */
export interface Added {
  /** The rules that were there before, where others came. */
  readonly rules?: UserRules
  readonly profileIds: readonly string[]
  /** Paths of folders that were not there before. */
  readonly newFolders: readonly FolderPath[]
  readonly environmentIds: readonly string[]
}

/** Adds what files bring, in one step that can be undone. */
export interface Adding {
  /** What was added last, while that can be undone. */
  readonly added: ReadonlySignal<Added | undefined>
  /** Messages of recordings, while they are being added. */
  readonly progress: ReadonlySignal<Progress | undefined>
  readonly offer: Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
  /** Adds all, or nothing. @returns why nothing was added, if so. */
  add(additions: Additions): Promise<Refusal | undefined>
  /** Stops adding; what was added until then is taken back. */
  cancel(): void
}

export interface AddingContext extends Pick<Session, 'call' | 'mirror'> {
  onAdded(profileIds: readonly string[]): void
  onRefusal(refusal: Refusal): void
}

export function createAdding({ call, mirror, onAdded, onRefusal }: AddingContext): Adding {
  const { done: added, make, take, ...offer } = createOffer<Added>()
  const progress = signal<Progress | undefined>()
  let isCancelled = false

  const report = (result: Result<unknown>) => {
    if (!result.ok) onRefusal(result.refusal)
  }

  const takeBack = async ({ profileIds, newFolders, environmentIds, rules }: Added) => {
    if (profileIds.length + newFolders.length > 0) {
      report(await call('profiles.remove', { profileIds: [...profileIds], newFolders }))
    }
    for (const environmentId of environmentIds) report(await call('environment.delete', { environmentId }))
    if (rules) report(await call('rules.write', rules))
  }

  const addProfiles = async (added: readonly AddedProfile[], folders: readonly FolderPath[]) => {
    if (added.length + folders.length === 0) return ok({ profileIds: [], newFolders: [] })
    const keyOf = (path: FolderPath) => JSON.stringify(path)
    const known = new Set(foldersOf(mirror.profiles.peek(), mirror.folders.peek()).map(keyOf))
    const isNew = (path: FolderPath) => !known.has(keyOf(path))
    const profiles = added.map(({ given }, index) => ({ ...given.profile, id: String(index) }))
    const empty = emptyFoldersOf(folders, profiles).filter(({ path }) => isNew(path))
    const result = await call('profiles.add', { profiles: added.map(({ given }) => writable(given)), empty })
    return result.ok ? ok({ ...result.value, newFolders: foldersOf(profiles, empty).filter(isNew) }) : result
  }

  const addEnvironment = ({ name, variables }: ImportedEnvironment) =>
    call('environment.create', {
      name,
      variables: variables.map(({ secret = false, ...variable }) => ({ ...variable, secret })),
    })

  /** @returns the rules there were before, or why the others cannot hold. */
  const replaceRules = async (given: unknown): Promise<Result<UserRules | undefined>> => {
    if (given === undefined) return { ok: true, value: undefined }
    const before = await call('rules.read', {})
    if (!before.ok) return before
    const written = await call('rules.write', given as UserRules)
    return written.ok ? { ok: true, value: before.value.rules } : written
  }

  /** @returns why it stopped, `cancelled` where the person did. */
  const record = async (profileId: string, recording: AddedRecording): Promise<Refusal | 'cancelled' | undefined> => {
    const { name, startedAt, messages } = recording
    const created = await call('recording.create', { profileId, name, startedAt, messages })
    if (!created.ok) return created.refusal
    for await (const entries of recording.portions()) {
      if (isCancelled) break
      const { recordingId } = created.value
      const appended = await call('recording.append', { recordingId, entries: [...entries] })
      if (!appended.ok) return appended.refusal
      const { done, total } = progress.peek() ?? { done: 0, total: 0 }
      progress.value = { done: Math.min(total, done + entries.length), total }
    }
    return isCancelled ? 'cancelled' : undefined
  }

  const recordAll = async (profiles: readonly AddedProfile[], profileIds: readonly string[]) => {
    const total = profiles.flatMap(({ recordings }) => recordings).reduce((sum, { messages }) => sum + messages, 0)
    if (total > 0) progress.value = { done: 0, total }
    for (const [index, { recordings }] of profiles.entries()) {
      for (const recording of recordings) {
        const stopped = await record(profileIds[index] ?? '', recording)
        if (stopped) return stopped
      }
    }
    return undefined
  }

  /** What was imported refers to its variables, so they hold at once, unless others do. */
  const chooseFirst = async ([environmentId]: readonly string[]) => {
    if (environmentId === undefined || mirror.environments.peek().activeId !== null) return
    report(await call('environment.choose', { environmentId }))
  }

  return {
    added,
    progress,
    async add({ profiles, environments, folders, rules: given }) {
      isCancelled = false
      const rules = await replaceRules(given)
      if (!rules.ok) return rules.refusal
      const environmentIds: string[] = []
      const soFar = (added: Pick<Added, 'profileIds' | 'newFolders'>): Added => ({
        ...added,
        environmentIds,
        ...(rules.value ? { rules: rules.value } : {}),
      })
      const result = await addProfiles(profiles, folders)
      if (!result.ok) return takeBack(soFar({ profileIds: [], newFolders: [] })).then(() => result.refusal)
      const { profileIds } = result.value
      for (const environment of environments) {
        const created = await addEnvironment(environment)
        if (created.ok) environmentIds.push(created.value.environmentId)
        else return takeBack(soFar(result.value)).then(() => created.refusal)
      }
      const stopped = await recordAll(profiles, profileIds)
      progress.value = undefined
      if (stopped) await takeBack(soFar(result.value))
      if (stopped) return stopped === 'cancelled' ? undefined : stopped
      onAdded(profileIds)
      await chooseFirst(environmentIds)
      make(soFar(result.value))
      return undefined
    },
    cancel() {
      isCancelled = true
    },
    offer: {
      ...offer,
      async undo() {
        const last = take()
        if (last) await takeBack(last)
      },
    },
  }
}

/** The wire has lists and records of its own. */
function writable({ profile, handshake, script }: GivenProfile): CommandArguments<'profiles.add'>['profiles'][number] {
  return {
    profile: { ...profile, subprotocols: [...profile.subprotocols] },
    handshake: { ...handshake, headers: [...handshake.headers], scopeValues: { ...handshake.scopeValues } },
    script: {
      ...script,
      messages: [...script.messages],
      sequences: [...script.sequences],
      triggers: [...script.triggers],
    },
  }
}
