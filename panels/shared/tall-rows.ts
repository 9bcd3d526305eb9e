/** A row that is higher than a line. */
interface TallRow {
  readonly index: number
  /** Pixels beyond the height of a line. */
  readonly extra: number
  /** What the tall rows before it have beyond theirs, together. */
  readonly before: number
}

/** The few rows of a long list that are higher than the others, in order. */
export type TallRows = readonly TallRow[]

/** The heights of all rows. Offsets are pixels from the start of the first row. */
export interface RowHeights {
  /** Of a row that is not among the tall ones. */
  readonly rowHeight: number
  readonly tall?: TallRows
}

/** @param extra 0 for a row that is as high as others again */
export function withExtra(tall: TallRows, index: number, extra: number): TallRows {
  const others = tall.filter((row) => row.index !== index)
  return inOrder(extra > 0 ? [...others, { index, extra }] : others)
}

/** The same rows at other indices, as so many came in front of them; what is in front of all is gone. */
export function shifted(tall: TallRows, by: number): TallRows {
  return inOrder(tall.map(({ index, extra }) => ({ index: index + by, extra })).filter(({ index }) => index >= 0))
}

/** What a row has beyond the height of a line. */
export function extraOf({ tall = [] }: RowHeights, index: number): number {
  const row = tall[firstBehind(tall, (one) => one.index > index) - 1]
  return row?.index === index ? row.extra : 0
}

/** Where a row begins; of a fraction of a row, a place within it. */
export function offsetOf({ rowHeight, tall = [] }: RowHeights, row: number): number {
  const last = tall[firstBehind(tall, ({ index }) => index >= row) - 1]
  if (!last) return row * rowHeight
  // The row may end behind the place that is asked for.
  return row * rowHeight + (last.before + last.extra * Math.min(1, row - last.index))
}

/** The row an offset is in, with the fraction of it that lies before; the inverse of `offsetOf`. */
export function rowAt({ rowHeight, tall = [] }: RowHeights, offset: number): number {
  const last = tall[firstBehind(tall, ({ index, before }) => index * rowHeight + before > offset) - 1]
  if (!last) return offset / rowHeight
  const { index, extra, before } = last
  const within = offset - index * rowHeight - before
  const height = rowHeight + extra
  return within < height ? index + within / height : index + 1 + (within - height) / rowHeight
}

function inOrder(rows: readonly Omit<TallRow, 'before'>[]): TallRows {
  let before = 0
  return rows
    .toSorted((one, other) => one.index - other.index)
    .map(({ index, extra }) => {
      const row = { index, extra, before }
      before += extra
      return row
    })
}

/** The place of the first row that lies behind; all before it do not. */
function firstBehind(tall: TallRows, liesBehind: (row: TallRow) => boolean): number {
  let low = 0
  let high = tall.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = tall[middle]
    if (row && liesBehind(row)) high = middle
    else low = middle + 1
  }
  return low
}
