import type { LogContent } from '../core/log-entry.ts'
import { blockWeight, rowWeight } from './block.ts'
import { BlockBuilder } from './block-builder.ts'
import type { LogRows } from './commit.ts'
import { type Gap, gapNote, hasGap } from './gap.ts'
import type { LogPlace } from './log-place.ts'

/** What a commit takes from a queue. */
export interface Batch extends LogRows {
  /** The rows that were appended; the note of a gap is not among them. */
  readonly rows: number
  /** About their bytes. */
  readonly weight: number
  /** What the note at the beginning tells. */
  readonly gap: Gap
}

/** The rows of one log that wait to be written. */
export class LogQueue {
  readonly logId: string
  readonly #listsLongTexts: boolean
  #builders: BlockBuilder[] = []
  #place: LogPlace | undefined
  #least = 1
  #gap: Gap = { dropped: 0, deleted: 0 }
  #appended = 0
  #taken = 0

  constructor(logId: string, listsLongTexts: boolean) {
    this.logId = logId
    this.#listsLongTexts = listsLongTexts
  }

  /** The first sequence number that must not be deleted to make room. */
  get tailFirst(): number {
    return this.#place?.tail.first ?? Number.POSITIVE_INFINITY
  }

  /** Rows that were ever appended. */
  get appended(): number {
    return this.#appended
  }

  /** Rows of them that were taken out. */
  get taken(): number {
    return this.#taken
  }

  get hasRows(): boolean {
    return this.#builders.length > 0
  }

  /** Whether what is next are long texts, enough of them for a block, and where they belong is known. */
  get hasLongTexts(): boolean {
    return this.#place !== undefined && this.#builders[0]?.longTexts !== undefined
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
    this.#appended += 1
    return builder.weight - before
  }

  /**
   * Takes the oldest rows out, about so many bytes and a block at least, led by the note of a gap if there is one. That has the
   * time of the row behind it.
   * @param now epoch milliseconds, for a note with nothing behind it
   */
  take(now: number, most: number, toFile: boolean): Batch {
    const taken = this.#builders.splice(0, countWithin(this.#builders, most))
    const rows = taken.reduce((sum, builder) => sum + builder.rows, 0)
    const weight = taken.reduce((sum, builder) => sum + builder.weight, 0)
    const builders = hasGap(this.#gap) ? [gapNote(this.#gap, taken[0]?.firstAt ?? now), ...taken] : taken
    this.#taken += rows
    const { logId } = this
    return { logId, builders, toFile, rows, weight, gap: this.#gap, place: this.#place, least: this.#least }
  }

  /** Puts rows back that were taken out last. */
  giveBack({ builders, rows, gap }: Batch): void {
    this.#builders.unshift(...(hasGap(gap) ? builders.slice(1) : builders))
    this.#taken -= rows
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

  /**
   * Entries were deleted; the next one gets the number `next` whatever is left. All that waits goes, too, where it would be
   * numbered before the entry `before`.
   * @returns what that weighed
   */
  trimmed(next: number, before: number): number {
    this.#place = undefined
    this.#least = Math.max(this.#least, next)
    const waiting = this.#appended - this.#taken
    if (waiting > before - this.#least) return 0
    this.#taken += waiting
    return this.#builders.splice(0).reduce((sum, builder) => sum + builder.weight, 0)
  }

  /** Has the log's place looked up again, for a database that was opened anew. */
  forgetPlace(): void {
    this.#place = undefined
  }

  #builderFor(content: LogContent): BlockBuilder {
    const last = this.#builders.at(-1)
    if (last && last.weight < blockWeight && !isHuge(content)) return last
    const builder = new BlockBuilder(this.#listsLongTexts)
    this.#builders.push(builder)
    return builder
  }
}

/** Whether a row fills a block alone. Rows beside it would cost a reader all of it. */
function isHuge(content: LogContent): boolean {
  return content.type === 'message' && content.data.length + rowWeight >= blockWeight
}

/** How many of the first builders weigh so much together; one at least. */
function countWithin(builders: readonly BlockBuilder[], most: number): number {
  let weight = 0
  const end = builders.findIndex((builder, index) => {
    weight += builder.weight
    return weight > most && index > 0
  })
  return end < 0 ? builders.length : end
}
