import type { LogContent } from '../core/log-entry.ts'
import type { LogWriter } from '../log/writer.ts'

/** Above this many bytes in memory what comes in is slowed down. */
const pauseAbove = 8 * 1024 * 1024
/** Bytes that are slowed down by a millisecond then; the more there is in memory, the fewer. */
const slice = 16 * 1024
const resumeBelow = 2 * 1024 * 1024
/** Above this many bytes messages are not kept any more. */
const dropAbove = 384 * 1024 * 1024

/**
 * What has arrived and is not on disk yet, within bounds: where the browser lets us, the server is made to wait; where
 * it does not and the bound is reached, messages are counted instead of kept, and the log says how many.
 */
export class Backlog {
  readonly #writer: Pick<LogWriter, 'append' | 'drained' | 'pendingBytes'>
  /** What a log has lost and is to tell, and when it lost the last of it. */
  readonly #dropped = new Map<string, { count: number; at: number }>()

  constructor(writer: Pick<LogWriter, 'append' | 'drained' | 'pendingBytes'>) {
    this.#writer = writer
  }

  /** @returns what to wait for before reading on, if anything. */
  room(): Promise<void> | undefined {
    return this.#writer.pendingBytes > pauseAbove ? this.#writer.drained(resumeBelow) : undefined
  }

  /**
   * How long, in milliseconds, nothing more should be read after so many bytes: what is stored has to keep up with what
   * comes in.
   */
  delay(bytes: number): number {
    const { pendingBytes } = this.#writer
    return pendingBytes > pauseAbove ? (bytes / slice) * (pendingBytes / pauseAbove) : 0
  }

  append(logId: string, content: LogContent, at: number): void {
    if (content.type === 'message' && this.#writer.pendingBytes > dropAbove) {
      this.#drop(logId, at)
      return
    }
    this.#tellDropped(logId)
    this.#writer.append(logId, content, at)
  }

  #drop(logId: string, at: number): void {
    const dropped = this.#dropped.get(logId)
    if (dropped) {
      dropped.count += 1
      dropped.at = at
      return
    }
    this.#dropped.set(logId, { count: 1, at })
    // It may be the last that comes.
    void this.#writer.drained(dropAbove).then(() => this.#tellDropped(logId))
  }

  #tellDropped(logId: string): void {
    const dropped = this.#dropped.get(logId)
    if (dropped === undefined) return
    this.#dropped.delete(logId)
    const message = `Messages that came faster than they could be stored and were not kept: ${dropped.count}.`
    this.#writer.append(logId, { type: 'note', code: 'gap', message }, dropped.at)
  }
}
