import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import type { Refusal, Result } from '../../../src/core/result.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import type { CommandArguments } from '../../../src/wire/commands.ts'
import type { RecordedEntry } from '../../../src/wire/recording.ts'
import type { Session } from '../../shared/session.ts'
import { createOffer, type Offer } from './offer.ts'
import type { Selection } from './selection.ts'

/** What an import adds. */
export interface Additions {
  readonly profiles: readonly AddedProfile[]
  readonly environments: readonly ImportedEnvironment[]
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
  /** The entries in portions, made as they are needed. */
  portions(): Iterable<readonly RecordedEntry[]>
}

/** How far an import has come that takes its time. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** What was added last. */
export interface Added {
  readonly profileIds: readonly string[]
  readonly environmentIds: readonly string[]
}

/** Profiles that come from files and go into them. Formats are loaded with the dialogs that need them. */
export interface Files {
  /** The dialog that is open. */
  readonly dialog: Signal<'import' | 'page' | 'export' | undefined>
  /** What was added last, while that can be undone. */
  readonly added: ReadonlySignal<Added | undefined>
  /** Messages of recordings, while they are being added. */
  readonly progress: ReadonlySignal<Progress | undefined>
  readonly offer: Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
  /** Adds all in one step, or nothing. @returns why nothing was added, if so. */
  add(additions: Additions): Promise<Refusal | undefined>
  /** Stops adding; what was added until then is taken back. */
  cancel(): void
  readonly deleteRecording: (recordingId: string) => void
}

export function createFiles(
  { call, mirror }: Pick<Session, 'call' | 'mirror'>,
  selection: Selection,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): Files {
  const { done: added, make, take, ...offer } = createOffer<Added>()
  const progress = signal<Progress | undefined>()
  let isCancelled = false

  const report = (result: Result<unknown>) => {
    if (!result.ok) onRefusal(selection.profileId.peek() ?? '', result.refusal)
  }

  const takeBack = async ({ profileIds, environmentIds }: Added) => {
    if (profileIds.length > 0) report(await call('profiles.remove', { profileIds: [...profileIds] }))
    for (const environmentId of environmentIds) report(await call('environment.delete', { environmentId }))
  }

  const addProfiles = async (profiles: readonly AddedProfile[]): Promise<Result<{ profileIds: string[] }>> =>
    profiles.length === 0
      ? { ok: true, value: { profileIds: [] } }
      : call('profiles.add', { profiles: profiles.map(({ given }) => writable(given)) })

  /** @returns why it stopped, `cancelled` where the person did. */
  const record = async (profileId: string, recording: AddedRecording): Promise<Refusal | 'cancelled' | undefined> => {
    const { name, startedAt, messages } = recording
    const created = await call('recording.create', { profileId, name, startedAt, messages })
    if (!created.ok) return created.refusal
    for (const entries of recording.portions()) {
      if (isCancelled) return 'cancelled'
      const { recordingId } = created.value
      const appended = await call('recording.append', { recordingId, entries: [...entries] })
      if (!appended.ok) return appended.refusal
      const { done, total } = progress.peek() ?? { done: 0, total: 0 }
      progress.value = { done: Math.min(total, done + entries.length), total }
    }
    return undefined
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
    dialog: signal(),
    added,
    progress,
    async add({ profiles, environments }) {
      isCancelled = false
      const result = await addProfiles(profiles)
      if (!result.ok) return result.refusal
      const { profileIds } = result.value
      const environmentIds: string[] = []
      for (const { name, variables } of environments) {
        const created = await call('environment.create', {
          name,
          variables: variables.map(({ secret = false, ...variable }) => ({ ...variable, secret })),
        })
        if (created.ok) environmentIds.push(created.value.environmentId)
        else return takeBack({ profileIds, environmentIds }).then(() => created.refusal)
      }
      const stopped = await recordAll(profiles, profileIds)
      progress.value = undefined
      if (stopped) await takeBack({ profileIds, environmentIds })
      if (stopped) return stopped === 'cancelled' ? undefined : stopped
      if (profileIds[0] !== undefined) selection.select(profileIds[0])
      await chooseFirst(environmentIds)
      make({ profileIds, environmentIds })
      return undefined
    },
    cancel() {
      isCancelled = true
    },
    deleteRecording: (recordingId) => void call('recording.delete', { recordingId }).then(report),
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
    script: { messages: [...script.messages] },
  }
}
