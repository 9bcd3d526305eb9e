import type { LogEntry } from '../../../src/core/log-entry.ts'
import { countOf, rowOf } from '../../../src/log/block.ts'
import { blockRange, openLogDatabase } from '../../../src/log/database.ts'

/**
 * Every entry of a log, block by block, past the reader of the extension. In one transaction, as the writer joins blocks;
 * so whoever reads waits for nothing else in between.
 */
export async function* readLog(logId: string): AsyncGenerator<LogEntry> {
  const database = await openLogDatabase()
  const { store } = database.transaction('blocks')
  for (const key of await store.getAllKeys(blockRange(logId))) {
    const block = await store.get(key)
    for (let index = 0; block && index < countOf(block); index++) yield rowOf(block, index)
  }
  database.close()
}
