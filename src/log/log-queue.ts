import type { LogContent } from '../core/log-entry.ts'
import { blockWeight, rowWeight } from './block.ts'
import { BlockBuilder } from './block-builder.ts'
import type { LogRows } from './commit.ts'
import type { LogPlace } from './log-place.ts'

/** Entries a log has lost and has not told yet. */
interface Gap {
  /** Entries that could not be written. */
  readonly dropped: number
  /** Oldest entries that were deleted to make room. */
  readonly deleted: number
}

/** What a commit takes from a queue. */
export interface Batch extends LogRows {
  /** The rows that were appended; the note of a gap is not among them. */
  readonly rows: number
  /** What the note at the beginning tells. */
  readonly gap: Gap
}

/** The rows of one log that wait to be written. */
export class LogQueue {
  readonly logId: string
  #builders: BlockBuilder[] = []
  #place: LogPlace | undefined
  #least = 1
  #gap: Gap = { dropped: 0, deleted: 0 }

  constructor(logId: string) {
    this.logId = logId
  }

  /** The first sequence number that must not be deleted to make room. */
  get tailFirst(): number {
    return this.#place?.tail.first ?? Number.POSITIVE_INFINITY
  }

  /** Entries that could not be written and that the log does not tell of yet. */
  get lost(): number {
    return this.#gap.dropped
  }

  /** Adds a row and tells what it weighs. */
  append(content: LogContent, at: number): number {
    const builder = this.#builderFor(content)
    const before = builder.weight
    builder.append(content, at)
    return builder.weight - before
  }

  /** Takes all rows out, led by the note of a gap if there is one. `at`: epoch milliseconds, for the note. */
  take(at: number): Batch {
    const rows = this.#builders.reduce((sum, builder) => sum + builder.rows, 0)
    const builders = hasGap(this.#gap) ? [gapNote(this.#gap, at), ...this.#builders] : this.#builders
    this.#builders = []
    return { logId: this.logId, builders, rows, gap: this.#gap, place: this.#place, least: this.#least }
  }

  /** The same rows again, placed by what is known now. */
  again(batch: Batch): Batch {
    return { ...batch, place: this.#place, least: this.#least }
  }

  stored(batch: Batch, place: LogPlace): void {
    this.#place = place
    this.#least = place.next
    const { dropped, deleted } = batch.gap
    this.#gap = { dropped: this.#gap.dropped - dropped, deleted: this.#gap.deleted - deleted }
  }

  /** Counts rows that could not be written. */
  dropped(batch: Batch): void {
    this.#gap = { ...this.#gap, dropped: this.#gap.dropped + batch.rows }
  }

  /** Counts the oldest entries that are gone; the log begins at `first` now. */
  deleted(rows: number, first: number): void {
    this.#gap = { ...this.#gap, deleted: this.#gap.deleted + rows }
    if (this.#place) this.#place = { ...this.#place, first }
  }

  /** Entries were deleted; the next one gets the number `next` whatever is left. */
  trimmed(next: number): void {
    this.#place = undefined
    this.#least = Math.max(this.#least, next)
  }

  /** Has the log's place looked up again, for a database that was opened anew. */
  forgetPlace(): void {
    this.#place = undefined
  }

  #builderFor(content: LogContent): BlockBuilder {
    const last = this.#builders.at(-1)
    if (last && last.weight < blockWeight && !isHuge(content)) return last
    const builder = new BlockBuilder()
    this.#builders.push(builder)
    return builder
  }
}

/** Whether a row fills a block alone. Rows beside it would cost a reader all of it. */
function isHuge(content: LogContent): boolean {
  return content.type === 'message' && content.data.length + rowWeight >= blockWeight
}

function hasGap({ dropped, deleted }: Gap): boolean {
  return dropped > 0 || deleted > 0
}

function gapNote({ dropped, deleted }: Gap, at: number): BlockBuilder {
  const sentences = [
    deleted > 0 ? `Storage was full: the oldest ${entries(deleted)} deleted.` : '',
    dropped > 0 ? `Storage could not be written: ${entries(dropped)} not kept and missing here.` : '',
  ]
  const note = new BlockBuilder()
  note.append({ type: 'note', code: 'gap', message: sentences.filter(Boolean).join(' ') }, at)
  return note
}

function entries(count: number): string {
  return count === 1 ? '1 entry was' : `${count.toLocaleString('en')} entries were`
}
