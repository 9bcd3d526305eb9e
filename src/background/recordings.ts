import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import type { Profile } from '../core/profile.ts'
import { type Recording, recordingLogId } from '../core/recording.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type RecordedEntry, recordingFields } from '../wire/recording.ts'
import type { Order } from '../wire/transport.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import type { PolicyGuard } from './policy-guard.ts'
import { startItems } from './start-items.ts'

export interface RecordingsContext {
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  readonly guard: Pick<PolicyGuard, 'limits'>
  readonly acknowledgements: Acknowledgements
  startTransport(): Promise<Result<null>>
  order(order: Order): void
  onChange(recordings: readonly Recording[]): void
  newId(): string
}

const item = startItems.recordings
const storedSchema = v.array(v.object({ id: v.string(), profileId: v.string(), ...recordingFields }))

/** The one owner of which recordings there are; the transport writes what is in them, as it does of every log. */
export class Recordings {
  readonly #context: RecordingsContext
  #recordings: readonly Recording[] = []

  constructor(context: RecordingsContext) {
    this.#context = context
  }

  async load(): Promise<void> {
    this.#recordings = shaped(storedSchema, await item.read()) ?? []
  }

  list(): readonly Recording[] {
    return this.#recordings
  }

  /** Whether a log is that of a recording. */
  holds(logId: string): boolean {
    return this.#recordings.some((one) => recordingLogId(one) === logId)
  }

  async create(given: Omit<Recording, 'id'>): Promise<Result<{ recordingId: string }>> {
    const found = this.#context.profile(given.profileId)
    if (!found.ok) return found
    if (!this.#mayKeep) return notKept()
    const recording = { ...given, id: this.#context.newId() }
    await this.#put([...this.#recordings, recording])
    return ok({ recordingId: recording.id })
  }

  /** Adds entries to the end; resolves when the transport has taken them, so that the next wait for their turn. */
  async append(recordingId: string, entries: readonly RecordedEntry[]): Promise<Result<null>> {
    const started = await this.#context.startTransport()
    if (!started.ok) return started
    // Asked now: it may have been deleted meanwhile, also by a policy that has changed.
    if (!this.#mayKeep) return notKept()
    const recording = this.#recordings.find(({ id }) => id === recordingId)
    if (!recording) return unknown()
    return this.#context.acknowledgements.ask((orderId) =>
      this.#context.order({ type: 'record', orderId, logId: recordingLogId(recording), entries }),
    )
  }

  /** One that is not there any more is not missed. */
  remove(recordingId: string): Promise<Result<null>> {
    return this.#forget(({ id }) => id === recordingId)
  }

  /** Deletes the recordings of profiles that do not come back. */
  removeOf(profileIds: readonly string[]): Promise<Result<null>> {
    return this.#forget(({ profileId }) => profileIds.includes(profileId))
  }

  /** Where policy lets no logs be kept, theirs are deleted with all others (`LogKeeper`), and nothing is left that they are of. */
  async enforcePolicy(): Promise<void> {
    if (!this.#mayKeep && this.#recordings.length > 0) await this.#put([])
  }

  get #mayKeep(): boolean {
    return this.#context.guard.limits().keepLogs
  }

  async #forget(isGone: (recording: Recording) => boolean): Promise<Result<null>> {
    const gone = this.#recordings.filter(isGone)
    if (gone.length === 0) return ok(null)
    const started = await this.#context.startTransport()
    if (!started.ok) return started
    // First the log: nothing would lead to one whose recording is forgotten.
    for (const one of gone) {
      this.#context.order({ type: 'trim', logId: recordingLogId(one), before: Number.MAX_SAFE_INTEGER, isOver: true })
    }
    // What cannot be stored now is with the next change.
    await this.#put(this.#recordings.filter((one) => !gone.includes(one))).catch(() => {})
    return ok(null)
  }

  async #put(recordings: readonly Recording[]): Promise<void> {
    this.#recordings = recordings
    this.#context.onChange(recordings)
    await item.write(recordings)
  }
}

function notKept() {
  return refuse('failed', 'Policy lets no logs be kept: it was not added.', { rule: 'No logs kept' })
}

function unknown() {
  return refuse('invalid-arguments', 'This recording does not exist any more.')
}
