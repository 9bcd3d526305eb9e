import type { LogContent } from '../core/log-entry.ts'
import { Ballast, type BallastPlace } from './ballast.ts'
import type { Clock } from './clock.ts'
import { Committer } from './committer.ts'
import type { LogDatabase } from './database.ts'
import type { LogGrowth, LogLoss } from './growth.ts'
import { LogQueues } from './log-queues.ts'
import { LogStorage } from './log-storage.ts'
import { RoomMaker } from './room-maker.ts'
import { pauseWhenFull } from './storage-full.ts'
import { TextFiles } from './text-files.ts'
import type { TextFolder } from './text-folder.ts'
import { Turns } from './turns.ts'
import { Waiters } from './waiters.ts'

export interface LogWriterOptions {
  /** Opens the database; called again when the browser has closed it, such as when site data were cleared. */
  readonly open: () => Promise<LogDatabase>
  readonly clock: Clock
  /** Epoch milliseconds, of the clock that entries are dated with. */
  now(): number
  /** What the browser lets us store, see `SpareRoom`; without it entries go only when storage is full. */
  readonly estimate?: () => Promise<StorageEstimate>
  /**
   * What is stored with each full block while room is scarce: as much as the browser takes for a file of its own, where it gives the room of
   * others back late. Chromium keeps what takes less than 64 KiB when compressed in a database of its own.
   */
  readonly padding?: Uint8Array
  /** Where room is kept for when others have filled the disk, see `Ballast`. */
  readonly ballast?: BallastPlace
  /** Whether blocks have long texts in a list. Firefox takes longer to join them than to store them; Chromium stores a list more slowly. */
  readonly listsLongTexts?: boolean
  /** Where long texts that come in a flood are written, see `TextFiles`; for lists of them only. */
  readonly textFolder?: TextFolder
  /** Called with what is on disk and can be read, once it is. `weight`: of what was added, see `weightOf`. */
  readonly onGrowth: (growth: LogGrowth, weight: number) => void
  /** Called with what could not be written, each time that more could not. */
  readonly onLoss?: (loss: LogLoss) => void
}

/**
 * Milliseconds from one commit to the next while busy: half of it is added to the latency of a row. A commit that is looked at
 * is drawn, too, which takes several times as much CPU.
 */
const pause = 30
/** The same in a flood, of whose CPU it takes a part to begin and end a commit. */
const floodPause = 100
/** Rows of a commit in a flood: 10,000 a second. */
const floodRows = 300
/** Milliseconds for which the first row waits: an answer that comes at once is not held up by a commit, and goes to disk with it. */
const lead = 4
/** What is not waited with. */
const earlyBytes = 4 * 1024 * 1024

/**
 * The one writer of all logs. One transaction at a time takes what has arrived since the one before: the first row
 * after a quiet time goes to disk almost at once, a flood makes its own batches.
 */
export class LogWriter {
  readonly #options: LogWriterOptions
  readonly #queues: LogQueues
  readonly #waiters = new Waiters()
  readonly #storage: LogStorage
  readonly #room: RoomMaker
  readonly #committer: Committer
  readonly #turns: Turns
  #lastCommit = Number.NEGATIVE_INFINITY
  /** Since when what waits to be written has waited. */
  #waitsSince = Number.NEGATIVE_INFINITY
  /** Rows of the last commit. */
  #rows = 0
  #health: 'working' | 'failing' = 'working'

  constructor(options: LogWriterOptions) {
    const { open, clock, now, padding, estimate = async () => ({}), listsLongTexts = false } = options
    const ballast = options.ballast && new Ballast({ place: options.ballast, clock, estimate })
    const queues = new LogQueues(now, listsLongTexts)
    this.#options = options
    this.#queues = queues
    const files = options.textFolder && new TextFiles(options.textFolder)
    this.#storage = new LogStorage(open, files, () => queues.forgetPlaces())
    this.#room = new RoomMaker({ storage: this.#storage, queues, clock, estimate, padding, ballast })
    this.#committer = new Committer({ storage: this.#storage, queues, room: this.#room, clock })
    this.#turns = new Turns({
      clock,
      wait: () => this.#wait(),
      isUrgent: () => this.#health === 'working' && queues.bytes >= earlyBytes,
      commit: () => this.#commit(),
    })
  }

  /** About the bytes in memory that are not on disk yet, those being written included. */
  get pendingBytes(): number {
    return this.#queues.bytes
  }

  /** Whether something is not on disk yet, if it be no more than the note of a gap. */
  get isWriting(): boolean {
    return this.#queues.isWaiting || this.pendingBytes > 0
  }

  /**
   * Adds an entry to the end of a log. Never fails: entries that cannot be stored are counted, and the log tells in a
   * `gap` note as soon as it can be written.
   * @param at epoch milliseconds
   */
  append(logId: string, content: LogContent, at: number): void {
    if (!this.#queues.isWaiting) this.#waitsSince = this.#options.clock.now()
    this.#queues.append(logId, content, at)
    this.#turns.next()
  }

  /** Resolves when all that was appended before is on disk, or counted as lost. */
  async flush(): Promise<void> {
    await this.#turns.idle()
    await this.#turns.ask(async () => {
      const isTaken = this.#queues.untilTaken()
      do await this.#commit()
      while (!isTaken())
    })
  }

  /**
   * Deletes the entries of a log before a sequence number; the next entry is numbered on.
   * @param isOver whether there is going to be none, also after a restart: nothing is left of such a log
   * @throws DOMException why nothing was deleted
   */
  trim(logId: string, before: number, isOver = false): Promise<void> {
    return this.#turns.ask(() => this.#trim(logId, before, isOver))
  }

  /** Puts a bookmark at an entry, which may have been appended just now, or takes it away; see `LogStorage.mark`. */
  async mark(logId: string, seq: number, note: string | undefined): Promise<void> {
    await this.flush()
    const mark = () => this.#storage.mark(logId, seq, note)
    // In turn, as what is being stored would lose its files.
    await mark().catch(() => this.#turns.ask(() => this.#anew(mark)))
  }

  /** Resolves when fewer bytes than `below` are pending, or none. */
  drained(below: number): Promise<void> {
    return this.#waiters.until(below, this.pendingBytes)
  }

  /** Milliseconds until the next commit is due. */
  #wait(): number | undefined {
    if (!this.#queues.isWaiting) return undefined
    const fromLast = this.#health === 'failing' ? pauseWhenFull : this.#pause
    return Math.max(this.#lastCommit + fromLast, this.#waitsSince + lead) - this.#options.clock.now()
  }

  get #pause(): number {
    return this.#rows > floodRows ? floodPause : pause
  }

  async #trim(logId: string, before: number, isOver: boolean): Promise<void> {
    const trim = () => this.#storage.trim(logId, before, isOver)
    const extent = await trim().catch(() => this.#anew(trim))
    this.#queues.trimmed(logId, extent.first + extent.rows, before)
    this.#waiters.tell(this.pendingBytes)
    this.#options.onGrowth({ logId, ...extent }, 0)
  }

  /** Once more, on another connection: the browser may have closed the one there was. */
  #anew<T>(work: () => Promise<T>): Promise<T> {
    this.#storage.reset()
    return work()
  }

  async #commit(): Promise<void> {
    this.#lastCommit = this.#options.clock.now()
    try {
      await this.#write()
    } finally {
      this.#waiters.tell(this.pendingBytes)
    }
  }

  async #write(): Promise<void> {
    const stored = await this.#committer.commit().catch(() => undefined)
    this.#health = stored ? 'working' : 'failing'
    if (!stored) for (const loss of this.#queues.drop()) this.#options.onLoss?.(loss)
    // Outside of what is repeated: rows must not be written twice because a listener threw.
    for (const { growth, weight } of stored ?? []) this.#options.onGrowth(growth, weight)
    const written = stored?.reduce((sum, { weight }) => sum + weight, 0) ?? 0
    this.#rows = stored?.reduce((sum, { rows }) => sum + rows, 0) ?? 0
    if (written > 0) await this.#room.keepSpare(written).catch(() => {})
  }
}
