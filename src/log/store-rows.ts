import { type IDBPTransaction, unwrap } from 'idb'
import { type Block, blockWeight, nextAfter, weightOf } from './block.ts'
import type { BlockBuilder } from './block-builder.ts'
import { blockRange, type LogSchema } from './database.ts'
import { joinBlocks } from './join-blocks.ts'
import { type BlockStore, emptyTail, type LogPlace, type Tail } from './log-place.ts'
import type { Steps } from './steps.ts'
import type { BlockInFile, TextPlace } from './stored-block.ts'

/** More small records than this are merged before they weigh a block: readers would pay for each. */
const mostRecords = 128

/** What is put into each full block, see `LogWriterOptions`; nothing while there is room. */
export type Padding = Uint8Array | undefined

export type BlockTransaction = IDBPTransaction<LogSchema, ['blocks', 'files'], 'readwrite'>

/** What is put behind what a log has. */
export interface NewRows {
  readonly builders: readonly BlockBuilder[]
  /** Where the text of each is, if in a file. */
  readonly texts: readonly (TextPlace | undefined)[] | undefined
  readonly padding: Padding
  /** Of the transaction: nothing of one log is begun while the end of another's may still be refused. */
  readonly steps: Steps
}

/**
 * Puts rows behind what a log has, merging small records that make up a block. What is returned is true once the
 * transaction has completed.
 */
export async function storeRows(
  transaction: BlockTransaction,
  log: string,
  place: LogPlace,
  { builders, texts, padding, steps }: NewRows,
): Promise<LogPlace> {
  const end = new LogEnd(transaction, log, place.tail, padding, steps)
  let next = place.next
  for (const [index, builder] of builders.entries()) {
    const block = builder.build(next)
    next = nextAfter(block)
    const text = texts?.[index]
    if (text) await end.addInFile({ ...block, text })
    else await end.add(block)
  }
  return { first: place.first, next, tail: end.tail }
}

/** The end of a log in a transaction. */
class LogEnd {
  readonly #store: BlockStore<'readwrite', ['blocks', 'files']>
  readonly #files: IDBObjectStore
  readonly #log: string
  readonly #padding: Padding
  readonly #steps: Steps
  #tail: Tail

  constructor(transaction: BlockTransaction, log: string, tail: Tail, padding: Padding, steps: Steps) {
    this.#store = transaction.objectStore('blocks')
    this.#files = unwrap(transaction.objectStore('files'))
    this.#log = log
    this.#tail = tail
    this.#padding = padding
    this.#steps = steps
  }

  get tail(): Tail {
    return this.#tail
  }

  async add(block: Block): Promise<void> {
    const weight = weightOf(block)
    const { first, records } = this.#tail
    const grown = { first, weight: this.#tail.weight + weight, records: records + 1 }
    if (weight >= blockWeight) {
      // Not joined with the tail: a message of many megabytes would be read and copied for nothing.
      await this.#joinTail()
      await this.#put(block)
      this.#tail = emptyTail(nextAfter(block))
    } else if (records === 0 || (grown.weight < blockWeight && grown.records <= mostRecords)) {
      await this.#put(block)
      this.#tail = grown
    } else {
      await this.#put(joinBlocks([...(await this.#takeTail()), block]))
      this.#tail = grown.weight < blockWeight ? { ...grown, records: 1 } : emptyTail(nextAfter(block))
    }
  }

  /**
   * The same for a full block whose text is in a file. What is left to store is little, and not waited for; what the browser
   * keeps of it although it refuses the transaction is to be deleted, see `TextFiles.isUnsure`.
   */
  async addInFile(block: BlockInFile): Promise<void> {
    await this.#joinTail()
    const key = [this.#log, block.first]
    unwrap(this.#store).put(block, key)
    this.#steps.begin(this.#files.put(block.text.file, key))
    this.#tail = emptyTail(nextAfter(block))
  }

  async #joinTail(): Promise<void> {
    if (this.#tail.records > 1) await this.#put(joinBlocks(await this.#takeTail()))
  }

  /** The small records, which are read back instead of held: hundreds of quiet logs must not fill the memory. */
  async #takeTail(): Promise<Block[]> {
    const range = blockRange(this.#log, this.#tail.first)
    const blocks = await this.#store.getAll(range)
    await this.#steps.next(() => unwrap(this.#store).delete(range))
    // None of them has its text in a file, see `findPlace`.
    return blocks as Block[]
  }

  #put(block: Block): Promise<void> {
    const padding = weightOf(block) >= blockWeight ? this.#padding : undefined
    const stored = padding ? { ...block, padding } : block
    return this.#steps.next(() => unwrap(this.#store).put(stored, [this.#log, block.first]))
  }
}
