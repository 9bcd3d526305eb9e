/**
 * The mathematics of a list that is longer than a browser can lay out. Rows have one height; offsets are *virtual*
 * pixels, as if every row were there. What the browser scrolls is *physical* and has a limit: Firefox collapses an
 * element above about 17.8 million pixels, Chromium clamps it at 33.5 million. Above the limit the thumb is
 * proportional.
 */
export interface ListShape {
  readonly count: number
  readonly rowHeight: number
  /** The height that is seen. */
  readonly viewport: number
}

/** Well below what both browsers can lay out. */
export const physicalLimit = 8_000_000

/** Rows from `first` up to, not including, `end`. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

/** The height the browser is told. */
export function physicalHeight({ count, rowHeight }: ListShape): number {
  return Math.min(count * rowHeight, physicalLimit)
}

/** Whether the thumb moves by more than a pixel per pixel. */
export function isScaled({ count, rowHeight }: ListShape): boolean {
  return count * rowHeight > physicalLimit
}

/** The virtual offset at which the last row is at the bottom. */
export function endTop({ count, rowHeight, viewport }: ListShape): number {
  return Math.max(0, count * rowHeight - viewport)
}

export function clampTop(shape: ListShape, top: number): number {
  return Math.min(Math.max(0, top), endTop(shape))
}

/** The virtual offset for a physical one. */
export function topAt(shape: ListShape, scrollTop: number): number {
  if (!isScaled(shape)) return clampTop(shape, scrollTop)
  return clampTop(shape, (scrollTop / (physicalHeight(shape) - shape.viewport)) * endTop(shape))
}

/** The physical offset for a virtual one. */
export function scrollTopAt(shape: ListShape, top: number): number {
  if (!isScaled(shape)) return clampTop(shape, top)
  return (clampTop(shape, top) / endTop(shape)) * (physicalHeight(shape) - shape.viewport)
}

/** The rows that are seen at an offset, and so many more on either side. */
export function rowsAt(shape: ListShape, top: number, overscan = 0): RowRange {
  const { count, rowHeight, viewport } = shape
  const first = Math.floor(clampTop(shape, top) / rowHeight) - overscan
  const end = Math.ceil((clampTop(shape, top) + viewport) / rowHeight) + overscan
  return { first: Math.max(0, first), end: Math.min(count, Math.max(0, end)) }
}

/** The offset nearest to `top` at which a row is seen whole. */
export function topToReveal(shape: ListShape, top: number, index: number): number {
  const { rowHeight, viewport } = shape
  const start = index * rowHeight
  if (start < top) return clampTop(shape, start)
  if (start + rowHeight > top + viewport) return clampTop(shape, start + rowHeight - viewport)
  return clampTop(shape, top)
}
