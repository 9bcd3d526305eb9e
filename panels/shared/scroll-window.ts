import { extraOf, offsetOf, type RowHeights, rowAt } from './tall-rows.ts'

/**
 * The mathematics of a list that is longer than a browser can lay out. Offsets are *virtual* pixels, as if every row
 * were there. What the browser scrolls is *physical* and has a limit: Firefox collapses an element above about 17.8
 * million pixels, Chromium clamps it at 33.5 million. Above the limit the thumb is proportional.
 */
export interface ListShape extends RowHeights {
  readonly count: number
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

/** The height of all rows. */
function virtualHeight(shape: ListShape): number {
  return offsetOf(shape, shape.count)
}

/** The height the browser is told. */
export function physicalHeight(shape: ListShape): number {
  return Math.min(virtualHeight(shape), physicalLimit)
}

/** Whether the thumb moves by more than a pixel per pixel. */
export function isScaled(shape: ListShape): boolean {
  return virtualHeight(shape) > physicalLimit
}

/** The virtual offset at which the last row is at the bottom. */
export function endTop(shape: ListShape): number {
  return Math.max(0, virtualHeight(shape) - shape.viewport)
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
  const from = clampTop(shape, top)
  const first = Math.floor(rowAt(shape, from)) - overscan
  const end = Math.ceil(rowAt(shape, from + shape.viewport)) + overscan
  return { first: Math.max(0, first), end: Math.min(shape.count, Math.max(0, end)) }
}

/** The offset nearest to `top` at which a row is seen whole or, where it is higher than the view, fills it. */
export function topToReveal(shape: ListShape, top: number, index: number): number {
  const start = offsetOf(shape, index)
  const end = start + shape.rowHeight + extraOf(shape, index)
  const atBottom = end - shape.viewport
  const nearest = Math.min(Math.max(top, Math.min(start, atBottom)), Math.max(start, atBottom))
  return clampTop(shape, nearest)
}
