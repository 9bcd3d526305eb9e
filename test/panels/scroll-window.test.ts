import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clampTop,
  endTop,
  isScaled,
  type ListShape,
  physicalHeight,
  physicalLimit,
  rowsAt,
  scrollTopAt,
  topAt,
  topToReveal,
} from '../../panels/shared/scroll-window.ts'

const rowHeight = 22
const tenMillion: ListShape = { count: 10_000_000, rowHeight, viewport: 500 }

const shapes = fc.record({
  count: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 10_000_000 })),
  rowHeight: fc.constant(rowHeight),
  viewport: fc.integer({ min: 0, max: 2000 }),
})
const placed = shapes.chain((shape) =>
  fc.record({ shape: fc.constant(shape), top: fc.double({ min: 0, max: endTop(shape), noNaN: true }) }),
)

describe('a short list', () => {
  const shape = { count: 100, rowHeight, viewport: 220 }
  test('is as high as its rows', () => expect(physicalHeight(shape)).toBe(2200))
  test('is scrolled pixel by pixel', () => expect(topAt(shape, 37.5)).toBe(37.5))
  test('shows the rows that are in view', () => expect(rowsAt(shape, 33)).toEqual({ first: 1, end: 12 }))
  test('keeps rows ready on both sides', () => expect(rowsAt(shape, 440, 8)).toEqual({ first: 12, end: 38 }))
  test('has none before the first and behind the last', () => {
    expect(rowsAt(shape, 0, 8).first).toBe(0)
    expect(rowsAt(shape, endTop(shape), 8).end).toBe(100)
  })
})

describe('a list of 10,000,000 rows', () => {
  test('is no higher than browsers can lay out', () => expect(physicalHeight(tenMillion)).toBe(physicalLimit))
  test('ends with its last row at the bottom', () => {
    const bottom = physicalLimit - tenMillion.viewport
    expect(rowsAt(tenMillion, topAt(tenMillion, bottom)).end).toBe(10_000_000)
    expect(topAt(tenMillion, bottom)).toBe(endTop(tenMillion))
  })
  test('can show every single row', () => {
    for (const index of [0, 1, 4_999_999, 9_999_998, 9_999_999]) {
      const { first, end } = rowsAt(tenMillion, topToReveal(tenMillion, 0, index))
      expect(index >= first && index < end).toBe(true)
    }
  })
})

describe('every list', () => {
  test('has in view no more rows than fit, and one cut off at either end', () => {
    fc.assert(
      fc.property(placed, ({ shape, top }) => {
        const { first, end } = rowsAt(shape, top)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(shape.count)
        expect(end - first).toBeLessThanOrEqual(Math.ceil(shape.viewport / rowHeight) + 1)
      }),
    )
  })

  test('covers the whole view wherever it is scrolled to', () => {
    fc.assert(
      fc.property(placed, ({ shape, top }) => {
        const { first, end } = rowsAt(shape, top)
        expect(first * rowHeight).toBeLessThanOrEqual(top)
        expect(end * rowHeight).toBeGreaterThanOrEqual(Math.min(top + shape.viewport, shape.count * rowHeight) - 1e-6)
      }),
    )
  })

  test('comes back to the same place from the physical offset', () => {
    fc.assert(
      fc.property(placed, ({ shape, top }) => {
        expect(topAt(shape, scrollTopAt(shape, top))).toBeCloseTo(clampTop(shape, top), 3)
        expect(scrollTopAt(shape, top)).toBeLessThanOrEqual(physicalHeight(shape))
      }),
    )
  })

  test('reveals a row whole, and moves only when it must', () => {
    const big = placed.filter(({ shape }) => shape.count > 0 && shape.viewport >= rowHeight)
    fc.assert(
      fc.property(big, fc.nat(), ({ shape, top }, n) => {
        const index = n % shape.count
        const next = topToReveal(shape, top, index)
        expect(index * rowHeight).toBeGreaterThanOrEqual(next - 1e-6)
        expect((index + 1) * rowHeight).toBeLessThanOrEqual(next + shape.viewport + 1e-6)
        expect(topToReveal(shape, next, index)).toBe(next)
      }),
    )
  })

  test('is scaled only above the limit', () => {
    fc.assert(fc.property(shapes, (shape) => isScaled(shape) === shape.count * rowHeight > physicalLimit))
  })
})
