import type { IDBPObjectStore, StoreNames } from 'idb'
import { blockWeight, countOf, nextAfter, weightOf } from './block.ts'
import { blockRange, type LogSchema } from './database.ts'
import { isInFile } from './stored-block.ts'

/** How far a log has come on disk. */
export interface LogPlace {
  /** The sequence number of the oldest entry that is stored. */
  readonly first: number
  /** The sequence number the next entry gets. */
  readonly next: number
  readonly tail: Tail
}

/** The small records at the end of a log that wait to be merged into a block. */
export interface Tail {
  /** The sequence number of the first row in them; that of the next entry when there are none. */
  readonly first: number
  readonly weight: number
  readonly records: number
}

export type BlockStore<
  Mode extends IDBTransactionMode,
  Stores extends ArrayLike<StoreNames<LogSchema>>,
> = IDBPObjectStore<LogSchema, Stores, 'blocks', Mode>

export function emptyTail(next: number): Tail {
  return { first: next, weight: 0, records: 0 }
}

/**
 * Finds where a log ends, and what an earlier run left to be merged.
 * @param least what the next sequence number is at least, for a log whose data was taken away under the writer
 */
export async function findPlace<Mode extends IDBTransactionMode, Stores extends ArrayLike<StoreNames<LogSchema>>>(
  store: BlockStore<Mode, Stores>,
  log: string,
  least: number,
): Promise<LogPlace> {
  const oldest = await store.getKey(blockRange(log))
  let cursor = await store.openCursor(blockRange(log), 'prev')
  const next = Math.max(least, cursor ? nextAfter(cursor.value) : 1)
  if (!oldest || !cursor || nextAfter(cursor.value) < next) return { first: next, next, tail: emptyTail(next) }
  let tail = emptyTail(next)
  while (cursor) {
    const weight: number = tail.weight + weightOf(cursor.value)
    // The sum is bounded too: a merge must never be more than about a block.
    // Nor is one joined whose text is in a file.
    if (weight >= blockWeight || isInFile(cursor.value) || cursor.value.first + countOf(cursor.value) !== tail.first)
      break
    tail = { first: cursor.value.first, weight, records: tail.records + 1 }
    cursor = await cursor.continue()
  }
  return { first: oldest[1], next, tail }
}
