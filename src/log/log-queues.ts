import type { LogContent } from '../core/log-entry.ts'
import type { LogLoss } from './growth.ts'
import type { LogPlace } from './log-place.ts'
import { type Batch, LogQueue } from './log-queue.ts'
import type { TextFiles } from './text-files.ts'

/** Bytes of a log whose texts go to a file at a time; its thread does nothing else while they are written. */
const mostToFile = 64 * 1024 * 1024

/** What waits to be written, of all logs. */
export class LogQueues {
  readonly #now: () => number
  readonly #listsLongTexts: boolean
  readonly #queues = new Map<string, LogQueue>()
  /** The queues with something to write, in the order in which it is their turn. */
  readonly #waiting = new Set<LogQueue>()
  #bytes = 0

  /**
   * @param now epoch milliseconds
   * @param listsLongTexts see `LogWriterOptions`
   */
  constructor(now: () => number, listsLongTexts: boolean) {
    this.#now = now
    this.#listsLongTexts = listsLongTexts
  }

  /** About the bytes that are not on disk yet, those that were taken out included. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether there is something to write, which may be no more than the note of a gap. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  of(logId: string): LogQueue {
    let queue = this.#queues.get(logId)
    if (!queue) {
      queue = new LogQueue(logId, this.#listsLongTexts)
      this.#queues.set(logId, queue)
    }
    return queue
  }

  /** The first sequence number of a log that must not be deleted to make room. */
  tailOf(logId: string): number {
    return this.#queues.get(logId)?.tailFirst ?? Number.POSITIVE_INFINITY
  }

  append(logId: string, content: LogContent, at: number): void {
    const queue = this.of(logId)
    this.#bytes += queue.append(content, at)
    this.#waiting.add(queue)
  }

  /** Takes out about so many bytes, of one log after the other; and more of those whose texts go to a file. */
  take(most: number, files?: Pick<TextFiles, 'isReady'>): Batch[] {
    const batches: Batch[] = []
    let left = most
    for (const queue of [...this.#waiting]) {
      if (left <= 0) break
      const toFile = queue.hasLongTexts && files?.isReady(queue.logId) === true
      const batch = queue.take(this.#now(), toFile ? mostToFile : left, toFile)
      batches.push(batch)
      left -= toFile ? 0 : batch.weight
      this.#waiting.delete(queue)
      if (queue.hasRows) this.#waiting.add(queue)
    }
    return batches
  }

  stored(batch: Batch, place: LogPlace): void {
    this.#bytes -= batch.weight
    this.of(batch.logId).stored(batch, place)
  }

  /** Has what was taken out wait again, before all others of its log. */
  giveBack(batch: Batch): void {
    const queue = this.of(batch.logId)
    queue.giveBack(batch)
    this.#waiting.add(queue)
  }

  /** Counts all that waits as lost, and lets the logs tell. @returns what they have lost and do not tell of yet */
  drop(): LogLoss[] {
    for (const batch of this.take(Number.POSITIVE_INFINITY)) {
      const queue = this.of(batch.logId)
      this.#bytes -= batch.weight
      queue.dropped(batch)
      this.#waiting.add(queue)
    }
    const losses = [...this.#waiting].map(({ logId, lost }) => ({ logId, entries: lost }))
    return losses.filter(({ entries }) => entries > 0)
  }

  /** Takes in that the oldest entries of a log are gone, and lets the log tell. */
  deleted(logId: string, rows: number, first: number): void {
    const queue = this.of(logId)
    queue.deleted(rows, first)
    this.#waiting.add(queue)
  }

  /** Takes in that entries of a log were deleted, see `LogQueue.trimmed`. */
  trimmed(logId: string, next: number, before: number): void {
    this.#bytes -= this.of(logId).trimmed(next, before)
  }

  /** Has the places of all logs looked up again. */
  forgetPlaces(): void {
    for (const queue of this.#queues.values()) queue.forgetPlace()
  }

  /** Tells when all that waits now was taken out. */
  untilTaken(): () => boolean {
    const targets = [...this.#waiting].map((queue) => ({ queue, rows: queue.appended }))
    return () => targets.every(({ queue, rows }) => queue.taken >= rows)
  }
}
