import { type Block, memoryOf, nextAfter } from './block.ts'
import type { CompiledFilter } from './filter.ts'
import { matchRows } from './match-rows.ts'
import { nearBytes } from './read-near.ts'
import type { LogReader } from './reader.ts'
import { scanBlocks, scanBlocksBack } from './scan.ts'
import { SeqList } from './seq-list.ts'

/** So many hits have their rows at hand: they fill a list, and their blocks, one for each at most, the reader's cache. */
const mostAtHand = 48

/** The entries of a log that all of some filters keep, as far as it has been looked through, from one of them on and back. */
export class Query {
  readonly #reader: LogReader
  readonly #log: string
  readonly #filters: readonly CompiledFilter[]
  readonly matches = new SeqList()
  #from: number
  /** The first entry behind those that have been looked at. */
  #next: number
  /** Bytes that are still to stay at hand. */
  #nearLeft: number

  /**
   * @param origin the sequence number to begin with
   * @param near bytes that stay at hand
   */
  constructor(reader: LogReader, log: string, filters: readonly CompiledFilter[], origin: number, near = nearBytes) {
    this.#reader = reader
    this.#log = log
    this.#filters = filters
    this.#from = origin
    this.#next = origin
    this.#nearLeft = near
  }

  /** The sequence number from which on the log has been looked through. */
  get from(): number {
    return this.#from
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
    let found = 0
    const take = (seq: number) => {
      this.matches.push(seq)
      found += 1
    }
    for await (const blocks of scanBlocks(this.#reader, this.#log, this.#next, upTo, signal, readsAhead)) {
      for (const block of blocks) {
        this.#lookThrough(block, this.#next, nextAfter(block), take, found < mostAtHand)
        this.#next = nextAfter(block)
      }
      await onProgress()
    }
  }

  /**
   * The same backwards to the oldest entry. While `onProgress` is waited for, the log may be looked through forwards.
   * @param oldest asked at each step
   */
  async extendBack(
    oldest: () => number,
    signal: AbortSignal,
    onProgress: (found: number) => unknown,
    readsAhead?: () => boolean,
  ): Promise<void> {
    let before = 0
    const steps = scanBlocksBack(this.#reader, this.#log, oldest(), this.#from, signal, readsAhead)
    for await (const { from, blocks } of steps) {
      const found: number[] = []
      const take = (seq: number) => void found.push(seq)
      for (const block of blocks) this.#lookThrough(block, from, this.#from, take, before < mostAtHand)
      before += found.length
      this.matches.unshift(found)
      this.#from = from
      await onProgress(found.length)
      if (from <= oldest()) return
    }
    // Entries that are gone were looked at, too.
    if (!signal.aborted) this.#from = Math.min(this.#from, oldest())
  }

  /** @param isSeen whether its rows may be asked for next; others would only push those out of what is at hand */
  #lookThrough(block: Block, from: number, end: number, found: (seq: number) => void, isSeen: boolean): void {
    let hasHits = false
    const take = (seq: number) => {
      hasHits = true
      found(seq)
    }
    matchRows(block, from, this.#filters, take, end)
    if ((hasHits && isSeen) || this.#nearLeft > 0) this.#reader.keep(this.#log, block)
    this.#nearLeft -= memoryOf(block)
  }
}
