import { expect, it } from 'vitest'
import { Counter } from '../../src/transport/counter.ts'

function counter() {
  const told: number[] = []
  const time = { now: 0 }
  return { told, time, counter: new Counter({ tell: (count) => told.push(count), now: () => time.now }) }
}

it('tells each number it has given', () => {
  const { told, counter: own } = counter()
  expect([own.next(), own.next()]).toEqual([1, 2])
  expect(told).toEqual([1, 2])
})

it('goes on behind what was counted elsewhere, and not from what it has told itself', () => {
  const { told, counter: own } = counter()
  own.goOnFrom(7)
  expect(own.next()).toBe(8)
  own.goOnFrom(8)
  own.goOnFrom(3)
  expect(own.next()).toBe(9)
  expect(told).toEqual([8, 9])
})

it('takes many ahead when it is asked very often, and gives each of them', () => {
  const { told, time, counter: own } = counter()
  const given = Array.from({ length: 5000 }, () => own.next())
  expect(given.at(-1)).toBe(5000)
  expect(told.length).toBeLessThan(60)
  // What is on its way has been told as taken.
  expect(told.at(-1)).toBeGreaterThanOrEqual(5000)
  own.goOnFrom(told.at(-1) ?? 0)
  expect(own.next()).toBe(5001)
  own.goOnFrom((told.at(-1) ?? 0) + 1)
  time.now = 5000
  const next = own.next()
  expect(next).toBe((told.at(-2) ?? 0) + 2)
  expect(told.at(-1)).toBe(next)
})
