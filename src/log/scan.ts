import { type Block, countOf, nextAfter } from './block.ts'
import type { LogReader } from './reader.ts'

/** Blocks of a step: 4 MiB in full blocks. The first steps have fewer, so that what is found at once is seen at once. */
const most = 16
const least = 4

/** Entries of which it is looked up first where their blocks begin; then twice as many each time. */
const leastLookedUp = 8192

/**
 * Reads the blocks of a log from entry `from` to entry `upTo`, in steps. Each step finds its place anew, so none is
 * confused by what is merged or deleted between two. While a step's blocks are looked through, the next are being read,
 * if `readsAhead` lets them; other events of the thread are handled between steps.
 * @throws DOMException when the database cannot be read
 */
export async function* scanBlocks(
  reader: LogReader,
  log: string,
  from: number,
  upTo: number,
  signal: AbortSignal,
  readsAhead = () => true,
) {
  let next = from
  let count = least
  let reading: Promise<readonly Block[]> | undefined
  while (next <= upTo && !signal.aborted) {
    const blocks: readonly Block[] = await (reading ?? reader.blocksAt(log, next, count))
    const last = blocks.at(-1)
    if (!last || signal.aborted) return
    next = nextAfter(last)
    count = Math.min(2 * count, most)
    reading = next <= upTo && readsAhead() ? reader.blocksAt(log, next, count) : undefined
    // Whoever leaves the loop does not await it.
    reading?.catch(() => {})
    yield blocks
  }
}

/** Rows of a block, 0-based: from `begin` on, up to the one before `end`. */
export interface BlockPart {
  readonly block: Block
  readonly begin: number
  readonly end: number
}

/** The same block by block, each row once: what was a record in one step may be a part of a block in the next. */
export async function* scanRows(
  reader: LogReader,
  log: string,
  from: number,
  upTo: number,
  signal: AbortSignal,
): AsyncGenerator<BlockPart> {
  let next = from
  for await (const blocks of scanBlocks(reader, log, from, upTo, signal)) {
    for (const block of blocks) {
      const begin = Math.max(0, next - block.first)
      const end = Math.min(countOf(block), upTo - block.first + 1)
      if (begin < end) yield { block, begin, end }
      next = nextAfter(block)
    }
  }
}

/**
 * `scanBlocks` backwards, from the entry before `end` to the entry `first`: each step has the entries from `from` on, up to
 * where the step before it began. Its blocks may have others, too.
 */
export async function* scanBlocksBack(
  reader: LogReader,
  log: string,
  first: number,
  end: number,
  signal: AbortSignal,
  readsAhead = () => true,
) {
  const begins: number[] = []
  let known = end
  let lookedUp = leastLookedUp
  let before = end
  let count = least
  const begin = async () => {
    while (begins.length < count && known > first) {
      const from = Math.max(first, known - lookedUp)
      begins.unshift(...(await reader.beginnings(log, from, known)))
      known = Math.min(from, begins[0] ?? from)
      lookedUp *= 2
    }
    const [from] = begins.splice(-count)
    if (from === undefined) return undefined
    const reading = reader.blocksBetween(log, from, before)
    before = from
    count = Math.min(2 * count, most)
    // Whoever leaves the loop does not await it.
    reading.catch(() => {})
    return { from: Math.max(first, from), reading }
  }
  for (let step = await begin(); step && !signal.aborted; ) {
    const { from, reading } = step
    const blocks: readonly Block[] = await reading
    if (signal.aborted) return
    const ahead = readsAhead() ? begin() : undefined
    ahead?.catch(() => {})
    yield { from, blocks }
    step = await (ahead ?? begin())
  }
}
