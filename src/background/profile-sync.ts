import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import type { ExportRefusal } from '../core/export-policy.ts'
import { foldersId } from '../core/folders.ts'
import type { SyncStatus } from '../core/profile-sync.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { LatestWrite } from './latest-write.ts'
import type { ComparisonContext, Outcome } from './profile-comparison.ts'
import { startItems } from './start-items.ts'

/** How long to wait for more changes, in milliseconds: browsers allow 120 writes in a minute, 1800 in an hour. */
const pause = 5000

const stored = startItems.profileSync
const agreementSchema = v.object({ changedAt: v.number(), text: v.nullable(v.string()) })
const storedSchema = v.object({
  on: v.boolean(),
  syncedAt: v.exactOptional(v.number()),
  agreed: v.record(v.string(), agreementSchema),
  touched: v.optional(v.record(v.string(), v.number()), {}),
})
type Stored = v.InferOutput<typeof storedSchema>

export interface ProfileSyncContext extends ComparisonContext {
  /** Why profiles may not leave the device, if so. */
  refusal(): ExportRefusal | undefined
  onStatus(): void
}

/** Keeps the person's own profiles, without their secrets, the same on all devices (`storage.sync`); off by default. */
export class ProfileSync {
  readonly #context: ProfileSyncContext
  #state: Omit<Stored, 'agreed' | 'touched'> = { on: false }
  /** What both sides had when they were compared last. */
  #agreed = new Map<string, Stored['agreed'][string]>()
  #outcome: Outcome = { leftOut: [], unreadable: 0 }
  /** When profiles were changed here since both sides were compared. */
  #touched = new Map<string, number>()
  /** Which of them since that comparison began. */
  #meanwhile = new Set<string>()
  readonly #writing = new LatestWrite(() =>
    stored.write({
      ...this.#state,
      agreed: Object.fromEntries(this.#agreed),
      touched: Object.fromEntries(this.#touched),
    }),
  )
  #timer: ReturnType<typeof setTimeout> | undefined
  #running = Promise.resolve()

  constructor(context: ProfileSyncContext) {
    this.#context = context
  }

  async load(): Promise<void> {
    const read = shaped(storedSchema, await stored.read())
    if (!read) return
    const { agreed, touched, ...state } = read
    this.#state = state
    this.#agreed = new Map(Object.entries(agreed))
    this.#touched = new Map(Object.entries(touched))
  }

  status(): SyncStatus {
    return { ...this.#state, ...this.#outcome }
  }

  /** Switched off, both sides stay as they are. */
  async switch(on: boolean): Promise<Result<null>> {
    const refusal = this.#context.refusal()
    if (on && refusal) return refuse('failed', refusal.message, { rule: refusal.rule })
    const before = this.#state
    this.#state = { ...before, on }
    this.#outcome = { leftOut: [], unreadable: 0 }
    await this.#writing.save().catch((error: unknown) => {
      this.#state = before
      throw error
    })
    await this.compare()
    this.#context.onStatus()
    return ok(null)
  }

  /** Something of a profile was changed here, or the empty folders were. */
  touch(profileId: string): void {
    this.#touched.set(profileId, this.#context.now())
    this.#meanwhile.add(profileId)
    if (this.#state.syncedAt) this.#keepTouched()
    this.soon()
  }

  /** Compares both sides when nothing has changed for a while. */
  soon(): void {
    if (!this.#state.on) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.compare(), pause)
  }

  /** Brings both sides together, one time after the other. */
  compare(): Promise<void> {
    this.#running = this.#running.then(() => this.#compare())
    return this.#running
  }

  async #compare(): Promise<void> {
    if (!this.#isOn) return
    this.#meanwhile.clear()
    try {
      this.#outcome = await this.#bringTogether()
      this.#touched = new Map([...this.#touched].filter(([id]) => this.#meanwhile.has(id)))
      this.#state = { ...this.#state, syncedAt: this.#context.now() }
      await this.#writing.save()
    } catch (error) {
      this.#outcome = { ...this.#outcome, failure: String(error) }
      // When it was changed is what decides the next time, too.
      this.#keepTouched()
    }
    this.#context.onStatus()
  }

  /** Asked again while both sides are compared: it may be switched off, or forbidden, meanwhile. */
  get #isOn(): boolean {
    return this.#state.on && !this.#context.refusal()
  }

  /** The background may end before both sides are compared: what was changed first must not win for that. */
  #keepTouched(): void {
    this.#writing.save().catch(() => undefined)
  }

  /** What compares is loaded where it is switched on. */
  async #bringTogether(): Promise<Outcome> {
    const { ProfileComparison } = await import('./profile-comparison.ts')
    // Folders also follow the profiles that are taken.
    const isWanted = (id: string) => this.#isOn && (id === foldersId || !this.#meanwhile.has(id))
    return new ProfileComparison(this.#context, this.#agreed, isWanted).bringTogether(new Map(this.#touched))
  }
}
