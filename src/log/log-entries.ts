import type { LogEntry } from '../core/log-entry.ts'
import { type Block, rowOf } from './block.ts'
import type { CompiledFilter } from './filter.ts'
import { matchRows } from './match-rows.ts'
import type { LogReader } from './reader.ts'
import { type BlockPart, scanRows } from './scan.ts'

/** A part of a log. */
export interface LogPart {
  readonly logId: string
  /** The sequence numbers of the first entry and of the last. */
  readonly from: number
  readonly upTo: number
}

/** Keeps all there is. */
export const everything: CompiledFilter = { condition: { type: 'any' }, direction: 'all', kind: 'all', size: {} }

/**
 * Every entry of a part of a log that a filter keeps, in order, with a few blocks in memory at a time.
 * @param look called with each block, and what the filter keeps of it, before its entries
 * @param besides what else is told of, whatever the filter keeps
 * @throws DOMException when the database cannot be read
 */
export async function* logEntries(
  reader: LogReader,
  { logId, from, upTo }: LogPart,
  filter = everything,
  look: (block: Block, kept: readonly number[]) => void = () => {},
  besides: readonly CompiledFilter[] = [],
): AsyncGenerator<LogEntry> {
  const never = new AbortController().signal
  for await (const part of scanRows(reader, logId, from, upTo, never)) {
    const { block } = part
    const kept = seqsIn(part, filter)
    look(block, kept)
    const others = besides.flatMap((one) => seqsIn(part, one))
    const told = others.length === 0 ? kept : [...new Set([...kept, ...others])].sort((one, other) => one - other)
    for (const seq of told) yield rowOf(block, seq - block.first)
  }
}

function seqsIn({ block, begin, end }: BlockPart, filter: CompiledFilter): number[] {
  const kept: number[] = []
  matchRows(block, block.first + begin, [filter], (seq) => kept.push(seq), block.first + end)
  return kept
}
