import type { LogContent } from '../core/log-entry.ts'
import type { Clock } from './clock.ts'
import type { LogDatabase } from './database.ts'
import type { LogGrowth, LogLoss } from './growth.ts'
import { type Batch, LogQueue } from './log-queue.ts'
import { LogStorage } from './log-storage.ts'
import { Waiters } from './waiters.ts'

export interface LogWriterOptions {
  /** Opens the database; called again when the browser has closed it, such as when site data were cleared. */
  readonly open: () => Promise<LogDatabase>
  readonly clock: Clock
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
  #waitingBytes = 0
  #writingBytes = 0
  #writing: Promise<void> | undefined
  #stopTimer: (() => void) | undefined
  #lastCommit = Number.NEGATIVE_INFINITY
  #health: 'working' | 'failing' = 'working'
  #lastAt = 0

  constructor(options: LogWriterOptions) {
    this.#options = options
    this.#storage = new LogStorage(options.open)
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
    if (!this.#writing && this.#waiting.size > 0) this.#commit()
    await this.#writing
  }

  /**
   * Deletes the entries of a log before a sequence number; the next entry is numbered on.
   * @throws DOMException why nothing was deleted
   */
  async trim(logId: string, before: number): Promise<void> {
    while (this.#writing) await this.#writing
    const trimmed = this.#storage.trim(logId, before)
    // What a commit knows of the log would not be true any more, so none begins meanwhile.
    this.#writing = trimmed.then(
      ({ first, rows }) => this.#queueOf(logId).trimmed(first + rows),
      () => this.#reopen(),
    )
    await this.#writing.finally(() => this.#settled())
    this.#options.onGrowth({ logId, ...(await trimmed) }, 0)
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

  /** Starts a commit, now or when its time has come. */
  #kick(): void {
    if (this.#writing || this.#waiting.size === 0) return
    if (this.#waitingBytes >= earlyBytes) this.#commit()
    else if (!this.#stopTimer) this.#schedule()
  }

  #schedule(): void {
    const wait = this.#lastCommit + (this.#health === 'failing' ? gapWhenFailing : gap) - this.#options.clock.now()
    if (wait <= 0) this.#commit()
    else this.#stopTimer = this.#options.clock.after(wait, () => this.#commit())
  }

  #commit(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#lastCommit = this.#options.clock.now()
    const batches = [...this.#waiting].map((queue) => queue.take(this.#lastAt))
    this.#waiting.clear()
    this.#writingBytes = this.#waitingBytes
    this.#waitingBytes = 0
    this.#writing = this.#write(batches).finally(() => this.#settled())
  }

  #settled(): void {
    this.#writing = undefined
    this.#writingBytes = 0
    this.#kick()
    this.#waiters.tell(this.pendingBytes)
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
    if (isQuotaExceeded(error)) await this.#deleteOldest(error)
    else this.#reopen()
    return this.#store(batches.map((batch) => this.#queueOf(batch.logId).again(batch)))
  }

  async #deleteOldest(error: unknown): Promise<void> {
    // Once deleting did not help, more of it would only eat up what the person still has.
    if (this.#health === 'failing') throw error
    const tailOf = (logId: string) => this.#queues.get(logId)?.tailFirst ?? Number.POSITIVE_INFINITY
    const deleted = await this.#storage.makeRoom(this.#writingBytes, tailOf)
    if (!deleted) throw error
    const queue = this.#queueOf(deleted.logId)
    queue.deleted(deleted.rows, deleted.first)
    this.#waiting.add(queue)
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
