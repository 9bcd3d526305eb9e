import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import type { LogLoss } from '../../src/log/growth.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { SmallDisk } from './small-disk.ts'
import { emptyStorage, ManualClock, passing, readAll, received } from './support.ts'

beforeEach(emptyStorage)
afterEach(() => {
  vi.restoreAllMocks()
})

const size = 150_000

/** A log, and what was lost of it. */
function openLog(estimate?: () => Promise<StorageEstimate>) {
  const losses: LogLoss[] = []
  const clock = new ManualClock()
  const onLoss = (loss: LogLoss) => void losses.push(loss)
  const writer = new LogWriter({
    open: openLogDatabase,
    clock,
    now: () => 0,
    onGrowth: () => {},
    onLoss,
    ...(estimate ? { estimate } : {}),
  })
  let count = 0
  const append = (messages: number) => {
    for (let index = 0; index < messages; index++) writer.append('a', received(`${count++} ${'x'.repeat(size)}`), 1)
  }
  return { append, clock, losses, writer }
}

/** The numbers of the messages that are there, the notes, and where the log begins. */
async function kept() {
  const entries = await readAll('a')
  const numbers = entries.flatMap((entry) =>
    entry.type === 'message' ? [Number.parseInt(String(entry.data), 10)] : [],
  )
  const notes = entries.flatMap((entry) => (entry.type === 'note' ? [entry.message] : []))
  return { numbers, notes, first: entries[0]?.seq ?? 0 }
}

function consecutive(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index)
}

test('on a small disk the oldest go for as long as messages come, and what comes is kept', async () => {
  const { append, clock, losses, writer } = openLog()
  new SmallDisk(6_000_000, clock)
  for (let round = 0; round < 100; round++) {
    append(2)
    await passing(clock, writer.flush())
  }
  const { numbers, notes, first } = await kept()
  expect(losses).toEqual([])
  expect(numbers).toEqual(consecutive(numbers[0] ?? 0, 200))
  expect(numbers.length).toBeGreaterThan(10)
  expect(first).toBeGreaterThan(150)
  expect(notes.length).toBeGreaterThan(0)
  for (const note of notes) expect(note).toMatch(/^Storage was full: the oldest .* deleted\.$/)
})

test('what waits is not stored in one go that no room would be enough for', async () => {
  const { append, clock, losses, writer } = openLog()
  new SmallDisk(12_000_000, clock)
  append(40)
  await passing(clock, writer.flush())
  append(200)
  await passing(clock, writer.flush())
  const { numbers } = await kept()
  expect(losses).toEqual([])
  expect(numbers).toEqual(consecutive(numbers[0] ?? 0, 240))
  expect(numbers.length).toBeGreaterThan(10)
})

test('deleting that is refused for a while is tried again, and nothing is lost', async () => {
  const { append, clock, losses, writer } = openLog()
  const disk = new SmallDisk(6_000_000, clock)
  append(30)
  disk.refusesDeletions = true
  clock.after(20_000, () => {
    disk.refusesDeletions = false
  })
  for (let round = 0; round < 10; round++) append(2)
  await passing(clock, writer.flush())
  const { numbers } = await kept()
  expect(losses).toEqual([])
  expect(numbers).toEqual(consecutive(numbers[0] ?? 0, 50))
})

test('room is made also when some was lost before: the log is a ring again, and tells both', async () => {
  const { append, clock, losses, writer } = openLog()
  const disk = new SmallDisk(6_000_000, clock)
  append(30)
  disk.refusesDeletions = true
  append(30)
  await passing(clock, writer.flush())
  const lost = losses.at(-1)?.entries ?? 0
  expect(lost).toBeGreaterThan(10)
  disk.refusesDeletions = false
  append(1)
  await passing(clock, writer.flush())
  expect((await kept()).notes.at(-1)).toContain(`Storage could not be written: ${lost} entries were not kept`)
  for (let round = 0; round < 20; round++) {
    append(2)
    await passing(clock, writer.flush())
  }
  expect(losses.at(-1)?.entries).toBe(lost)
  expect((await kept()).numbers.slice(-20)).toEqual(consecutive(81, 101))
})

test('a full disk that has another name is known by how little is free', async () => {
  const disks: SmallDisk[] = []
  // Too much is free at first for anything to go before the disk is full.
  let isTold = false
  const estimate = async () => (isTold ? (disks[0]?.estimate() ?? {}) : {})
  const { append, clock, losses, writer } = openLog(estimate)
  const disk = new SmallDisk(6_000_000, clock)
  disks.push(disk)
  append(1)
  await passing(clock, writer.flush())
  append(35)
  await passing(clock, writer.flush())
  disk.errorName = 'UnknownError'
  isTold = true
  append(10)
  await passing(clock, writer.flush())
  const { numbers, notes } = await kept()
  expect(losses).toEqual([])
  expect(numbers).toEqual(consecutive(numbers[0] ?? 0, 46))
  expect(notes.at(-1)).toMatch(/the oldest .* deleted/)
})
