import { unwrap } from 'idb'
import { type Block, blockWeight, nextAfter, weightOf } from './block.ts'
import type { BlockBuilder } from './block-builder.ts'
import { blockRange } from './database.ts'
import { joinBlocks } from './join-blocks.ts'
import { type BlockStore, emptyTail, type LogPlace, type Tail } from './log-place.ts'
import { Steps } from './steps.ts'

/** More small records than this are merged before they weigh a block: readers would pay for each. */
const mostRecords = 128

type WritableStore = BlockStore<'readwrite'>

/** What is put into each full block, see `LogWriterOptions`; nothing while there is room. */
export type Padding = Uint8Array | undefined

/**
 * Puts rows behind what a log has, merging small records that make up a block. What is returned is true once the
 * transaction has completed.
 */
export async function storeRows(
  store: WritableStore,
  log: string,
  place: LogPlace,
  builders: readonly BlockBuilder[],
  padding: Padding,
): Promise<LogPlace> {
  const end = new LogEnd(store, log, place.tail, padding)
  let next = place.next
  for (const builder of builders) {
    const block = builder.build(next)
    next = nextAfter(block)
    await end.add(block)
  }
  return { first: place.first, next, tail: end.tail }
}

/** The end of a log in a transaction. */
class LogEnd {
  readonly #store: WritableStore
  readonly #log: string
  readonly #padding: Padding
  readonly #steps = new Steps()
  #tail: Tail

  constructor(store: WritableStore, log: string, tail: Tail, padding: Padding) {
    this.#store = store
    this.#log = log
    this.#tail = tail
    this.#padding = padding
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
      if (records > 1) await this.#put(joinBlocks(await this.#takeTail()))
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

  /** The small records, which are read back instead of held: hundreds of quiet logs must not fill the memory. */
  async #takeTail(): Promise<Block[]> {
    const range = blockRange(this.#log, this.#tail.first)
    const blocks = await this.#store.getAll(range)
    await this.#steps.next(() => unwrap(this.#store).delete(range))
    return blocks
  }

  #put(block: Block): Promise<void> {
    const padding = weightOf(block) >= blockWeight ? this.#padding : undefined
    const stored = padding ? { ...block, padding } : block
    return this.#steps.next(() => unwrap(this.#store).put(stored, [this.#log, block.first]))
  }
}
