import { expect, test } from 'vitest'
import { ScanManners } from '../../src/log/scan-manners.ts'
import { fakeClock } from '../transport/fake-clock.ts'

/** Whether a scan may go on at once after a step that took 10 ms. */
async function goesOn(clock: ReturnType<typeof fakeClock>, manners: ScanManners): Promise<boolean> {
  const rest = manners.begin()
  clock.pass(10)
  let isOver = false
  const over = rest().then(() => {
    isOver = true
  })
  await Promise.resolve()
  await Promise.resolve()
  const atOnce = isOver
  clock.pass(30)
  await over
  return atOnce
}

test('a scan rests after each step while messages pour in, and at no other time', async () => {
  const clock = fakeClock()
  const manners = new ScanManners(clock)
  expect(await goesOn(clock, manners)).toBe(true)
  // What is told of a log first is what it has, and not what came.
  manners.grew({ logId: 'a', first: 1, rows: 1_000_000 })
  expect(await goesOn(clock, manners)).toBe(true)
  manners.grew({ logId: 'a', first: 1, rows: 1_000_100 })
  expect(await goesOn(clock, manners)).toBe(true)
  manners.grew({ logId: 'a', first: 500, rows: 1_000_200 })
  expect(await goesOn(clock, manners)).toBe(false)
  clock.pass(500)
  expect(await goesOn(clock, manners)).toBe(true)
})
