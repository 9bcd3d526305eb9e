import { memoryOf } from './block.ts'
import type { LogExtent } from './growth.ts'
import type { LogReader } from './reader.ts'
import { scanBlocks, scanBlocksBack } from './scan.ts'

/**
 * Bytes nearest to where somebody looks for something that stay at hand: with each key of a text that is looked for another
 * query begins there, and the last keys are those that leave little near.
 */
export const nearBytes = 20 * 1024 * 1024

/**
 * Has what is near to an entry at hand before it is looked through: behind it, as far as that suffices, and then before it.
 * Ends when the signal aborts.
 * @param origin a sequence number; the one behind the last entry for the end
 * @throws DOMException when the database cannot be read
 */
export async function readNear(
  reader: LogReader,
  log: string,
  { first, rows }: LogExtent,
  origin: number,
  signal: AbortSignal,
  near = nearBytes,
): Promise<void> {
  let left = near
  const isWanted = () => left > 0 && !signal.aborted
  const steps = async function* () {
    yield* scanBlocks(reader, log, origin, first + rows - 1, signal, isWanted)
    const back = scanBlocksBack(reader, log, first, origin, signal, isWanted)
    for await (const { blocks } of back) yield blocks.toReversed()
  }
  for await (const blocks of steps()) {
    for (const block of blocks) {
      if (!isWanted()) return
      reader.keep(log, block)
      left -= memoryOf(block)
    }
  }
}
