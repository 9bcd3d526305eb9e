import type { LogEntry } from '../../../src/core/log-entry.ts'
import { countOf, rowOf } from '../../../src/log/block.ts'
import { blockRange, openLogDatabase } from '../../../src/log/database.ts'

/** Every entry of a log, block by block, past the reader of the extension. */
export async function* readLog(logId: string): AsyncGenerator<LogEntry> {
  const database = await openLogDatabase()
  for (const key of await database.getAllKeys('blocks', blockRange(logId))) {
    const block = await database.get('blocks', key)
    for (let index = 0; block && index < countOf(block); index++) yield rowOf(block, index)
  }
  database.close()
}
