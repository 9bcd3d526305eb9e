import { type Block, blockWeight } from './block.ts'
import type { Clock } from './clock.ts'
import type { LogGrowth } from './growth.ts'
import { keepTrying } from './keep-trying.ts'
import type { LogPlace } from './log-place.ts'
import type { Batch } from './log-queue.ts'
import type { LogQueues } from './log-queues.ts'
import type { LogStorage } from './log-storage.ts'
import type { RoomMaker } from './room-maker.ts'
import { isStorageFull, pauseWhenFull } from './storage-full.ts'

/** What a log holds since something was stored, and what was added: rows, and their weight, see `weightOf`. */
export interface Stored {
  readonly growth: LogGrowth
  readonly rows: number
  readonly weight: number
}

export interface CommitterOptions {
  readonly storage: LogStorage
  readonly queues: LogQueues
  readonly room: RoomMaker
  readonly clock: Clock
}

/** Bytes of a transaction. It takes room of its own until it is through; one with all that waits might never find as much. */
const mostBytes = 4 * 1024 * 1024
/** Rows, and their bytes, that are told as they were stored. */
const mostTold = 64
const mostToldBytes = 32 * 1024
/** Milliseconds for which is waited, from the first refusal on, that there is room. */
const patience = 60_000

/** Stores what waits in the queues: it opens the database anew, and makes room, where that is what it takes. */
export class Committer {
  readonly #options: CommitterOptions
  /** Bytes of the next transaction: a block when storage was full, and twice as much after each that was not refused. */
  #most = mostBytes
  /** When storage was found full; nothing was stored since. */
  #fullSince: number | undefined

  constructor(options: CommitterOptions) {
    this.#options = options
  }

  /**
   * Stores some of what waits, in one transaction. While storage is full it waits in memory for up to a minute, and servers
   * where the browser can make them.
   * @throws DOMException why nothing of it was stored; it waits as before
   */
  async commit(): Promise<Stored[]> {
    const stored = await this.#attempt()
      .catch((error: unknown) => this.#attemptAnew(error))
      .catch((error: unknown) => this.#attemptInRoomMade(error))
    this.#fullSince = undefined
    this.#most = Math.min(mostBytes, 2 * this.#most)
    return stored
  }

  #attemptAnew(error: unknown): Promise<Stored[]> {
    if (isStorageFull(error)) throw error
    this.#options.storage.reset()
    return this.#attempt()
  }

  async #attemptInRoomMade(full: unknown): Promise<Stored[]> {
    const { clock, queues, room, storage } = this.#options
    if (!(await room.isWhy(full, Math.min(this.#most, queues.bytes)))) throw full
    this.#fullSince ??= clock.now()
    const attempt = async () => {
      const refused = Math.min(this.#most, queues.bytes)
      this.#most = blockWeight
      // Where nothing can go there may still be room for less.
      if (!(await room.make(refused)) && refused <= blockWeight) throw full
      return this.#attempt()
    }
    // A full disk has more than one way to say no, and one of them is to close the database.
    const mayPass = (error: unknown) => {
      if (!isStorageFull(error)) storage.reset()
      return error !== full
    }
    return keepTrying(attempt, { clock, pause: pauseWhenFull, until: this.#fullSince + patience, mayPass })
  }

  /** Whether files may be used: their room comes back only when all in them has gone. */
  get #isRoomy(): boolean {
    return this.#most === mostBytes && !this.#options.room.isScarce
  }

  async #attempt(): Promise<Stored[]> {
    const { storage, queues, room } = this.#options
    const batches = queues.take(this.#most, this.#isRoomy ? storage.files : undefined)
    if (batches.length === 0) return []
    try {
      const places = await storage.commit(batches, room.padding)
      return batches.flatMap((batch, index) => storedOf(queues, batch, places[index]))
    } catch (error) {
      for (const batch of batches) queues.giveBack(batch)
      throw error
    }
  }
}

function storedOf(queues: LogQueues, batch: Batch, place: LogPlace | undefined): Stored[] {
  if (!place) return []
  queues.stored(batch, place)
  // With the note of a gap, which was not waiting.
  const weight = batch.builders.reduce((sum, builder) => sum + builder.weight, 0)
  const last = lastRows(batch, place)
  const growth = { logId: batch.logId, first: place.first, rows: place.next - place.first, ...(last ? { last } : {}) }
  return [{ growth, rows: batch.rows, weight }]
}

/** What was stored, where it costs less to tell it than to read it. */
function lastRows({ builders }: Batch, { next }: LogPlace): Block | undefined {
  const [builder, ...others] = builders
  if (!builder || others.length > 0 || builder.rows > mostTold || builder.weight > mostToldBytes) return undefined
  return builder.build(next - builder.rows)
}
