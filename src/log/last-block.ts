import type { Block } from './block.ts'
import type { BlockStore } from './log-place.ts'

/** The last block of a range, by its key: for a cursor with values Firefox reads many blocks before it, too. */
export async function lastBlock<Mode extends IDBTransactionMode>(
  store: BlockStore<Mode>,
  range: IDBKeyRange,
): Promise<Block | undefined> {
  const cursor = await store.openKeyCursor(range, 'prev')
  return cursor ? store.get(cursor.primaryKey) : undefined
}
