import type { LogEntry } from '../../../src/core/log-entry.ts'
import { countOf, nextAfter, rowOf } from '../../../src/log/block.ts'
import { openLogDatabase } from '../../../src/log/database.ts'
import { LogReader } from '../../../src/log/reader.ts'

/** Every entry of a log, block by block, past the cache of the extension's reader. The writer may join blocks meanwhile. */
export async function* readLog(logId: string): AsyncGenerator<LogEntry> {
  const database = await openLogDatabase()
  const reader = new LogReader(database)
  const blockFrom = async (seq: number) =>
    (await reader.blocksFrom(logId, seq, 0))[0] ?? (await reader.blocksFrom(logId, seq, 1))[0]
  let next = 1
  for (let block = await blockFrom(next); block; block = await blockFrom(next)) {
    for (let index = Math.max(0, next - block.first); index < countOf(block); index++) yield rowOf(block, index)
    next = nextAfter(block)
  }
  database.close()
}
