import type { RowRange } from './scroll-window.ts'

const pageSize = 128
const mostPages = 64

/**
 * The rows of a growing list that were fetched, in pages. Rows never change once they are there, and each has a number that
 * stays, which is less than none for those that came in front; the pages fetched longest ago are forgotten.
 */
export class RowPages<Row> {
  readonly #pages = new Map<number, Map<number, Row>>()

  clear(): void {
    this.#pages.clear()
  }

  /** What must be fetched for all rows of a range to be there, and with them those of the same pages that are in the list. */
  missing(range: RowRange, list: RowRange): RowRange | undefined {
    if (range.end <= range.first) return undefined
    let first = Math.max(list.first, pageOf(range.first) * pageSize)
    let end = Math.min(list.end, (pageOf(range.end - 1) + 1) * pageSize)
    while (first < end && this.#has(first)) first++
    while (first < end && this.#has(end - 1)) end--
    return first < end ? { first, end } : undefined
  }

  /** Takes fetched rows. */
  add(first: number, rows: readonly Row[]): void {
    for (const [offset, row] of rows.entries()) {
      const page = pageOf(first + offset)
      const kept = this.#pages.get(page) ?? new Map<number, Row>()
      kept.set(first + offset, row)
      this.#pages.set(page, kept)
    }
    this.#forget()
  }

  /** The rows of a range; `undefined` where one was not fetched. */
  read({ first, end }: RowRange): (Row | undefined)[] {
    return Array.from({ length: end - first }, (_, offset) => this.#row(first + offset))
  }

  hasAll(range: RowRange): boolean {
    return !this.read(range).includes(undefined)
  }

  #row(number: number): Row | undefined {
    return this.#pages.get(pageOf(number))?.get(number)
  }

  #has(number: number): boolean {
    return this.#pages.get(pageOf(number))?.has(number) ?? false
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= mostPages) return
      this.#pages.delete(page)
    }
  }
}

function pageOf(number: number): number {
  return Math.floor(number / pageSize)
}
