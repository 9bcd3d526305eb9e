/** Numbers that are kept of each value, one after the other. */
export const width = 8

// Which of them is what. Offsets in the text:
export const startCell = 0
export const endCell = 1
export const nameCell = 2
// Numbers of values:
export const nextCell = 3
export const parentCell = 4
// Counts:
export const depthCell = 5
export const placeCell = 6
export const countCell = 7

/**
 * A JSON text and where each of its values begins and ends, so that any part can be told without parsing the rest. Values
 * are numbered as they stand in the text, so that children follow their parent.
 */
export class JsonIndex {
  readonly text: string
  /** How many values there are. */
  readonly length: number
  readonly #cells: Int32Array

  /** @param cells `width` numbers of each value */
  constructor(text: string, length: number, cells: Int32Array) {
    this.text = text
    this.length = length
    this.#cells = cells
  }

  startOf(value: number): number {
    return this.#cell(value, startCell)
  }

  endOf(value: number): number {
    return this.#cell(value, endCell)
  }

  /** Where the name of a member begins, at its quotation mark; -1 for what is no member. */
  nameOf(value: number): number {
    return this.#cell(value, nameCell)
  }

  /** The first value behind a value and all that is in it. */
  nextOf(value: number): number {
    return this.#cell(value, nextCell)
  }

  /** The object or array a value is in; -1 for the outermost. */
  parentOf(value: number): number {
    return this.#cell(value, parentCell)
  }

  /** How many objects and arrays a value is in. */
  depthOf(value: number): number {
    return this.#cell(value, depthCell)
  }

  /** A value's place among those beside it, the first being 0. */
  placeOf(value: number): number {
    return this.#cell(value, placeCell)
  }

  /** How many values are directly in a value. */
  countOf(value: number): number {
    return this.#cell(value, countCell)
  }

  /** @throws RangeError when there is no such value */
  #cell(value: number, cell: number): number {
    const found = this.#cells[value * width + cell]
    if (found === undefined) throw new RangeError(`There is no value ${value}.`)
    return found
  }
}
