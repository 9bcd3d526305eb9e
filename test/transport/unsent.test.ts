import { expect, it } from 'vitest'
import { Unsent } from '../../src/transport/unsent.ts'

it('counts the last messages that wait, one that has left in part among them', () => {
  const unsent = new Unsent()
  expect(unsent.count(0)).toBe(0)
  unsent.sent(10, 10)
  unsent.sent(20, 30)
  unsent.sent(0, 30)
  unsent.sent(5, 35)
  expect(unsent.count(30)).toBe(4)
  expect(unsent.count(21)).toBe(3)
  expect(unsent.count(5)).toBe(1)
  unsent.sent(7, 7)
  expect(unsent.count(7)).toBe(1)
  expect(unsent.count(0)).toBe(0)
})
