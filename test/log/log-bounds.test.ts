import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import { LogBounds } from '../../src/log/log-bounds.ts'
import type { LogWriter } from '../../src/log/writer.ts'
import { emptyStorage, ManualClock, newWriter, range, readAll, received, textsOf, writeEach } from './support.ts'

let clock: ManualClock
let writer: LogWriter
let bounds: LogBounds

beforeEach(() => {
  emptyStorage()
  clock = new ManualClock()
  writer = newWriter((growth, weight) => bounds.grown(growth, weight)).writer
  bounds = new LogBounds({ open: openLogDatabase, writer, clock, now: () => 5, onFault: () => {} })
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** Lets time pass until what a log holds satisfies. */
async function until(condition: (texts: readonly string[]) => boolean): Promise<readonly string[]> {
  for (;;) {
    clock.advance(1000)
    await new Promise((resolve) => setImmediate(resolve))
    await writer.flush()
    const texts = textsOf(await readAll('a'))
    if (condition(texts)) return texts
  }
}

test('the oldest entries go when there are too many, and a note says how many', async () => {
  bounds.hold('a', { entries: 10, bytes: 0 })
  await writeEach(writer, 'a', range(30))
  const texts = await until((kept) => kept.length === 10 && kept.some((text) => text.includes('deleted')))
  expect(texts.slice(0, -1)).toEqual(range(30).slice(-9))
  expect(texts.at(-1)).toBe('The log is as long as its options allow: the oldest 20 entries were deleted.')
  expect((await readAll('a'))[0]).toMatchObject({ seq: 22 })
})

test('what a log held before it was bounded counts, too', async () => {
  await writeEach(writer, 'a', range(6))
  bounds.hold('a', { entries: 4, bytes: 0 })
  const texts = await until((kept) => kept.length === 4 && kept.some((text) => text.includes('deleted')))
  expect(texts.slice(0, -1)).toEqual(['3', '4', '5'])
})

test('the oldest blocks go when there are too many bytes', async () => {
  const large = range(8).map((text) => text.repeat(200_000))
  bounds.hold('a', { entries: 0, bytes: 500_000 })
  await writeEach(writer, 'a', large)
  const texts = await until((kept) => kept.length <= 3)
  expect(texts[0]).toBe(large[6])
  expect(texts[1]).toBe(large[7])
})

test('what came while only entries were bounded counts once bytes are', async () => {
  const large = range(8).map((text) => text.repeat(200_000))
  bounds.hold('a', { entries: 100, bytes: 0 })
  await until(() => true)
  await writeEach(writer, 'a', large)
  bounds.hold('a', { entries: 100, bytes: 500_000 })
  let rounds = 0
  const texts = await until((kept) => kept.length <= 3 || ++rounds === 10)
  expect(texts.slice(0, 2)).toEqual(large.slice(6))
})

test('a log of which only entries are bounded is not read to find out how many it has', async () => {
  await writeEach(
    writer,
    'a',
    range(8).map((text) => text.repeat(300_000)),
  )
  const openCursor = vi.spyOn(IDBObjectStore.prototype, 'openCursor')
  bounds.hold('a', { entries: 4, bytes: 0 })
  await until((kept) => kept.length === 4)
  // The writer looks where the log ends once it has been trimmed.
  expect(openCursor.mock.calls.filter(([, direction]) => direction !== 'prev')).toEqual([])
})

test('of what comes at once no more goes than is too much', async () => {
  bounds.hold('a', { entries: 0, bytes: 1_000_000 })
  await until(() => true)
  for (const text of range(3000)) writer.append('a', received(text.padEnd(1000)), 1)
  await writer.flush()
  const texts = await until((kept) => kept.length < 3000)
  expect(texts.length).toBeGreaterThan(700)
  expect(texts.length).toBeLessThan(1000)
  expect(texts.some((text) => text.startsWith('2999 '))).toBe(true)
})

test.each(['comes', 'was there'])('most of what %s stays in a log that may hold less than a block', async (which) => {
  const write = () => {
    for (const text of range(150)) writer.append('a', received(text.padEnd(1000)), 1)
    return writer.flush()
  }
  if (which === 'was there') await write()
  bounds.hold('a', { entries: 0, bytes: 100_000 })
  if (which === 'comes') await until(() => true).then(write)
  const texts = await until((kept) => kept.length < 150)
  expect(texts.length).toBeGreaterThan(70)
  expect(texts.some((text) => text.startsWith('149 '))).toBe(true)
})

test('there is one note at a time, also when the first of them has gone', async () => {
  const isNote = (text: string) => text.includes('deleted')
  bounds.hold('a', { entries: 10, bytes: 0 })
  await writeEach(writer, 'a', range(30))
  await until((kept) => kept.length === 10 && kept.some(isNote))
  await writeEach(writer, 'a', range(30, 'more '))
  const told = await until((kept) => kept.length === 10 && kept.some(isNote))
  expect(told.filter(isNote)).toEqual(['The log is as long as its options allow: the oldest 51 entries were deleted.'])
  expect(told.slice(0, -1)).toEqual(range(30, 'more ').slice(-9))
  let rounds = 0
  expect(await until(() => ++rounds === 10)).toEqual(told)
  await writeEach(writer, 'a', ['the', 'last'])
  rounds = 0
  const later = await until(() => ++rounds === 10)
  expect(later.filter(isNote)).toEqual(told.filter(isNote))
  expect(later.slice(-2)).toEqual(['the', 'last'])
})

test('a log without bounds stays as it is', async () => {
  bounds.hold('a', { entries: 0, bytes: 0 })
  await writeEach(writer, 'a', range(5))
  clock.advance(10_000)
  expect(await readAll('a')).toHaveLength(5)
})

test('a note that finds no room is not written over and over', async () => {
  bounds.hold('a', { entries: 0, bytes: 1 })
  const append = vi.spyOn(writer, 'append')
  await writeEach(writer, 'a', range(3))
  for (let round = 0; round < 10; round += 1) await until(() => true)
  expect(append).toHaveBeenCalledTimes(3)
  expect(await readAll('a')).toEqual([])
})
