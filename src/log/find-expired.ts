import { blockRange, type LogDatabase } from './database.ts'

/** What of a log has to go. */
export interface Expiry {
  /** Epoch milliseconds up to which entries have to go. */
  readonly upTo: number
  /** Whether entries of a clock that was ahead go in any case; else only with one behind them. */
  readonly ahead: boolean
}

/**
 * Finds what has become too old.
 * @param now epoch milliseconds
 * @returns for each log with such entries the sequence number behind them
 */
export async function findExpired(
  database: LogDatabase,
  expiryOf: (logId: string) => Expiry,
  now: () => number,
): Promise<Map<string, number>> {
  const logs = new Set((await database.getAllKeys('blocks')).map(([logId]) => logId))
  const expired = new Map<string, number>()
  for (const logId of logs) {
    const before = await firstAfter(database, logId, expiryOf(logId), now)
    if (before !== undefined) expired.set(logId, before)
  }
  return expired
}

/** Reads from the oldest block on, and only until something may stay. */
async function firstAfter(
  database: LogDatabase,
  logId: string,
  { upTo, ahead }: Expiry,
  now: () => number,
): Promise<number | undefined> {
  if (upTo === Number.NEGATIVE_INFINITY) return undefined
  let before: number | undefined
  let cursor = await database.transaction('blocks').store.openCursor(blockRange(logId))
  while (cursor) {
    const { first, times } = cursor.value
    // Read after the entries, so that none of this moment is taken for one of a clock that was ahead.
    const read = now()
    for (const [index, at] of times.entries()) {
      if (at <= upTo || (ahead && at > read)) before = first + index + 1
      else if (at <= read) return before
    }
    cursor = await cursor.continue()
  }
  return before
}
