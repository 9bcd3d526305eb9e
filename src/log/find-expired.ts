import { blockRange, type LogDatabase } from './database.ts'

/**
 * Finds what has become too old.
 * @param momentOf epoch milliseconds up to which the entries of a log have to go
 * @returns for each log with such entries the sequence number behind them
 */
export async function findExpired(
  database: LogDatabase,
  momentOf: (logId: string) => number,
): Promise<Map<string, number>> {
  const logs = new Set((await database.getAllKeys('blocks')).map(([logId]) => logId))
  const expired = new Map<string, number>()
  for (const logId of logs) {
    const before = await firstAfter(database, logId, momentOf(logId))
    if (before !== undefined) expired.set(logId, before)
  }
  return expired
}

/** Reads from the oldest block on, and only until something may stay. */
async function firstAfter(database: LogDatabase, logId: string, moment: number): Promise<number | undefined> {
  if (moment === Number.NEGATIVE_INFINITY) return undefined
  let before: number | undefined
  let cursor = await database.transaction('blocks').store.openCursor(blockRange(logId))
  while (cursor) {
    const { first, times } = cursor.value
    const kept = times.findIndex((at) => at > moment)
    const count = kept < 0 ? times.length : kept
    if (count > 0) before = first + count
    if (kept >= 0) break
    cursor = await cursor.continue()
  }
  return before
}
