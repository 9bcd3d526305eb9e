import type { BlockBuilder } from './block-builder.ts'
import type { LogDatabase } from './database.ts'
import type { TextPlace } from './stored-block.ts'
import type { TextFolder } from './text-folder.ts'
import { mostBytesPerUnit, TextSegment } from './text-segment.ts'

/** Bytes that are written at a time. */
const pieceBytes = 4 * 1024 * 1024
/** Files that are open at a time. */
const mostOpen = 8

/**
 * Long texts of a flood are written to files beside the database, which in Firefox is another process: what is said to it, and
 * what it answers, waits behind all messages that are on their way. The database has the rest of each block, and the names of
 * files that are needed, in the same transaction. A file that cannot be had, or written, is done without.
 */
export class TextFiles {
  readonly #folder: TextFolder
  /** What is written to now, by log. */
  readonly #segments = new Map<string, TextSegment>()
  /** What is to be written to next. */
  readonly #fresh = new Map<string, TextSegment>()
  readonly #opening = new Set<string>()
  /** Files are looked for, created and removed one thing after the other. */
  #work: Promise<unknown> = Promise.resolve()
  #piece: Uint8Array | undefined
  #isRefused = false
  /** Logs of which a transaction was refused: Firefox may have stored some of it all the same. */
  readonly #unsure = new Set<string>()

  constructor(folder: TextFolder) {
    this.#folder = folder
  }

  /** Whether texts of a log can be written now; sees to it that they soon can. To be asked between two transactions. */
  isReady(logId: string): boolean {
    this.#takeFresh(logId)
    const segment = this.#segments.get(logId)
    if (!segment || segment.isFull) this.#open(logId)
    return segment !== undefined
  }

  /**
   * Writes the texts of blocks. `stored` or `refused` has to follow.
   * @returns where each is; none where it has to be stored with the block
   */
  write(logId: string, builders: readonly BlockBuilder[]): readonly (TextPlace | undefined)[] {
    const segment = this.#segments.get(logId)
    if (!segment) return []
    try {
      const places = builders.map(({ longTexts }) => (longTexts?.every(isForFile) ? segment.add(longTexts) : undefined))
      segment.flush()
      return places
    } catch {
      this.#isRefused = true
      this.#segments.delete(logId)
      segment.close()
      return []
    }
  }

  /** Whether there may be blocks behind the end of a log. */
  isUnsure(logId: string): boolean {
    return this.#unsure.has(logId)
  }

  /** Takes in that what was written of logs is stored now, with all that belongs to it. */
  stored(logIds: Iterable<string>): void {
    for (const logId of logIds) {
      this.#unsure.delete(logId)
      this.#segments.get(logId)?.keep()
    }
  }

  /** Takes in that it is not. */
  refused(logIds: Iterable<string>): void {
    for (const logId of logIds) this.#unsure.add(logId)
    this.close()
  }

  /** Lets go of all files. */
  close(): void {
    for (const segments of [this.#segments, this.#fresh]) {
      for (const segment of segments.values()) segment.close()
      segments.clear()
    }
  }

  /** Removes files that no block needs. Nothing must be written while it does. */
  sweep(database: LogDatabase): Promise<void> {
    return this.#next(async () => {
      const names = await this.#folder.names()
      if (names.length === 0) return
      const needed = new Set(await database.getAll('files'))
      for (const name of names) {
        if (needed.has(name)) continue
        this.#letGo(name)
        // Who has it open may be on its way out; it is looked for again.
        await this.#folder.remove(name).catch(() => {})
      }
    }).catch(() => {
      // They are looked for again.
    })
  }

  #open(logId: string): void {
    if (this.#isRefused || this.#opening.has(logId)) return
    this.#opening.add(logId)
    this.#next(async () => {
      const name = crypto.randomUUID()
      this.#piece ??= new Uint8Array(pieceBytes)
      this.#fresh.set(logId, new TextSegment(name, await this.#folder.create(name), this.#piece))
    })
      .catch(() => {
        this.#isRefused = true
      })
      .finally(() => this.#opening.delete(logId))
  }

  #takeFresh(logId: string): void {
    const fresh = this.#fresh.get(logId)
    if (!fresh) return
    this.#fresh.delete(logId)
    this.#segments.get(logId)?.close()
    this.#segments.delete(logId)
    this.#segments.set(logId, fresh)
    const [oldest] = this.#segments
    if (!oldest || this.#segments.size <= mostOpen) return
    oldest[1].close()
    this.#segments.delete(oldest[0])
  }

  #letGo(name: string): void {
    for (const segments of [this.#segments, this.#fresh]) {
      for (const [logId, segment] of segments) {
        if (segment.name !== name) continue
        segment.close()
        segments.delete(logId)
      }
    }
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work)
    this.#work = result.catch(() => {})
    return result
  }
}

/** What is no Unicode would be read as something else. */
function isForFile(text: string): boolean {
  return text.length <= pieceBytes / mostBytesPerUnit && text.isWellFormed()
}
