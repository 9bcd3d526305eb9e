import { expect, test } from 'vitest'
import { ScanManners } from '../../src/log/scan-manners.ts'
import { type FakeClock, fakeClock } from '../transport/fake-clock.ts'

/** Has the writer tell every 20 ms of so many messages a second, until a moment. */
function flood(clock: FakeClock, manners: ScanManners, rate: number, until: number): void {
  let rows = 1_000_000
  const grow = () => {
    manners.grew({ logId: 'a', first: 1, rows })
    rows += rate / 50
    if (clock.now() < until) clock.after(20, grow)
  }
  grow()
}

/** Scans for so long in steps of 10 ms. @returns milliseconds of work, and how many of them were done before the first rest */
async function scan(clock: FakeClock, manners: ScanManners, milliseconds: number, isAwaited = false) {
  const rest = manners.begin()
  const end = clock.now() + milliseconds
  let [worked, atOnce] = [0, 0]
  while (clock.now() < end) {
    clock.pass(10)
    worked += 10
    if (await isOverAtOnce(rest(isAwaited), clock)) atOnce += atOnce === worked - 10 ? 10 : 0
  }
  return { worked, atOnce }
}

/** Waits for a rest. */
async function isOverAtOnce(rest: Promise<void>, clock: FakeClock): Promise<boolean> {
  const from = clock.now()
  let isOver = false
  void rest.then(() => {
    isOver = true
  })
  for (;;) {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    if (isOver) return clock.now() === from
    clock.pass(1)
  }
}

/** How a scan goes on for ten seconds while so many messages a second are stored, after a second in which it did not. */
async function scanBeside(rate: number) {
  const clock = fakeClock()
  const manners = new ScanManners(clock)
  flood(clock, manners, rate, Number.POSITIVE_INFINITY)
  clock.pass(1000)
  return scan(clock, manners, 10_000)
}

test('a scan never rests while few messages come', async () => {
  expect((await scanBeside(2000)).worked).toBe(10_000)
})

test('beside a flood it finds at once what is seen first, and has less of the time the more comes, a twentieth at least', async () => {
  const some = await scanBeside(5000)
  expect(some.worked).toBeGreaterThan(2000)
  expect(some.worked).toBeLessThan(2300)
  for (const rate of [20_000, 100_000]) {
    const { worked, atOnce } = await scanBeside(rate)
    expect(atOnce).toBeGreaterThan(140)
    expect(atOnce).toBeLessThan(170)
    expect(worked).toBeGreaterThan(600)
    expect(worked).toBeLessThan(680)
  }
})

/** How a second scan goes on for a second beside a flood, after one that went on as long. */
async function scanAgain(isAwaited = false) {
  const clock = fakeClock()
  const manners = new ScanManners(clock)
  flood(clock, manners, 20_000, Number.POSITIVE_INFINITY)
  clock.pass(1000)
  await scan(clock, manners, 1000)
  return scan(clock, manners, 1000, isAwaited)
}

test('what one scan has used up at once is not there for the next', async () => {
  expect((await scanAgain()).worked).toBeLessThan(80)
})

test('it has more of the time while somebody waits for the next hit', async () => {
  const { worked } = await scanAgain(true)
  expect(worked).toBeGreaterThan(220)
  expect(worked).toBeLessThan(290)
})

test('it goes on without a rest as soon as the flood is over', async () => {
  const clock = fakeClock()
  const manners = new ScanManners(clock)
  flood(clock, manners, 20_000, 2000)
  clock.pass(1000)
  await scan(clock, manners, 1500)
  expect((await scan(clock, manners, 1000)).worked).toBe(1000)
})
