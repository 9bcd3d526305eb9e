import { expect, it } from 'vitest'
import { wallClock } from '../../src/transport/wall-clock.ts'

it('has fractions, is not moved by small corrections, and goes along when the clock jumps', () => {
  let date = 1_000_000
  let steady = 5.25
  const now = wallClock(
    1_000_000 - 5.25,
    () => steady,
    () => date,
  )
  expect(now()).toBe(1_000_000)
  steady += 1.5
  expect(now()).toBe(1_000_001.5)
  date -= 400
  expect(now()).toBe(1_000_001.5)
  // Eight hours of sleep, in which the steady clock stood still.
  date = 1_000_000 + 8 * 3_600_000
  expect(now()).toBe(date)
  steady += 2
  date += 2
  expect(now()).toBe(date)
  // Put back by an hour.
  date -= 3_600_000
  expect(now()).toBe(date)
})
