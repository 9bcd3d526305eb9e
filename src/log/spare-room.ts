import type { Clock } from './clock.ts'
import type { Least } from './make-room.ts'

/** Milliseconds from one look to the next. */
const pause = 2000
/** Bytes to stay free: for what comes until then, and for what else there is to store, such as profiles. */
const enough = 256 * 1024 * 1024
/** Bytes that are not too much where there is little: before Firefox writes to its database there are up to 24 MB beside it. */
const needed = 40 * 1024 * 1024
/** Bytes between two looks at least. */
const least = 4 * 1024 * 1024
/** Bytes below which what is free is scarce, for who uses an eighth of it: what goes has to be given back in time. */
const scarce = 1536 * 1024 * 1024
/** The part of what is stored that goes at a time. More would be gone for nothing where the browser is slow to give room back. */
const mostAtOnce = 1 / 12
/** Bytes by which more may be used than before while room that was made is written to: what browsers take for themselves. */
const swing = 32 * 1024 * 1024

/** Sees to it that old entries go before storage is full, while all there is can still be written. */
export class SpareRoom {
  readonly #estimate: () => Promise<StorageEstimate>
  readonly #clock: Clock
  readonly #isReused: boolean
  #lookedAt = Number.NEGATIVE_INFINITY
  /** Bytes that may be written before it is looked again, whatever the time. */
  #soon = Number.POSITIVE_INFINITY
  #unused = 0
  #wasLacking = false
  #isScarce = false
  /** Bytes used between which room that was made is taken to be there: less, and it was given back; more, and it is not written to. */
  #lasting = { from: 0, to: Number.POSITIVE_INFINITY }
  /** Bytes that others have left us. */
  #left = Number.POSITIVE_INFINITY

  /**
   * @param estimate what the browser lets us store, and what is stored; not all tell the truth, see docs/faults.md
   * @param isReused whether the browser keeps the room of what was deleted and writes to it
   */
  constructor(estimate: () => Promise<StorageEstimate>, clock: Clock, isReused: boolean) {
    this.#estimate = estimate
    this.#clock = clock
    this.#isReused = isReused
  }

  /**
   * Bytes that were deleted and not written in their place yet, where the browser keeps such room and writes to it: to delete
   * more would only eat up what the person still has. Less than 0 when more was written than deleted.
   */
  get unused(): number {
    return this.#unused
  }

  /** Whether it may soon be that old entries have to go. */
  get isScarce(): boolean {
    return this.#isScarce
  }

  /** Takes in that so many bytes were deleted. */
  deleted(bytes: number): void {
    if (!this.#isReused) return
    this.#unused += bytes
    this.#soon = Math.max(0, this.#unused)
  }

  /**
   * What is to go now; nothing as well when it was looked a moment ago, or cannot be said.
   * @param written bytes, since this was asked last
   */
  async lacking(written: number): Promise<Least | undefined> {
    if (this.#isReused) this.#unused -= written
    this.#soon -= written
    if (this.#soon > 0 && this.#clock.now() - this.#lookedAt < pause) return undefined
    this.#lookedAt = this.#clock.now()
    const { usage, quota } = await this.#look()
    if (usage === undefined || quota === undefined) return undefined
    this.#soon = Math.max(least, (quota - usage) / 4)
    this.#isScarce = usage > quota / 8 && quota - usage < scarce
    if (this.#unused > 0 && usage > this.#lasting.from && usage < this.#lasting.to) return undefined
    const lacking = toStayFree(quota) - (quota - usage)
    // What was written while there was room is not to be made up for.
    if (lacking <= 0 || !this.#wasLacking) this.#unused = Math.max(0, this.#unused)
    this.#wasLacking = lacking > 0
    if (lacking <= 0) return undefined
    // Where little is stored, more than comes until the next look.
    const share = Math.min(Math.max(mostAtOnce, (2 * least) / usage), lacking / usage)
    this.#lasting = { from: usage * (1 - share / 2), to: usage + swing }
    return { bytes: Math.max(0, -this.#unused), share }
  }

  /** Takes in that others have filled the disk: so many bytes more than now may be used. */
  async bind(more: number): Promise<void> {
    const { usage = 0 } = await this.#look()
    this.#left = usage + more
    this.#lookedAt = Number.NEGATIVE_INFINITY
  }

  /** Takes in that there is room again. */
  unbind(): void {
    this.#left = Number.POSITIVE_INFINITY
  }

  /** Whether less is free than writing so many bytes may take; not where it cannot be said. */
  async isShort(bytes: number): Promise<boolean> {
    const { usage, quota } = await this.#look()
    return usage !== undefined && quota !== undefined && quota - usage < Math.max(2 * bytes, quota / 8)
  }

  async #look(): Promise<StorageEstimate> {
    const { usage, quota } = await this.#estimate().catch((): StorageEstimate => ({}))
    return {
      ...(usage === undefined ? {} : { usage }),
      ...(quota === undefined ? {} : { quota: Math.min(quota, this.#left) }),
    }
  }
}

function toStayFree(quota: number): number {
  return Math.min(enough, quota / 2, Math.max(needed, quota / 4))
}
