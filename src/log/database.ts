import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Mark } from './mark.ts'
import type { StoredBlock } from './stored-block.ts'

/** The log id and the sequence number of the block's first row. */
export type BlockKey = [log: string, first: number]

export interface LogSchema extends DBSchema {
  blocks: { key: BlockKey; value: StoredBlock }
  /** The name of the file with the texts of a block. */
  files: { key: BlockKey; value: string }
  /** By log and sequence number. */
  marks: { key: [log: string, seq: number]; value: Mark }
}

export type LogDatabase = IDBPDatabase<LogSchema>

const logDatabaseName = 'switchboard-log'

/**
 * Opens the database of all logs, creating it at first use.
 * @throws DOMException when the browser cannot open it, such as for a newer version or a full disk
 */
export function openLogDatabase(): Promise<LogDatabase> {
  return openDB<LogSchema>(logDatabaseName, 3, {
    upgrade(database, before) {
      // Keys are outside the values: for keys inside, the browser clones each value once more.
      if (before < 1) database.createObjectStore('blocks')
      if (before < 2) database.createObjectStore('marks')
      if (before < 3) database.createObjectStore('files')
    },
    blocking(_current, _blocked, event) {
      // A newer version or a deletion waits for this connection; what still runs on it may finish.
      ;(event.target as IDBDatabase).close()
    },
  })
}

/**
 * The keys of a log's blocks from one that begins at `from` to one that begins at `to`, both included; or those of its
 * bookmarks.
 */
export function blockRange(log: string, from = 0, to = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([log, from], [log, to])
}
