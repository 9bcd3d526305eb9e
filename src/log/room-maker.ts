import type { Ballast } from './ballast.ts'
import type { Clock } from './clock.ts'
import type { LogQueues } from './log-queues.ts'
import type { LogStorage } from './log-storage.ts'
import type { Least } from './make-room.ts'
import { SpareRoom } from './spare-room.ts'
import { isStorageFull } from './storage-full.ts'
import type { Padding } from './store-rows.ts'

export interface RoomMakerOptions {
  readonly storage: LogStorage
  readonly queues: LogQueues
  readonly clock: Clock
  /** What the browser lets us store, see `SpareRoom`. */
  readonly estimate: () => Promise<StorageEstimate>
  /** See `LogWriterOptions`. */
  readonly padding: Padding
  readonly ballast: Ballast | undefined
}

/** Milliseconds that the browser is given to give back the room of what was deleted. */
const patience = 15_000
/** The same where there should be room from before. */
const shortPatience = 5000

/** Has the oldest entries go where there is too little room for what comes: before storage is full, and when it is. */
export class RoomMaker {
  readonly #options: RoomMakerOptions
  readonly #spareRoom: SpareRoom
  /** What was done about a refusal, nothing having been written since. */
  #help: 'none' | 'waited' | 'made' = 'none'
  #helpedUntil = Number.NEGATIVE_INFINITY

  constructor(options: RoomMakerOptions) {
    this.#options = options
    this.#spareRoom = new SpareRoom(options.estimate, options.clock, options.padding === undefined)
  }

  /** Whether it may soon be that old entries have to go. */
  get isScarce(): boolean {
    return this.#spareRoom.isScarce
  }

  /** What full blocks are stored with now. */
  get padding(): Padding {
    return this.isScarce ? this.#options.padding : undefined
  }

  /** Keeps some room free. @param written bytes, since this was done last */
  async keepSpare(written: number): Promise<void> {
    this.#help = 'none'
    const least = await this.#spareRoom.lacking(written)
    // A ballast that grows takes more than it keeps.
    if (least && !this.#options.ballast?.growing) await this.#deleteOldest(least)
    void this.#keepBallast()
  }

  /** Whether so many bytes were refused because there is no room. Firefox has several names for that. */
  async isWhy(error: unknown, bytes: number): Promise<boolean> {
    return isStorageFull(error) || this.#spareRoom.isShort(bytes)
  }

  /**
   * Makes room for so many bytes that were refused. It may be what a ballast takes that grows, and gives back. Else the ballast
   * goes first, without which nothing could where others have filled the disk. Where there should be room from before, the
   * browser may only be slow to give it back, and is waited for. If that is not it, a quarter of the largest log goes; and then
   * no more than is needed, from time to time: all there is would go in vain.
   * @returns whether there was something that could go
   * @throws DOMException when deleting is refused, too; some may be gone then
   */
  async make(bytes: number): Promise<boolean> {
    const growth = (await this.#options.ballast?.growing) ?? 'none'
    if (growth !== 'none' || (await this.#giveUpBallast())) return true
    const now = this.#options.clock.now()
    if (this.#help !== 'none' && now < this.#helpedUntil) return true
    if (this.#help === 'none' && this.#spareRoom.unused >= 2 * bytes) {
      this.#help = 'waited'
      this.#helpedUntil = now + shortPatience
      return true
    }
    const least = this.#help === 'made' ? { bytes, share: 0 } : { bytes: 2 * bytes, share: 1 / 4 }
    if ((await this.#deleteOldest(least)) === 0) return false
    this.#help = 'made'
    this.#helpedUntil = now + patience
    return true
  }

  async #keepBallast(): Promise<void> {
    if (await this.#options.ballast?.keep()) this.#spareRoom.unbind()
  }

  async #giveUpBallast(): Promise<boolean> {
    const given = await this.#options.ballast?.giveUp()
    if (!given) return false
    await this.#spareRoom.bind(given / 2)
    return true
  }

  async #deleteOldest(least: Least): Promise<number> {
    const { storage, queues } = this.#options
    const deleted = await storage.makeRoom({
      least,
      tailOf: (logId) => queues.tailOf(logId),
      onDeleted: ({ logId, rows, first }) => queues.deleted(logId, rows, first),
    })
    this.#spareRoom.deleted(deleted)
    return deleted
  }
}
