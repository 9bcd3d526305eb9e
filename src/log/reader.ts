import type { LogEntry } from '../core/log-entry.ts'
import { type Block, countOf, nextAfter, rowOf } from './block.ts'
import { BlockCache } from './block-cache.ts'
import { blockRange, type LogDatabase, openLogDatabase } from './database.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'
import type { TextCondition } from './filter.ts'
import type { LogExtent } from './growth.ts'
import { JsonFaults } from './json-faults.ts'
import { lastBlock } from './last-block.ts'
import type { Mark } from './mark.ts'
import { type RowSummary, summaryOf } from './row-summary.ts'
import type { StoredBlock } from './stored-block.ts'
import { type TextFolder, textFolder } from './text-folder.ts'
import { TextReader } from './text-reader.ts'

/** Those near where somebody looks for something, see `Query`, and those with what was found. */
const cacheBytes = 36 * 1024 * 1024
/** Blocks read ahead at most: small records may be many. */
const mostAhead = 16

/** Reads logs. Never disturbs the writer and needs no word from it: small records may be merged at any time. */
export class LogReader {
  #database: LogDatabase | undefined
  #opening: Promise<LogDatabase> | undefined
  readonly #texts: TextReader
  readonly #cache = new BlockCache(cacheBytes)
  readonly #faults = new JsonFaults()

  /** @param database opened when it is needed where it could not be before */
  constructor(database: LogDatabase | undefined, folder: Pick<TextFolder, 'file'> = textFolder) {
    this.#database = database
    this.#texts = new TextReader(folder)
  }

  /** The entries a log holds; none, from 1 on, for a log that does not exist. */
  async open(log: string): Promise<LogExtent> {
    const store = await this.#store()
    const [oldest, last] = await Promise.all([store.getKey(blockRange(log)), lastBlock(store, blockRange(log))])
    // Its rows are what is shown first.
    for (const block of await this.#whole(log, last ? [last] : [], async () => [])) this.#cache.add(log, block)
    return oldest && last ? { first: oldest[1], rows: nextAfter(last) - oldest[1] } : { first: 1, rows: 0 }
  }

  /** Summaries of up to `count` entries from sequence number `from` on; fewer at the end of the log. */
  async rows(log: string, from: number, count: number): Promise<RowSummary[]> {
    const summaries: RowSummary[] = []
    let ahead = 1
    while (summaries.length < count) {
      const seq = from + summaries.length
      const block = await this.#blockWith(log, seq, ahead)
      if (!block) break
      const end = Math.min(countOf(block), from + count - block.first)
      for (let index = seq - block.first; index < end; index++) summaries.push(summaryOf(block, index, this.#faults.of))
      ahead = Math.min(ahead * 2, mostAhead)
    }
    return summaries
  }

  /** The same without reading; undefined unless all of them are at hand. */
  rowsAtHand(log: string, from: number, count: number): RowSummary[] | undefined {
    const summaries: RowSummary[] = []
    for (let seq = from; seq < from + count; seq++) {
      const block = this.#cache.find(log, seq)
      if (!block) return undefined
      summaries.push(summaryOf(block, seq - block.first, this.#faults.of))
    }
    return summaries
  }

  /** Summaries of the entries with these sequence numbers, without those that are gone. */
  async pick(log: string, seqs: Iterable<number>): Promise<RowSummary[]> {
    const summaries: RowSummary[] = []
    for (const seq of seqs) {
      const block = await this.#blockWith(log, seq, 0)
      if (block) summaries.push(summaryOf(block, seq - block.first, this.#faults.of))
    }
    return summaries
  }

  /** A whole entry; undefined when there is none with this sequence number. */
  async entry(log: string, seq: number): Promise<LogEntry | undefined> {
    const block = await this.#blockWith(log, seq, 0)
    return block && rowOf(block, seq - block.first, this.#faults.of)
  }

  /** The block with an entry; undefined when there is none. */
  block(log: string, seq: number): Promise<Block | undefined> {
    return this.#blockWith(log, seq, 0)
  }

  /** Has a block that was read ready for its rows. */
  keep(log: string, block: Block): void {
    if (!this.#cache.find(log, block.first)) this.#cache.add(log, block)
  }

  /** Where in a message something is; undefined when that cannot be said. */
  async excerpt(log: string, seq: number, condition: TextCondition): Promise<Excerpt | undefined> {
    const block = await this.#blockWith(log, seq, 0)
    return block && excerptOf(block, seq - block.first, condition)
  }

  /**
   * The block with the entry and up to `ahead` blocks behind it, in one transaction and in order. When the entry is
   * gone, it begins with the oldest entry behind it. None begins behind the entry `end`.
   */
  async blocksFrom(log: string, seq: number, ahead: number, end?: number): Promise<readonly Block[]> {
    const store = await this.#store()
    const [containing, following] = await Promise.all([
      // Looked for backwards: whatever has been merged meanwhile, the last key not behind it is the block's.
      lastBlock(store, blockRange(log, 0, seq)),
      ahead > 0 ? store.getAll(blockRange(log, seq + 1, end), ahead) : [],
    ])
    const blocks = containing && nextAfter(containing) > seq ? [containing, ...following] : following
    return this.#whole(log, blocks, () => this.blocksFrom(log, seq, ahead, end))
  }

  /** The same with up to `count` blocks for an entry that is, as far as is known, the first of its block, which takes one reading. */
  async blocksAt(log: string, first: number, count: number): Promise<readonly Block[]> {
    const held = await this.#held(log, first, Number.POSITIVE_INFINITY, count)
    if (held.length > 0) return held
    const store = await this.#store()
    const blocks = await store.getAll(blockRange(log, first), count)
    const search = () => this.blocksFrom(log, first, count - 1)
    return blocks[0]?.first === first ? this.#whole(log, blocks, search) : search()
  }

  /** Where the blocks begin that have the entries from `first` on and before `end`, in order. */
  async beginnings(log: string, first: number, end: number): Promise<number[]> {
    const store = await this.#store()
    const [containing, following] = await Promise.all([
      store.openKeyCursor(blockRange(log, 0, first), 'prev'),
      end > first + 1 ? store.getAllKeys(blockRange(log, first + 1, end - 1)) : [],
    ])
    return [...(containing ? [containing.primaryKey] : []), ...following].map(([, seq]) => seq)
  }

  /** The blocks with the entries from `from`, as far as is known the first of its block, on and before `end`. */
  async blocksBetween(log: string, from: number, end: number): Promise<readonly Block[]> {
    const held = await this.#held(log, from, end)
    if (held.some((block) => nextAfter(block) >= end)) return held
    const store = await this.#store()
    const blocks = await store.getAll(blockRange(log, from, end - 1))
    // What was small when it was looked up may be in a larger block by now.
    const search = () => this.blocksFrom(log, from, mostAhead, end)
    return blocks[0]?.first === from ? this.#whole(log, blocks, search) : search()
  }

  /** The bookmarks of a log, in order. */
  async marks(log: string): Promise<Mark[]> {
    await this.#store()
    return this.#database?.getAll('marks', blockRange(log)) ?? []
  }

  async #store() {
    try {
      if (this.#database) return this.#database.transaction('blocks').store
    } catch {
      // The browser has closed the connection, such as when site data were cleared.
    }
    this.#opening ??= openLogDatabase().finally(() => {
      this.#opening = undefined
    })
    this.#database = await this.#opening
    return this.#database.transaction('blocks').store
  }

  /** Blocks with their texts. @param again reads them anew: what is deleted meanwhile is gone, and not damaged */
  async #whole(
    log: string,
    stored: readonly StoredBlock[],
    again: () => Promise<readonly Block[]>,
  ): Promise<readonly Block[]> {
    const { blocks, unread } = await this.#texts.whole(stored)
    if (unread === undefined) return blocks
    const store = await this.#store()
    return (await store.getKey([log, unread])) === undefined ? again() : blocks
  }

  /** What of these blocks is at hand, while the first is stored: the oldest may have been deleted since they were read. */
  async #held(log: string, from: number, end: number, most = Number.POSITIVE_INFINITY): Promise<readonly Block[]> {
    const blocks = this.#cache.run(log, from, end, most)
    if (blocks.length === 0) return blocks
    const store = await this.#store()
    return (await store.getKey([log, from])) === undefined ? [] : blocks
  }

  async #blockWith(log: string, seq: number, ahead: number): Promise<Block | undefined> {
    const cached = this.#cache.find(log, seq)
    if (cached) return cached
    const blocks = await this.blocksFrom(log, seq, ahead)
    // The block that was asked for goes last, as the one used last.
    for (const block of blocks.toReversed()) this.#cache.add(log, block)
    return this.#cache.find(log, seq)
  }
}
