import type { Clock } from './clock.ts'

/** Bytes: Firefox's journal grows to 20 MB before it is emptied, and then with one more transaction. */
export const ballastBytes = 32_000_000
/** Bytes by which it is smaller where too little is free. With 8 MB neither browser goes on for long. */
const step = 16_000_000
/** The part of what is free that it takes at most; while it is made, twice as much. */
const mostShare = 1 / 3
/** Milliseconds from one attempt to have all of it to the next. */
const pause = 30_000

/** Where a ballast is. */
export interface BallastPlace {
  /** @throws DOMException when the browser cannot tell */
  size(): Promise<number>
  /**
   * Makes it so many bytes large, if there is room for them twice: the first that is written later would else find none.
   * @throws DOMException when there is not; it is as before then
   */
  grow(bytes: number): Promise<void>
  /** Gives the room back at once, also on a disk that is full. */
  empty(): Promise<void>
}

export interface BallastOptions {
  readonly place: BallastPlace
  readonly clock: Clock
  readonly estimate: () => Promise<StorageEstimate>
}

/** What an attempt to grow took: nothing, what it keeps, or what it has given back. */
type Growth = 'none' | 'grown' | 'given-back'

/**
 * Room that is kept to be given up when others fill the disk: without any, browsers cannot even delete, and the oldest
 * entries need it to go.
 */
export class Ballast {
  readonly #options: BallastOptions
  /** What it has; not known before it was looked. */
  #bytes: number | undefined
  #growing: Promise<Growth> | undefined
  #triedAt = Number.NEGATIVE_INFINITY

  constructor(options: BallastOptions) {
    this.#options = options
  }

  /** Resolves when it grows no more, if it may. What is stored meanwhile does not wait; it may find no room. */
  get growing(): Promise<Growth> | undefined {
    return this.#growing
  }

  /** Has it grow to what it should be, from time to time. @returns whether it grew */
  async keep(): Promise<boolean> {
    const { clock } = this.#options
    if (this.#growing || this.#bytes === ballastBytes || clock.now() - this.#triedAt < pause) return false
    this.#triedAt = clock.now()
    this.#growing = this.#grow()
    const growth = await this.#growing
    this.#growing = undefined
    return growth === 'grown'
  }

  /** Gives its room up. @returns bytes */
  async giveUp(): Promise<number> {
    const { clock, place } = this.#options
    const bytes = this.#bytes ?? (await place.size().catch(() => 0))
    this.#bytes = 0
    if (bytes === 0) return 0
    this.#triedAt = clock.now()
    await place.empty()
    return bytes
  }

  async #grow(): Promise<Growth> {
    const wanted = await this.#wanted().catch(() => 0)
    if (wanted <= (this.#bytes ?? 0)) return 'none'
    // Not known until it has grown: a file may be larger although it could not be opened again.
    this.#bytes = undefined
    try {
      await this.#options.place.grow(wanted)
    } catch {
      return 'given-back'
    }
    this.#bytes = wanted
    return 'grown'
  }

  /** Bytes that it should have. */
  async #wanted(): Promise<number> {
    const { place, estimate } = this.#options
    this.#bytes ??= await place.size()
    const { usage = 0, quota = 0 } = await estimate()
    return Math.min(ballastBytes, Math.floor(((quota - usage + this.#bytes) * mostShare) / step) * step)
  }
}
