import { type Block, nextAfter } from './block.ts'
import type { CompiledFilter } from './filter.ts'
import { matchRows } from './match-rows.ts'
import type { LogReader } from './reader.ts'
import { scanBlocks } from './scan.ts'
import { SeqList } from './seq-list.ts'

/** The entries of a log that all of some filters keep, as far as it has been looked through. */
export class Query {
  readonly #reader: LogReader
  readonly #log: string
  readonly #filters: readonly CompiledFilter[]
  readonly matches = new SeqList()
  /** The first entry that has not been looked at. */
  #next: number

  /** @param first the sequence number of the oldest entry */
  constructor(reader: LogReader, log: string, filters: readonly CompiledFilter[], first: number) {
    this.#reader = reader
    this.#log = log
    this.#filters = filters
    this.#next = first
  }

  /** The sequence number up to which, itself excluded, the log has been looked through. */
  get next(): number {
    return this.#next
  }

  /**
   * Looks through the log up to the entry `upTo`, and what lies behind it in the same step. Yields to other work
   * between steps, and waits for `onProgress`; when the signal aborts it ends, and goes on from there when called again. One call at a time.
   * @param readsAhead asked at each step whether the next may be read meanwhile
   * @throws DOMException when the database cannot be read
   */
  async extend(
    upTo: number,
    signal: AbortSignal,
    onProgress: () => unknown,
    readsAhead?: () => boolean,
  ): Promise<void> {
    for await (const blocks of scanBlocks(this.#reader, this.#log, this.#next, upTo, signal, readsAhead)) {
      this.#lookThrough(blocks)
      await onProgress()
    }
  }

  #lookThrough(blocks: readonly Block[]): void {
    let withHits: Block | undefined
    for (const block of blocks) {
      const before = this.matches.length
      matchRows(block, this.#next, this.#filters, (seq) => this.matches.push(seq))
      this.#next = nextAfter(block)
      if (this.matches.length > before) withHits = block
    }
    // The rows of the last hits are what is asked for next.
    if (withHits) this.#reader.keep(this.#log, withHits)
  }
}
