import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clampTop,
  endTop,
  type ListShape,
  physicalHeight,
  physicalLimit,
  rowsAt,
  scrollTopAt,
  topAt,
  topToReveal,
} from '../../panels/shared/scroll-window.ts'
import { extraOf, offsetOf, rowAt, shifted, type TallRows, withExtra } from '../../panels/shared/tall-rows.ts'

const rowHeight = 22

/** Indices and extra heights, of which a later one replaces an earlier one. */
const given = fc.array(fc.tuple(fc.nat(60), fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 5000, noNaN: true }))))

function tallOf(rows: readonly (readonly [index: number, extra: number])[]): TallRows {
  return rows.reduce<TallRows>((tall, [index, extra]) => withExtra(tall, index, extra), [])
}

/** The same, row by row. */
function heightsOf(rows: readonly (readonly [number, number])[]): readonly number[] {
  const heights = Array.from({ length: 100 }, () => rowHeight)
  for (const [index, extra] of rows) heights[index] = rowHeight + extra
  return heights
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)

describe('the heights of rows', () => {
  test('add up to where each of them begins', () => {
    fc.assert(
      fc.property(given, fc.nat(99), (rows, index) => {
        const heights = heightsOf(rows)
        const list = { rowHeight, tall: tallOf(rows) }
        expect(offsetOf(list, index)).toBeCloseTo(sum(heights.slice(0, index)), 6)
        expect(rowHeight + extraOf(list, index)).toBe(heights[index])
      }),
    )
  })

  test('tell for every offset the row and the place within it', () => {
    fc.assert(
      fc.property(given, fc.double({ min: 0, max: 99, noNaN: true }), (rows, row) => {
        const list = { rowHeight, tall: tallOf(rows) }
        expect(rowAt(list, offsetOf(list, row))).toBeCloseTo(row, 6)
      }),
    )
  })

  test('are kept once for each row, in order, whatever was measured before', () => {
    fc.assert(
      fc.property(given, (rows) => {
        const tall = tallOf(rows)
        expect(tall.map(({ index }) => index)).toEqual(
          [...new Set(tall.map(({ index }) => index))].sort((a, b) => a - b),
        )
        expect(tall.every(({ extra }) => extra > 0)).toBe(true)
      }),
    )
  })

  test('go along when rows come in front or go', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: -60, max: 60 }), fc.nat(99), (rows, by, index) => {
        const [before, after] = [tallOf(rows), shifted(tallOf(rows), by)].map((tall) => ({ rowHeight, tall }))
        if (before && after && index + by >= 0) expect(extraOf(after, index + by)).toBe(extraOf(before, index))
      }),
    )
  })
})

const shapes = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 10_000_000 })),
    viewport: fc.integer({ min: rowHeight, max: 2000 }),
    tall: fc.array(fc.tuple(fc.nat(9_999_999), fc.double({ min: 1, max: 5000, noNaN: true })), { maxLength: 20 }),
  })
  .map(({ count, viewport, tall }): ListShape => {
    return { count, viewport, rowHeight, tall: tallOf(tall.map(([index, extra]) => [index % count, extra])) }
  })
const placed = shapes.chain((shape) =>
  fc.record({ shape: fc.constant(shape), top: fc.double({ min: 0, max: endTop(shape), noNaN: true }) }),
)

describe('a list with rows of different heights', () => {
  test('covers the whole view wherever it is scrolled to, with no row too many', () => {
    fc.assert(
      fc.property(placed, ({ shape, top }) => {
        const { first, end } = rowsAt(shape, top)
        const bottom = Math.min(top + shape.viewport, offsetOf(shape, shape.count))
        expect(offsetOf(shape, first)).toBeLessThanOrEqual(top + 1e-6)
        expect(offsetOf(shape, end)).toBeGreaterThanOrEqual(bottom - 1e-6)
        expect(offsetOf(shape, first + 1)).toBeGreaterThanOrEqual(top - 1e-6)
        expect(offsetOf(shape, end - 1)).toBeLessThanOrEqual(bottom + 1e-6)
      }),
    )
  })

  test('is no higher than browsers can lay out, and comes back to the same place from the physical offset', () => {
    fc.assert(
      fc.property(placed, ({ shape, top }) => {
        expect(physicalHeight(shape)).toBeLessThanOrEqual(physicalLimit)
        expect(topAt(shape, scrollTopAt(shape, top))).toBeCloseTo(clampTop(shape, top), 3)
      }),
    )
  })

  test('shows a row whole or, where that is not possible, nothing else', () => {
    fc.assert(
      fc.property(placed, fc.nat(), ({ shape, top }, n) => {
        const index = n % shape.count
        const next = topToReveal(shape, top, index)
        const [start, end] = [offsetOf(shape, index), offsetOf(shape, index + 1)]
        const bottom = next + shape.viewport
        if (end - start <= shape.viewport) {
          expect(start).toBeGreaterThanOrEqual(next - 1e-6)
          expect(end).toBeLessThanOrEqual(bottom + 1e-6)
        } else {
          expect(start).toBeLessThanOrEqual(next + 1e-6)
          expect(end).toBeGreaterThanOrEqual(bottom - 1e-6)
        }
        expect(topToReveal(shape, next, index)).toBe(next)
      }),
    )
  })
})
