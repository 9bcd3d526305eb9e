import { type Block, memoryOf, nextAfter } from './block.ts'

/** Small ones are looked through one by one. */
const mostBlocks = 1024

/**
 * The blocks read last, of any log. Rows never change once they are stored, so a cached block stays true even when it
 * has been merged into another since.
 */
export class BlockCache {
  readonly #most: number
  /** From the one used longest ago to the one used last. */
  readonly #blocks: { readonly log: string; readonly block: Block; readonly memory: number }[] = []
  #memory = 0

  /** @param most the bytes it holds at most; one block larger than that is held alone */
  constructor(most: number) {
    this.#most = most
  }

  /** The block with the entry, if it is here. */
  find(log: string, seq: number): Block | undefined {
    const index = this.#blocks.findLastIndex(
      (held) => held.log === log && held.block.first <= seq && seq < nextAfter(held.block),
    )
    const [found] = index < 0 ? [] : this.#blocks.splice(index, 1)
    if (found) this.#blocks.push(found)
    return found?.block
  }

  /** The block with the entry and those that follow it without a gap, in order, up to the entry `end`, itself excluded, and `most` at most. */
  run(log: string, seq: number, end: number, most: number): readonly Block[] {
    const run: Block[] = []
    for (let next = seq; next < end && run.length < most; ) {
      const block = this.find(log, next)
      if (!block) break
      run.push(block)
      next = nextAfter(block)
    }
    return run
  }

  add(log: string, block: Block): void {
    const memory = memoryOf(block)
    this.#blocks.push({ log, block, memory })
    this.#memory += memory
    while (this.#blocks.length > 1 && (this.#memory > this.#most || this.#blocks.length > mostBlocks)) {
      this.#memory -= this.#blocks.shift()?.memory ?? 0
    }
  }
}
