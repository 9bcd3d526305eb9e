import type { CompiledFilter } from './filter.ts'
import { matchRows } from './match-rows.ts'
import type { LogReader } from './reader.ts'
import { scanBackwards, scanBlocks } from './scan.ts'

/** Where to look: from an entry on, itself included, to another; backwards when that comes before. */
export interface FindRange {
  readonly log: string
  readonly from: number
  readonly to: number
}

/**
 * The first entry in a range that a filter keeps and that `isShown`, or undefined. Other events of the thread are
 * handled between steps; when the signal aborts, it ends.
 * @throws DOMException when the database cannot be read
 */
export async function findEntry(
  reader: LogReader,
  { log, from, to }: FindRange,
  filter: CompiledFilter,
  isShown: (seq: number) => boolean,
  signal: AbortSignal,
): Promise<number | undefined> {
  const isForward = from <= to
  const steps = isForward ? scanBlocks(reader, log, from, to, signal) : scanBackwards(reader, log, from, to, signal)
  const least = Math.min(from, to)
  const most = Math.max(from, to)
  for await (const blocks of steps) {
    for (const block of isForward ? blocks : blocks.toReversed()) {
      const hits: number[] = []
      matchRows(block, least, filter, (seq) => {
        if (seq <= most && isShown(seq)) hits.push(seq)
      })
      const hit = isForward ? hits[0] : hits.at(-1)
      if (hit !== undefined) return hit
    }
  }
  return undefined
}
