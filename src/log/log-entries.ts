import type { LogEntry } from '../core/log-entry.ts'
import { type Block, rowOf } from './block.ts'
import type { CompiledFilter } from './filter.ts'
import { matchRows } from './match-rows.ts'
import type { LogReader } from './reader.ts'
import { scanBlocks } from './scan.ts'

/** A part of a log. */
export interface LogPart {
  readonly logId: string
  /** The sequence numbers of the first entry and of the last. */
  readonly from: number
  readonly upTo: number
}

const everything: CompiledFilter = { condition: { type: 'any' }, direction: 'all', kind: 'all', size: {} }

/**
 * Every entry of a part of a log that a filter keeps, in order, with a few blocks in memory at a time.
 * @param look called with each block before its entries
 * @throws DOMException when the database cannot be read
 */
export async function* logEntries(
  reader: LogReader,
  { logId, from, upTo }: LogPart,
  filter = everything,
  look: (block: Block) => void = () => {},
): AsyncGenerator<LogEntry> {
  const never = new AbortController().signal
  for await (const blocks of scanBlocks(reader, logId, from, upTo, never)) {
    for (const block of blocks) {
      // A step may have read on.
      if (block.first > upTo) return
      const kept: number[] = []
      look(block)
      matchRows(block, from, [filter], (seq) => kept.push(seq))
      for (const seq of kept) if (seq <= upTo) yield rowOf(block, seq - block.first)
    }
  }
}
