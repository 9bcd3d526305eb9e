/** Where each value of a JSON text begins and ends, so that any part can be told without parsing the rest. */
export interface JsonIndex {
  readonly text: string
  /** How many values there are. They are numbered as they stand in the text, so that children follow their parent. */
  readonly length: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Where the name of a member begins, at its quotation mark; -1 for what is no member. */
  readonly names: Int32Array
  /** The first value behind a value and all that is in it. */
  readonly nexts: Int32Array
  /** The object or array a value is in; -1 for the outermost. */
  readonly parents: Int32Array
  /** How many objects and arrays a value is in. */
  readonly depths: Int32Array
  /** A value's place among those beside it, the first being 0. */
  readonly places: Int32Array
  /** How many values are directly in a value. */
  readonly counts: Int32Array
}

const columns = ['starts', 'ends', 'names', 'nexts', 'parents', 'depths', 'places', 'counts'] as const

type Columns = Record<(typeof columns)[number], Int32Array>

const quote = 0x22
const backslash = 0x5c

/**
 * Finds all values of a valid JSON text. The text stays as it is: digits of numbers, the order of members and names
 * that occur twice are all as they were received.
 */
export function indexJson(text: string): JsonIndex {
  const table = new ValueTable(text.length)
  let parent = -1
  let name = -1
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at)
    if (isBetween(unit)) {
      at += 1
    } else if (isOpening(unit)) {
      parent = table.add(at, name, parent)
      name = -1
      at += 1
    } else if (isClosing(unit)) {
      at += 1
      parent = table.close(parent, at)
    } else {
      const end = unit === quote ? endOfString(text, at) : endOfWord(text, at)
      if (name < 0 && parent >= 0 && text.charCodeAt(table.startOf(parent)) === 0x7b) name = at
      else {
        table.close(table.add(at, name, parent), end)
        name = -1
      }
      at = end
    }
  }
  return { text, ...table.finish() }
}

/** The offset behind a string that begins at a quotation mark. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before -= 1
    if ((end - before) % 2 === 1) return end + 1
  }
  return text.length
}

function endOfWord(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && !isBetween(text.charCodeAt(end)) && !isClosing(text.charCodeAt(end))) end += 1
  return end
}

/** White space, commas and colons. */
function isBetween(unit: number): boolean {
  return unit <= 0x20 || unit === 0x2c || unit === 0x3a
}

function isOpening(unit: number): boolean {
  return unit === 0x7b || unit === 0x5b
}

function isClosing(unit: number): boolean {
  return unit === 0x7d || unit === 0x5d
}

/** Grows as values are found. */
class ValueTable {
  #columns: Columns
  #capacity: number
  #length = 0

  constructor(textLength: number) {
    this.#capacity = Math.max(16, textLength >> 4)
    this.#columns = this.#copied(undefined)
  }

  add(start: number, name: number, parent: number): number {
    if (this.#length === this.#capacity) this.#grow()
    const value = this.#length++
    const { starts, names, parents, depths, places, counts } = this.#columns
    starts[value] = start
    names[value] = name
    parents[value] = parent
    if (parent < 0) return value
    depths[value] = (depths[parent] ?? 0) + 1
    places[value] = counts[parent] ?? 0
    counts[parent] = (counts[parent] ?? 0) + 1
    return value
  }

  /** @returns what the value is in */
  close(value: number, end: number): number {
    this.#columns.ends[value] = end
    this.#columns.nexts[value] = this.#length
    return this.#columns.parents[value] ?? -1
  }

  startOf(value: number): number {
    return this.#columns.starts[value] ?? 0
  }

  finish(): Columns & { readonly length: number } {
    return { ...this.#columns, length: this.#length }
  }

  #grow(): void {
    this.#capacity *= 2
    this.#columns = this.#copied(this.#columns)
  }

  #copied(from: Columns | undefined): Columns {
    const column = (name: keyof Columns) => {
      const made = new Int32Array(this.#capacity)
      if (from) made.set(from[name])
      return made
    }
    return Object.fromEntries(columns.map((name) => [name, column(name)])) as Columns
  }
}
