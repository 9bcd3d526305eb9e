import { type Block, bytesOf, textOf } from './block.ts'
import type { LogReader } from './reader.ts'
import { isBinary, isMessage } from './row-kind.ts'
import { scanRows } from './scan.ts'

/** What lies between two entries. */
export interface Span {
  /** Entries between the two, themselves not counted. */
  readonly between: number
  /** Bytes of the messages from the one to the other, both included; text as UTF-8. */
  readonly bytes: number
}

/**
 * Adds up what lies between two entries of a log.
 * @param keeps whether an entry is counted
 * @param signal gives it up: what is told then is not all
 */
export async function measureSpan(
  reader: LogReader,
  log: string,
  [from, upTo]: readonly [from: number, upTo: number],
  keeps: (seq: number) => boolean,
  signal: AbortSignal,
): Promise<Span> {
  const encoder = new TextEncoder()
  let between = 0
  let bytes = 0
  for await (const { block, begin, end } of scanRows(reader, log, from, upTo, signal)) {
    for (let index = begin; index < end; index++) {
      const seq = block.first + index
      if (!keeps(seq)) continue
      if (seq !== from && seq !== upTo) between += 1
      bytes += sizeOf(block, index, encoder)
    }
  }
  return { between, bytes }
}

function sizeOf(block: Block, index: number, encoder: TextEncoder): number {
  const kind = block.kinds[index] ?? 0
  if (!isMessage(kind)) return 0
  return isBinary(kind) ? bytesOf(block, index).length : encoder.encode(textOf(block, index)).length
}
