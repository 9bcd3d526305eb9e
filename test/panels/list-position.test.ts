import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { keyTarget } from '../../panels/shared/grid-keys.ts'
import { createListPosition } from '../../panels/shared/list-position.ts'

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

  test('moves to show a row, and not when it is seen', () => {
    const { position } = list(100)
    position.reveal(95)
    expect(position.following.value).toBe(true)
    position.reveal(10)
    expect(position.top.value).toBe(200)
    position.toEnd()
    expect(position.top.value).toBe(1800)
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
