import { type Block, nextAfter } from './block.ts'
import type { LogReader } from './reader.ts'

/** Blocks read with the first of a step: 4 MiB in full blocks, about 20 ms of searching. */
const ahead = 15

/**
 * Reads the blocks of a log from entry `from` to entry `upTo`, in steps. Each step finds its place anew, so none is
 * confused by what is merged or deleted between two. While a step's blocks are looked through, the next are being read;
 * other events of the thread are handled between steps.
 * @throws DOMException when the database cannot be read
 */
export async function* scanBlocks(reader: LogReader, log: string, from: number, upTo: number, signal: AbortSignal) {
  let reading: Promise<readonly Block[]> | undefined = from > upTo ? undefined : reader.blocksFrom(log, from, ahead)
  while (reading) {
    const blocks: readonly Block[] = await reading
    const last = blocks.at(-1)
    if (!last || signal.aborted) return
    reading = nextAfter(last) > upTo ? undefined : reader.blocksFrom(log, nextAfter(last), ahead)
    // Whoever leaves the loop does not await it.
    reading?.catch(() => {})
    yield blocks
    if (signal.aborted) return
  }
}
