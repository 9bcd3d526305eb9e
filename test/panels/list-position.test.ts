import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { keyTarget, readsOn } from '../../panels/shared/grid-keys.ts'
import { createListPosition } from '../../panels/shared/list-position.ts'
import { offsetOf } from '../../panels/shared/tall-rows.ts'

function list(length: number) {
  const count = signal(length)
  const position = createListPosition(count, signal(20))
  position.viewport.value = 200
  return { count, position }
}

describe('a list position', () => {
  test('follows the end while the list grows', () => {
    const { count, position } = list(100)
    expect(position.top.value).toBe(1800)
    count.value = 150
    expect(position.top.value).toBe(2800)
  })

  test('stays where somebody scrolled to, and follows again from the end', () => {
    const { count, position } = list(100)
    position.scrolled(300)
    count.value = 150
    expect([position.top.value, position.following.value]).toEqual([300, false])
    position.scrolled(2800)
    count.value = 200
    expect([position.top.value, position.following.value]).toEqual([3800, true])
  })

  test('goes on following when it becomes so short that there is nothing to scroll', () => {
    const { count, position } = list(100)
    count.value = 3
    position.scrolled(0)
    count.value = 100
    expect(position.following.value).toBe(true)
  })

  test('turns a wheel pixel by pixel in a list too long to lay out', () => {
    const { position } = list(10_000_000)
    position.scrollBy(-1000)
    expect(position.top.value).toBe(10_000_000 * 20 - 200 - 1000)
    expect(position.following.value).toBe(false)
  })

  test('leaves the end by a pixel', () => {
    const { count, position } = list(100)
    position.scrolled(1799)
    count.value = 150
    expect([position.top.value, position.following.value]).toEqual([1799, false])
  })

  test('moves to show a row, and not when it is seen', () => {
    const { position } = list(100)
    position.reveal(95)
    expect(position.following.value).toBe(true)
    position.reveal(10)
    expect(position.top.value).toBe(200)
    position.toEnd()
    expect(position.top.value).toBe(1800)
  })

  test('stays at a row that somebody goes to, and follows the end from the last', () => {
    const { count, position } = list(100)
    position.goTo(95)
    count.value = 150
    expect([position.top.value, position.following.value]).toEqual([1800, false])
    count.value = 100
    position.goTo(99)
    count.value = 150
    expect([position.top.value, position.following.value]).toEqual([2800, true])
  })
})

test('stays at a row that somebody went to, also at the end of a growing list', () => {
  const { position, count } = list(100)
  position.stay()
  expect(position.following.value).toBe(false)
  expect(position.isSeen(99)).toBe(true)
  count.value = 200
  expect(position.top.value).toBe(1800)
  expect(position.isSeen(199)).toBe(false)
})

test('has a row so far below the upper edge, as near as there are rows, and stays there', () => {
  const { position, count } = list(100)
  position.put(50, 60)
  expect([position.top.value, position.below(50), position.atEnd.value]).toEqual([940, 60, false])
  position.put(1, 60)
  expect(position.top.value).toBe(0)
  position.put(99, 60)
  expect([position.top.value, position.atEnd.value, position.following.value]).toEqual([1800, true, false])
  count.value = 101
  expect([position.top.value, position.atEnd.value]).toEqual([1800, false])
})

test('stands still while the pointer is down, and then goes on or stays', () => {
  const { position, count } = list(100)
  position.hold()
  count.value = 200
  expect(position.top.value).toBe(1800)
  expect(position.following.value).toBe(true)
  position.release('go-on')
  expect(position.top.value).toBe(3800)
  position.hold()
  count.value = 300
  position.release('stay')
  expect(position.top.value).toBe(3800)
  expect(position.following.value).toBe(false)
})

test('stands still at the same row while the pointer is down, also where older ones go', () => {
  const { position, count } = list(100)
  position.hold()
  count.value = 110
  position.shift(-10)
  position.release('stay')
  expect(position.place.value).toEqual({ at: 'row', row: 80, hidden: 0 })
})

describe('rows that are higher than others', () => {
  /** Where a row is seen, in pixels below the upper edge. */
  const seenAt = ({ position }: ReturnType<typeof list>, index: number) =>
    offsetOf(position.shape.value, index) - position.top.value

  test('leave what is seen where it is when they are above, and push away what is below', () => {
    const rows = list(100)
    rows.position.scrolled(1010)
    for (const extra of [300, 120.5, 0]) {
      rows.position.setExtra(3, extra)
      expect(seenAt(rows, 50)).toBe(-10)
      rows.position.setExtra(90, extra)
      expect(seenAt(rows, 50)).toBe(-10)
    }
  })

  test('stay where they begin when what is seen of them is cut off above', () => {
    const rows = list(100)
    rows.position.scrolled(1010)
    rows.position.setExtra(50, 300)
    expect(seenAt(rows, 50)).toBe(-10)
    rows.position.scrollBy(200)
    rows.position.setExtra(50, 400)
    expect(seenAt(rows, 50)).toBe(-210)
    rows.position.setExtra(50, 0)
    expect(seenAt(rows, 51)).toBe(0)
  })

  test('do not end the following of the end', () => {
    const { position, count } = list(100)
    position.setExtra(99, 500)
    expect(position.top.value).toBe(100 * 20 + 500 - 200)
    count.value = 101
    expect([position.top.value, position.following.value]).toEqual([101 * 20 + 500 - 200, true])
  })

  test('stay with their rows when the oldest rows go', () => {
    const rows = list(100)
    rows.position.setExtra(60, 300)
    rows.position.scrolled(61 * 20 + 50)
    const before = seenAt(rows, 60)
    rows.count.value = 90
    rows.position.shift(-10)
    expect(seenAt(rows, 50)).toBeCloseTo(before, 6)
  })

  test('are found in a list too long to lay out', () => {
    const rows = list(10_000_000)
    rows.position.setExtra(5_000_000, 300)
    rows.position.reveal(5_000_000)
    expect(rows.position.isSeen(5_000_000)).toBe(true)
    rows.position.setExtra(4_999_000, 300)
    expect(rows.position.rows.value.first).toBeLessThanOrEqual(5_000_000)
    expect(rows.position.isSeen(5_000_000)).toBe(true)
  })

  test('are read on line by line where they do not fit, and then left', () => {
    const { position } = list(100)
    position.setExtra(10, 280)
    position.scrolled(0)
    position.reveal(10)
    expect(position.top.value).toBe(200)
    expect(readsOn('ArrowDown', 10, position)).toBe(true)
    expect(position.top.value).toBe(260)
    expect(readsOn('ArrowDown', 10, position)).toBe(true)
    expect(position.top.value).toBe(300)
    expect(readsOn('ArrowDown', 10, position)).toBe(false)
    expect(readsOn('ArrowUp', 10, position)).toBe(true)
    expect(readsOn('ArrowUp', 9, position)).toBe(false)
  })

  test('are passed by a page as what they take', () => {
    const { position } = list(100)
    position.setExtra(10, 100)
    expect(keyTarget('PageDown', 9, position)).toBe(13)
    expect(keyTarget('PageUp', 13, position)).toBe(9)
    position.setExtra(10, 1000)
    expect(keyTarget('PageDown', 10, position)).toBe(11)
    expect(keyTarget('PageUp', 11, position)).toBe(10)
  })
})

describe('keys', () => {
  test.each([
    ['ArrowDown', 4, 5],
    ['ArrowUp', 4, 3],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 4, 13],
    ['PageUp', 40, 31],
    ['PageUp', 3, 0],
    ['Home', 40, 0],
    ['End', 40, 99],
    ['ArrowUp', undefined, 99],
    ['x', 4, undefined],
  ])('%s at row %s leads to row %s', (key, active, target) => {
    expect(keyTarget(key, active, list(100).position)).toBe(target)
  })

  test('lead nowhere in an empty list', () => expect(keyTarget('End', undefined, list(0).position)).toBeUndefined())
})
