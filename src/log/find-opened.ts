import type { Block } from './block.ts'
import type { LogReader } from './reader.ts'
import { typeOf } from './row-kind.ts'

/** The entry that tells that a connection was opened. */
export interface Opened {
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** The last connection that was opened at or before an entry, looked for back to the entry `notBefore` or until it is given up. */
export async function findOpened(
  reader: LogReader,
  log: string,
  seq: number,
  notBefore: number,
  signal: AbortSignal,
): Promise<Opened | undefined> {
  for (let upTo = seq; upTo >= notBefore && !signal.aborted; ) {
    const [block] = await reader.blocksFrom(log, upTo, 0)
    if (!block) return undefined
    const found = lastOpened(block, upTo)
    if (found) return found.seq >= notBefore ? found : undefined
    upTo = block.first - 1
  }
  return undefined
}

function lastOpened(block: Block, upTo: number): Opened | undefined {
  for (let index = Math.min(upTo - block.first, block.kinds.length - 1); index >= 0; index--) {
    if (typeOf(block.kinds[index] ?? 0) === 'opened') return { seq: block.first + index, at: block.times[index] ?? 0 }
  }
  return undefined
}
