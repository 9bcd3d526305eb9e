import { unwrap } from 'idb'
import { type Block, blockWeight, nextAfter, weightOf } from './block.ts'
import type { BlockBuilder } from './block-builder.ts'
import { blockRange } from './database.ts'
import { joinBlocks } from './join-blocks.ts'
import { type BlockStore, emptyTail, type LogPlace, type Tail } from './log-place.ts'

/** More small records than this are merged before they weigh a block: readers would pay for each. */
const mostRecords = 128

type WritableStore = BlockStore<'readwrite'>

/**
 * Puts rows behind what a log has, merging small records that make up a block. What is returned is true once the
 * transaction has completed.
 */
export async function storeRows(
  store: WritableStore,
  log: string,
  place: LogPlace,
  builders: readonly BlockBuilder[],
): Promise<LogPlace> {
  let { next, tail } = place
  for (const builder of builders) {
    const block = builder.build(next)
    next = nextAfter(block)
    tail = await storeBlock(store, log, tail, block)
  }
  return { first: place.first, next, tail }
}

async function storeBlock(store: WritableStore, log: string, tail: Tail, block: Block): Promise<Tail> {
  const weight = weightOf(block)
  if (weight >= blockWeight) {
    // Not joined with the tail: a message of many megabytes would be read and copied for nothing.
    if (tail.records > 1) put(store, log, joinBlocks(await takeTail(store, log, tail)))
    put(store, log, block)
    return emptyTail(nextAfter(block))
  }
  const grown = { first: tail.first, weight: tail.weight + weight, records: tail.records + 1 }
  if (tail.records === 0 || (grown.weight < blockWeight && grown.records <= mostRecords)) {
    put(store, log, block)
    return grown
  }
  put(store, log, joinBlocks([...(await takeTail(store, log, tail)), block]))
  return grown.weight < blockWeight ? { ...grown, records: 1 } : emptyTail(nextAfter(block))
}

/** The small records, which are read back instead of held: hundreds of quiet logs must not fill the memory. */
async function takeTail(store: WritableStore, log: string, tail: Tail): Promise<Block[]> {
  const range = blockRange(log, tail.first)
  const blocks = await store.getAll(range)
  unwrap(store).delete(range)
  return blocks
}

/** Without idb's promise: an abort is told once, by the transaction, and not for each request. */
function put(store: WritableStore, log: string, block: Block): void {
  unwrap(store).put(block, [log, block.first])
}
