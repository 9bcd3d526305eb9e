import type { LogContent } from '../core/log-entry.ts'
import type { Clock } from './clock.ts'
import type { LogDatabase } from './database.ts'
import type { LogGrowth, LogLoss } from './growth.ts'
import { keepTrying } from './keep-trying.ts'
import { type Batch, LogQueue } from './log-queue.ts'
import { LogStorage } from './log-storage.ts'
import { SpareRoom } from './spare-room.ts'
import { Waiters } from './waiters.ts'

export interface LogWriterOptions {
  /** Opens the database; called again when the browser has closed it, such as when site data were cleared. */
  readonly open: () => Promise<LogDatabase>
  readonly clock: Clock
  /** What the browser lets us store, see `SpareRoom`; without it entries go only when storage is full. */
  readonly estimate?: () => Promise<StorageEstimate>
  /** Called with what is on disk and can be read, once it is. `weight`: of what was added, see `weightOf`. */
  readonly onGrowth: (growth: LogGrowth, weight: number) => void
  /** Called with what could not be written, each time that more could not. */
  readonly onLoss?: (loss: LogLoss) => void
}

type Stored = readonly [growth: LogGrowth, weight: number]

/** Milliseconds from one commit to the next while busy: a fifth of the CPU for half of it in latency. */
const gap = 20
/** The same while nothing can be written. */
const gapWhenFailing = 2000
/** Milliseconds for which it is tried, once a second, to write to the room of what was deleted: browsers take their time. */
const patience = 60_000
const retryPause = 1000
/** What is not waited with. */
const earlyBytes = 4 * 1024 * 1024

/**
 * The one writer of all logs. One transaction at a time takes what has arrived since the one before: the first row
 * after a quiet time goes to disk at once, a flood makes its own batches.
 */
export class LogWriter {
  readonly #options: LogWriterOptions
  readonly #queues = new Map<string, LogQueue>()
  /** The queues with something to write. */
  readonly #waiting = new Set<LogQueue>()
  readonly #waiters = new Waiters()
  readonly #storage: LogStorage
  readonly #spareRoom: SpareRoom
  #waitingBytes = 0
  #writingBytes = 0
  /** What is being done with the database; one thing at a time. */
  #writing: Promise<void> | undefined
  /** What is to be done with it before the next commit. */
  readonly #turns: (() => Promise<void>)[] = []
  #stopTimer: (() => void) | undefined
  #lastCommit = Number.NEGATIVE_INFINITY
  #health: 'working' | 'failing' = 'working'
  #lastAt = 0

  constructor(options: LogWriterOptions) {
    this.#options = options
    this.#storage = new LogStorage(options.open)
    this.#spareRoom = new SpareRoom(options.estimate ?? (async () => ({})), options.clock)
  }

  /** About the bytes in memory that are not on disk yet, those being written included. */
  get pendingBytes(): number {
    return this.#waitingBytes + this.#writingBytes
  }

  /**
   * Adds an entry to the end of a log. Never fails: entries that cannot be stored are counted, and the log tells in a
   * `gap` note as soon as it can be written.
   * @param at epoch milliseconds
   */
  append(logId: string, content: LogContent, at: number): void {
    const queue = this.#queueOf(logId)
    this.#waitingBytes += queue.append(content, at)
    this.#waiting.add(queue)
    this.#lastAt = at
    this.#kick()
  }

  /** Resolves when all that was appended before is on disk, or counted as lost. */
  async flush(): Promise<void> {
    await this.#writing
    await this.#inTurn(() => this.#writeAll())
  }

  /**
   * Deletes the entries of a log before a sequence number; the next entry is numbered on.
   * @throws DOMException why nothing was deleted
   */
  trim(logId: string, before: number): Promise<void> {
    return this.#inTurn(() => this.#trim(logId, before))
  }

  /** Puts a bookmark at an entry, or takes it away; see `LogStorage.mark`. */
  async mark(logId: string, seq: number, note: string | undefined): Promise<void> {
    try {
      await this.#storage.mark(logId, seq, note)
    } catch {
      this.#reopen()
      await this.#storage.mark(logId, seq, note)
    }
  }

  /** Resolves when fewer bytes than `below` are pending, or none. */
  drained(below: number): Promise<void> {
    return this.#waiters.until(below, this.pendingBytes)
  }

  #queueOf(logId: string): LogQueue {
    let queue = this.#queues.get(logId)
    if (!queue) {
      queue = new LogQueue(logId)
      this.#queues.set(logId, queue)
    }
    return queue
  }

  /** Does something with the database when it is free, before commits that have not begun. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#turns.push(() => work().then(resolve, reject))
      this.#kick()
    })
  }

  /** Starts what is to be done next: a commit now or when its time has come. */
  #kick(): void {
    if (this.#writing) return
    const turn = this.#turns.shift()
    if (turn) this.#occupy(turn)
    else if (this.#waitingBytes >= earlyBytes) this.#commit()
    else if (this.#waiting.size > 0 && !this.#stopTimer) this.#schedule()
  }

  #schedule(): void {
    const wait = this.#lastCommit + (this.#health === 'failing' ? gapWhenFailing : gap) - this.#options.clock.now()
    if (wait <= 0) this.#commit()
    else this.#stopTimer = this.#options.clock.after(wait, () => this.#commit())
  }

  #commit(): void {
    this.#occupy(() => this.#writeAll())
  }

  /** While this goes on no commit begins: it would not know what the log has become. */
  #occupy(work: () => Promise<void>): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#writing = work().finally(() => this.#settled())
  }

  #settled(): void {
    this.#writing = undefined
    this.#writingBytes = 0
    this.#kick()
    this.#waiters.tell(this.pendingBytes)
  }

  async #trim(logId: string, before: number): Promise<void> {
    try {
      const extent = await this.#storage.trim(logId, before)
      this.#queueOf(logId).trimmed(extent.first + extent.rows)
      this.#options.onGrowth({ logId, ...extent }, 0)
    } catch (error) {
      this.#reopen()
      throw error
    }
  }

  async #writeAll(): Promise<void> {
    this.#lastCommit = this.#options.clock.now()
    const batches = [...this.#waiting].map((queue) => queue.take(this.#lastAt))
    this.#waiting.clear()
    this.#writingBytes = this.#waitingBytes
    this.#waitingBytes = 0
    if (batches.length === 0) return
    await this.#write(batches)
    await this.#keepSpare().catch(() => {})
  }

  async #keepSpare(): Promise<void> {
    const bytes = await this.#spareRoom.lacking(this.#writingBytes)
    if (bytes > 0 && (await this.#deleteOldest({ bytes, share: 0 }))) await this.#spareRoom.deleted()
  }

  async #write(batches: readonly Batch[]): Promise<void> {
    const growths = await this.#store(batches)
      .catch((error: unknown) => this.#storeAgain(batches, error))
      .catch(() => this.#drop(batches))
    // Outside of what is repeated: rows must not be written twice because a listener threw.
    for (const [growth, weight] of growths) this.#options.onGrowth(growth, weight)
  }

  async #store(batches: readonly Batch[]): Promise<Stored[]> {
    const places = await this.#storage.commit(batches)
    this.#health = 'working'
    return batches.flatMap((batch, index) => {
      const place = places[index]
      if (!place) return []
      this.#queueOf(batch.logId).stored(batch, place)
      const weight = batch.builders.reduce((sum, builder) => sum + builder.weight, 0)
      return [[{ logId: batch.logId, first: place.first, rows: place.next - place.first }, weight] as const]
    })
  }

  async #storeAgain(batches: readonly Batch[], error: unknown): Promise<Stored[]> {
    const again = () => this.#store(batches.map((batch) => this.#queueOf(batch.logId).again(batch)))
    if (isQuotaExceeded(error)) return this.#storeInRoomMade(again, error)
    this.#reopen()
    return again().catch((fault: unknown) => {
      if (isQuotaExceeded(fault)) return this.#storeInRoomMade(again, fault)
      throw fault
    })
  }

  /** Meanwhile rows wait in memory, and servers where the browser can make them. */
  async #storeInRoomMade(store: () => Promise<Stored[]>, full: unknown): Promise<Stored[]> {
    // Once deleting did not help, more of it would only eat up what the person still has.
    if (this.#health === 'failing') throw full
    // A full disk has more than one way to say no, and one of them is to close the database.
    const mayPass = (error: unknown) => {
      if (!isQuotaExceeded(error)) this.#reopen()
      return true
    }
    const trying = { clock: this.#options.clock, pause: retryPause, most: patience, mayPass }
    const least = { bytes: 2 * this.#writingBytes, share: 1 / 4 }
    // Deleting takes room, too, and may be refused for as long as the browser has not tidied up.
    if (!(await keepTrying(() => this.#deleteOldest(least), trying))) throw full
    return keepTrying(store, trying)
  }

  /** @returns whether there was something that could go */
  async #deleteOldest(least: { readonly bytes: number; readonly share: number }): Promise<boolean> {
    const tailOf = (logId: string) => this.#queues.get(logId)?.tailFirst ?? Number.POSITIVE_INFINITY
    const deleted = await this.#storage.makeRoom(least, tailOf)
    if (!deleted) return false
    const queue = this.#queueOf(deleted.logId)
    queue.deleted(deleted.rows, deleted.first)
    this.#waiting.add(queue)
    return true
  }

  #reopen(): void {
    this.#storage.reset()
    for (const queue of this.#queues.values()) queue.forgetPlace()
  }

  #drop(batches: readonly Batch[]): Stored[] {
    this.#health = 'failing'
    for (const batch of batches) {
      const queue = this.#queueOf(batch.logId)
      queue.dropped(batch)
      this.#options.onLoss?.({ logId: batch.logId, entries: queue.lost })
      this.#waiting.add(queue)
    }
    return []
  }
}

function isQuotaExceeded(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
