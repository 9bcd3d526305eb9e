import { type Block, type JsonFault, jsonFault, unitsOf } from './block.ts'

/** UTF-16 units of a text that is parsed in less time than it takes to remember the outcome of. */
const shortText = 16 * 1024

/** Remembers of long messages whether they are JSON: to find out takes longer than all else that is done to show one. */
export class JsonFaults {
  readonly #known = new WeakMap<Block, Map<number, JsonFault>>()

  /** The same as `jsonFault`. */
  readonly of = (block: Block, index: number): JsonFault => {
    if (unitsOf(block, index) < shortText) return jsonFault(block, index)
    const faults = this.#known.get(block) ?? new Map<number, JsonFault>()
    const fault = faults.get(index) ?? jsonFault(block, index)
    this.#known.set(block, faults.set(index, fault))
    return fault
  }
}
