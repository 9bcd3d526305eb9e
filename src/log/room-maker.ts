import type { Clock } from './clock.ts'
import type { LogQueues } from './log-queues.ts'
import type { LogStorage } from './log-storage.ts'
import type { Least } from './make-room.ts'
import { SpareRoom } from './spare-room.ts'
import { isStorageFull } from './storage-full.ts'

export interface RoomMakerOptions {
  readonly storage: LogStorage
  readonly queues: LogQueues
  readonly clock: Clock
  /** What the browser lets us store, see `SpareRoom`. */
  readonly estimate: () => Promise<StorageEstimate>
}

/** Milliseconds that the browser is given to give back the room of what was deleted. */
const patience = 15_000

/** Has the oldest entries go where there is too little room for what comes: before storage is full, and when it is. */
export class RoomMaker {
  readonly #options: RoomMakerOptions
  readonly #spareRoom: SpareRoom
  #madeAt = Number.NEGATIVE_INFINITY
  /** Bytes that were deleted and not written in their place yet. */
  #unused = 0
  /** Whether anything was written since. */
  #hasHelped = true

  constructor(options: RoomMakerOptions) {
    this.#options = options
    this.#spareRoom = new SpareRoom(options.estimate, options.clock)
  }

  /** Keeps some room free. @param written bytes, since this was done last */
  async keepSpare(written: number): Promise<void> {
    this.#unused -= written
    this.#hasHelped = true
    const bytes = await this.#spareRoom.lacking(written)
    if (bytes === 0) return
    const deleted = await this.#deleteOldest({ bytes, share: 0 })
    if (deleted > 0) this.#spareRoom.deleted(deleted)
  }

  /** Whether so many bytes were refused because there is no room. Firefox has several names for that. */
  async isWhy(error: unknown, bytes: number): Promise<boolean> {
    return isStorageFull(error) || this.#spareRoom.isShort(bytes)
  }

  /**
   * Makes room for so many bytes that were refused. A quarter of the largest log goes; no more than is needed where not as
   * much was written since the last time, and where nothing was, only from time to time: all there is would go in vain.
   * @returns whether there was something that could go
   * @throws DOMException when deleting is refused, too; some may be gone then
   */
  async make(bytes: number): Promise<boolean> {
    const { clock } = this.#options
    if (!this.#hasHelped && clock.now() - this.#madeAt < patience) return true
    const least = this.#unused > 0 ? { bytes, share: 0 } : { bytes: 2 * bytes, share: 1 / 4 }
    const deleted = await this.#deleteOldest(least)
    if (deleted === 0) return false
    this.#unused = deleted
    this.#madeAt = clock.now()
    this.#hasHelped = false
    return true
  }

  #deleteOldest(least: Least): Promise<number> {
    const { storage, queues } = this.#options
    return storage.makeRoom({
      least,
      tailOf: (logId) => queues.tailOf(logId),
      onDeleted: ({ logId, rows, first }) => queues.deleted(logId, rows, first),
    })
  }
}
