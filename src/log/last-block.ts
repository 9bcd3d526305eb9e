import type { IDBPObjectStore, StoreNames } from 'idb'
import type { LogSchema } from './database.ts'
import type { StoredBlock } from './stored-block.ts'

/** The last block of a range, by its key: for a cursor with values Firefox reads many blocks before it, too. */
export async function lastBlock<Stores extends ArrayLike<StoreNames<LogSchema>>, Mode extends IDBTransactionMode>(
  store: IDBPObjectStore<LogSchema, Stores, 'blocks', Mode>,
  range: IDBKeyRange,
): Promise<StoredBlock | undefined> {
  const cursor = await store.openKeyCursor(range, 'prev')
  return cursor ? store.get(cursor.primaryKey) : undefined
}
