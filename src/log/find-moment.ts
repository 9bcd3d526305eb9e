import type { LogExtent } from './growth.ts'
import type { LogReader } from './reader.ts'

/**
 * The first entry at or after a moment, found by halving. Where a clock was set back in between, it is one of those that
 * may be meant.
 * @param at epoch milliseconds
 * @returns a sequence number; the one behind the last entry when all are earlier
 */
export async function findMoment(reader: LogReader, log: string, extent: LogExtent, at: number): Promise<number> {
  let low = extent.first
  let high = extent.first + extent.rows
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const block = await reader.block(log, middle)
    if (!block) break
    const time = block.times[middle - block.first] ?? 0
    if (time < at) low = middle + 1
    else high = middle
  }
  return low
}
