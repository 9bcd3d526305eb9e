import type { Clock } from './clock.ts'

/** Milliseconds from one look to the next. */
const pause = 2000
/** Bytes to stay free: for what comes until then, and for what else there is to store, such as profiles. */
const enough = 256 * 1024 * 1024
/** Bytes between two looks at least. */
const least = 4 * 1024 * 1024

/** Sees to it that old entries go before storage is full, while all there is can still be written. */
export class SpareRoom {
  readonly #estimate: () => Promise<StorageEstimate>
  readonly #clock: Clock
  #lookedAt = Number.NEGATIVE_INFINITY
  /** Bytes that may be written before it is looked again, whatever the time. */
  #soon = Number.POSITIVE_INFINITY
  /** Bytes that were used when it was looked last. */
  #used = 0
  /** Before more is to go no more than this may be used, or as much be written as went: browsers write to room that they do not give back. */
  #bound = Number.POSITIVE_INFINITY
  #owed = 0

  /** @param estimate what the browser lets us store, and what is stored; not all tell the truth, see docs/faults.md */
  constructor(estimate: () => Promise<StorageEstimate>, clock: Clock) {
    this.#estimate = estimate
    this.#clock = clock
  }

  /**
   * The bytes that are to be deleted now; 0 as well when it was looked a moment ago, or cannot be said.
   * @param written bytes, since this was asked last
   */
  async lacking(written: number): Promise<number> {
    this.#soon -= written
    this.#owed -= written
    if (this.#soon > 0 && this.#clock.now() - this.#lookedAt < pause) return 0
    this.#lookedAt = this.#clock.now()
    const { usage, quota } = await this.#look()
    if (usage === undefined || quota === undefined) return 0
    this.#soon = Math.max(least, (quota - usage) / 4)
    if (usage > this.#bound && this.#owed > 0) return 0
    this.#used = usage
    return Math.max(0, Math.min(enough, quota / 4) - Math.max(0, quota - usage))
  }

  /** Takes in that so many were. Until half of it is given back, more would only eat up what the person still has. */
  deleted(bytes: number): void {
    this.#owed = bytes
    this.#bound = this.#used - bytes / 2
  }

  /** Whether less is free than writing so many bytes may take; not where it cannot be said. */
  async isShort(bytes: number): Promise<boolean> {
    const { usage, quota } = await this.#look()
    return usage !== undefined && quota !== undefined && quota - usage < Math.max(2 * bytes, quota / 8)
  }

  #look(): Promise<StorageEstimate> {
    return this.#estimate().catch(() => ({}))
  }
}
