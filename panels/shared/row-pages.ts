import type { RowRange } from './scroll-window.ts'

const pageSize = 128
const mostPages = 64

/**
 * The rows of a growing list that were fetched, in pages. Rows never change once they are there, so a page only grows
 * at its end; the pages fetched longest ago are forgotten.
 */
export class RowPages<Row> {
  readonly #pages = new Map<number, Row[]>()

  clear(): void {
    this.#pages.clear()
  }

  /** What must be fetched for all rows of a range to be there: whole pages, or the rest of one. */
  missing({ first, end }: RowRange, count: number): RowRange | undefined {
    const lacking = pagesOf(first, end).filter((page) => this.#has(page) < sizeOf(page, count))
    const [from] = lacking
    const to = lacking.at(-1)
    if (from === undefined || to === undefined) return undefined
    return { first: from * pageSize + this.#has(from), end: to * pageSize + sizeOf(to, count) }
  }

  /** Takes fetched rows that begin where `missing` said. */
  add(first: number, rows: readonly Row[]): void {
    for (const [offset, row] of rows.entries()) {
      const page = Math.floor((first + offset) / pageSize)
      const kept = this.#pages.get(page) ?? []
      if (kept.length === (first + offset) % pageSize) kept.push(row)
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

  #row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize]
  }

  #has(page: number): number {
    return this.#pages.get(page)?.length ?? 0
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= mostPages) return
      this.#pages.delete(page)
    }
  }
}

function pagesOf(first: number, end: number): number[] {
  const from = Math.floor(first / pageSize)
  return end <= first ? [] : Array.from({ length: Math.floor((end - 1) / pageSize) - from + 1 }, (_, n) => from + n)
}

function sizeOf(page: number, count: number): number {
  return Math.min(pageSize, count - page * pageSize)
}
