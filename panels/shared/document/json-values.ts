const columns = ['starts', 'ends', 'names', 'nexts', 'parents', 'depths', 'places', 'counts'] as const

/** The values of a JSON text, numbered as they stand in it, so that children follow their parent. */
export interface Values extends Readonly<Record<(typeof columns)[number], Int32Array>> {
  readonly length: number
  // Offsets in the text:
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Where the name of a member begins, at its quotation mark; -1 for what is no member. */
  readonly names: Int32Array
  // Numbers of values:
  /** The first value behind a value and all that is in it. */
  readonly nexts: Int32Array
  /** The object or array a value is in; -1 for the outermost. */
  readonly parents: Int32Array
  // Counts:
  /** How many objects and arrays a value is in. */
  readonly depths: Int32Array
  /** A value's place among those beside it, the first being 0. */
  readonly places: Int32Array
  /** How many values are directly in a value. */
  readonly counts: Int32Array
}

/** Grows as values are found. */
export class ValueTable {
  #capacity: number
  #values: Omit<Values, 'length'>
  #length = 0

  constructor(textLength: number) {
    this.#capacity = Math.max(16, textLength >> 3)
    this.#values = this.#copied(undefined)
  }

  add(start: number, name: number, parent: number): number {
    if (this.#length === this.#capacity) this.#grow()
    const value = this.#length++
    const { starts, names, parents, counts, places, depths } = this.#values
    starts[value] = start
    names[value] = name
    parents[value] = parent
    if (parent < 0) return value
    const place = counts[parent] ?? 0
    counts[parent] = place + 1
    places[value] = place
    depths[value] = (depths[parent] ?? 0) + 1
    return value
  }

  /** @returns what the value is in */
  close(value: number, end: number): number {
    this.#values.ends[value] = end
    this.#values.nexts[value] = this.#length
    return this.#values.parents[value] ?? -1
  }

  startOf(value: number): number {
    return this.#values.starts[value] ?? 0
  }

  finish(): Values {
    return { ...this.#values, length: this.#length }
  }

  #grow(): void {
    this.#capacity *= 2
    this.#values = this.#copied(this.#values)
  }

  #copied(from: Omit<Values, 'length'> | undefined): Omit<Values, 'length'> {
    const column = (name: (typeof columns)[number]) => {
      const made = new Int32Array(this.#capacity)
      if (from) made.set(from[name])
      return made
    }
    return Object.fromEntries(columns.map((name) => [name, column(name)])) as Omit<Values, 'length'>
  }
}
