import type { JsonIndex } from './json-index.ts'
import { endOfString } from './json-scan.ts'

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal'

/** A value of the tree as it is drawn. */
export interface TreeRow {
  /** Stays the same whatever is open. */
  readonly value: number
  /** The outermost is 1. */
  readonly level: number
  /** Among the values beside it, the first being 1. */
  readonly place: number
  readonly beside: number
  /** The name of a member as it is written, or the place in an array; undefined for the outermost. */
  readonly name: string | undefined
  readonly kind: JsonKind
  /** The value as it is written, its beginning when it is long. */
  readonly text: string
  readonly isCut: boolean
  /** How many values are directly in it. */
  readonly count: number
  readonly isOpen: boolean
}

/** Characters of a value that are drawn. */
const mostText = 400
/** So many rows are opened without being asked. */
const openedAtFirst = 60

/** A JSON text as a tree of which some values are open. Rows are the values that are seen, numbered from the top. */
export class JsonTree {
  readonly #index: JsonIndex
  readonly #isOpen: Uint8Array
  #shown: Int32Array<ArrayBufferLike> = new Int32Array(0)

  constructor(index: JsonIndex) {
    this.#index = index
    this.#isOpen = new Uint8Array(index.length)
    this.#openFirst()
  }

  get count(): number {
    return this.#shown.length
  }

  rows(first: number, count: number): TreeRow[] {
    return Array.from(this.#shown.subarray(first, first + count), (value) => this.#row(value))
  }

  setOpen(row: number, isOpen: boolean): number {
    this.#isOpen[this.#at(row)] = isOpen ? 1 : 0
    return this.#show()
  }

  /** Opens or closes all values; the outermost stays open. */
  setAllOpen(isOpen: boolean): number {
    this.#isOpen.fill(isOpen ? 1 : 0)
    this.#isOpen[0] = 1
    return this.#show()
  }

  /** Opens or closes a value and all that is beside it. */
  setBesideOpen(row: number, isOpen: boolean): number {
    const parent = this.#index.parentOf(this.#at(row))
    const end = parent < 0 ? 1 : this.#index.nextOf(parent)
    for (let value = parent + 1; value < end; value = this.#index.nextOf(value)) this.#isOpen[value] = isOpen ? 1 : 0
    return this.#show()
  }

  /** The row of a value or, where that is not seen, of what it is in. */
  rowOf(value: number): number {
    let low = 0
    let high = this.#shown.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#shown[middle] ?? 0) <= value) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The row of what a row is in; its own for the outermost. */
  parentOf(row: number): number {
    const parent = this.#index.parentOf(this.#at(row))
    return parent < 0 ? row : this.rowOf(parent)
  }

  /** The next row, from the one behind `row` on and then from the top, whose name begins with a text. */
  rowNamed(start: string, row: number): number | undefined {
    const wanted = start.toLowerCase()
    for (let step = 1; step <= this.#shown.length; step += 1) {
      const candidate = (row + step) % this.#shown.length
      const name = this.#nameOf(this.#at(candidate))?.replace(/^"/, '')
      if (name?.toLowerCase().startsWith(wanted)) return candidate
    }
    return undefined
  }

  /** The place of a row's value as a normalized path of RFC 9535, with names in the short way where that is possible. */
  path(row: number): string {
    const steps: string[] = []
    for (let value = this.#at(row); value > 0; value = this.#index.parentOf(value)) {
      steps.push(pathStep(this.#nameOf(value) ?? ''))
    }
    return `$${steps.reverse().join('')}`
  }

  /** A row's value as it is written; of a string what it says. */
  value(row: number): string {
    const written = this.#textOf(this.#at(row))
    return written.startsWith('"') ? String(JSON.parse(written)) : written
  }

  #at(row: number): number {
    return this.#shown[row] ?? 0
  }

  #row(value: number): TreeRow {
    const index = this.#index
    const parent = index.parentOf(value)
    const [start, end] = [index.startOf(value), index.endOf(value)]
    return {
      value,
      level: index.depthOf(value) + 1,
      place: index.placeOf(value) + 1,
      beside: parent < 0 ? 1 : index.countOf(parent),
      name: this.#nameOf(value),
      kind: kindOf(index.text[start]),
      text: index.text.slice(start, Math.min(end, start + mostText)),
      isCut: end - start > mostText,
      count: index.countOf(value),
      isOpen: this.#isOpen[value] === 1,
    }
  }

  #nameOf(value: number): string | undefined {
    const { text } = this.#index
    const name = this.#index.nameOf(value)
    if (name >= 0) return text.slice(name, endOfString(text, name))
    return this.#index.parentOf(value) < 0 ? undefined : String(this.#index.placeOf(value))
  }

  #textOf(value: number): string {
    return this.#index.text.slice(this.#index.startOf(value), this.#index.endOf(value))
  }

  /** A level at a time, as long as all is seen at a glance. */
  #openFirst(): void {
    let level = [0]
    let rows = 1
    for (;;) {
      rows += level.reduce((sum, value) => sum + this.#index.countOf(value), 0)
      if (level.length === 0 || (rows > openedAtFirst && level[0] !== 0)) break
      for (const value of level) this.#isOpen[value] = 1
      level = rows > openedAtFirst ? [] : level.flatMap((value) => this.#children(value))
    }
    this.#show()
  }

  #children(value: number): number[] {
    const children: number[] = []
    const end = this.#index.nextOf(value)
    for (let child = value + 1; child < end; child = this.#index.nextOf(child)) children.push(child)
    return children
  }

  /** Finds out which values are seen. @returns how many */
  #show(): number {
    const { length } = this.#index
    const shown = new Int32Array(length)
    let count = 0
    for (let value = 0; value < length; ) {
      shown[count++] = value
      value = this.#isOpen[value] === 1 ? value + 1 : this.#index.nextOf(value)
    }
    this.#shown = shown.subarray(0, count)
    return count
  }
}

function kindOf(first: string | undefined): JsonKind {
  switch (first) {
    case '{':
      return 'object'
    case '[':
      return 'array'
    case '"':
      return 'string'
    case 't':
    case 'f':
    case 'n':
      return 'literal'
    default:
      return 'number'
  }
}

/** A name stays as it is written; a place in an array has no quotation marks. */
function pathStep(name: string): string {
  if (!name.startsWith('"')) return `[${name}]`
  const said = String(JSON.parse(name))
  return /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*$/.test(said) ? `.${said}` : `[${name}]`
}
