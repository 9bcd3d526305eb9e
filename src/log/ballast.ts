import type { Clock } from './clock.ts'

/** Bytes: Firefox's journal grows to 20 MB before it is emptied, and then with one more transaction. */
export const ballastBytes = 32_000_000
/** Bytes that have to be stored at least. For less nothing is kept of others' room. */
const worthwhile = 4 * 1024 * 1024
/** The part of what we may store that it takes at most. */
const mostShare = 1 / 6
/** Milliseconds from one attempt to have it to the next, the first being as long after the start. */
const pause = 30_000

/** Where a ballast is. */
export interface BallastPlace {
  /** @throws DOMException when the browser cannot tell */
  isThere(): Promise<boolean>
  /**
   * Stores so many bytes, if there is room for them twice: the first that is written later would else find none.
   * @throws DOMException when there is not; it is as before then
   */
  fill(bytes: number): Promise<void>
  /** Gives the room back at once, also on a disk that is full. */
  empty(): Promise<void>
}

export interface BallastOptions {
  readonly place: BallastPlace
  readonly clock: Clock
  readonly estimate: () => Promise<StorageEstimate>
}

/**
 * Room that is kept to be given up when others fill the disk: without any, browsers cannot even delete, and the oldest
 * entries need it to go.
 */
export class Ballast {
  readonly #options: BallastOptions
  #state: 'unknown' | 'there' | 'gone' = 'unknown'
  #triedAt: number

  constructor(options: BallastOptions) {
    this.#options = options
    this.#triedAt = options.clock.now()
  }

  /** Sees to it, from time to time, that it is there. @returns whether it came to be there */
  async keep(): Promise<boolean> {
    const { clock, place } = this.#options
    if (this.#state === 'there' || clock.now() - this.#triedAt < pause) return false
    this.#triedAt = clock.now()
    if (!(await place.isThere())) {
      if (!(await this.#isWorthwhile())) return false
      await place.fill(ballastBytes)
    }
    this.#state = 'there'
    return true
  }

  /** Gives its room up. @returns whether there was any */
  async giveUp(): Promise<boolean> {
    const { clock, place } = this.#options
    const before = this.#state
    this.#state = 'gone'
    if (before === 'gone' || (before === 'unknown' && !(await place.isThere().catch(() => false)))) return false
    this.#triedAt = clock.now()
    await place.empty()
    return true
  }

  async #isWorthwhile(): Promise<boolean> {
    const { usage = 0, quota = 0 } = await this.#options.estimate()
    return usage >= worthwhile && ballastBytes <= quota * mostShare
  }
}
