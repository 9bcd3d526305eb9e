import type { RowRange } from './scroll-window.ts'

const pageSize = 128
const mostRows = 64 * pageSize

/**
 * The rows of a growing list that were fetched. Rows never change once they are there, and each has a number that stays,
 * which is less than none for those that came in front; those fetched longest ago are forgotten.
 */
export class KeptRows<Row> {
  readonly #rows = new Map<number, Row>()

  clear(): void {
    this.#rows.clear()
  }

  /** What must be fetched for all rows of a range to be there. */
  missing({ first, end }: RowRange): RowRange | undefined {
    let [from, to] = [first, end]
    while (from < to && this.#rows.has(from)) from++
    while (from < to && this.#rows.has(to - 1)) to--
    return from < to ? { first: from, end: to } : undefined
  }

  /** Takes fetched rows. */
  add(first: number, rows: readonly Row[]): void {
    for (const [offset, row] of rows.entries()) this.#rows.set(first + offset, row)
    for (const number of this.#rows.keys()) {
      if (this.#rows.size <= mostRows) return
      this.#rows.delete(number)
    }
  }

  /** The rows of a range; `undefined` where one was not fetched. */
  read({ first, end }: RowRange): (Row | undefined)[] {
    return Array.from({ length: end - first }, (_, offset) => this.#rows.get(first + offset))
  }
}

/** The pages that a range is in, as far as they are in the list. */
export function pagesAround({ first, end }: RowRange, list: RowRange): RowRange {
  const page = (number: number) => Math.floor(number / pageSize)
  return {
    first: Math.max(list.first, page(first) * pageSize),
    end: Math.min(list.end, (page(end - 1) + 1) * pageSize),
  }
}
