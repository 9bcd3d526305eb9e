import { beforeEach, expect, test } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import { LogRetention } from '../../src/log/log-retention.ts'
import type { LogWriter } from '../../src/log/writer.ts'
import { emptyStorage, ManualClock, newWriter, readAll, received, textsOf, withDatabase } from './support.ts'

let now: number
let clock: ManualClock
let growths: LogGrowth[]
let writer: LogWriter
let retention: LogRetention
let faults: string[]

beforeEach(() => {
  emptyStorage()
  now = 1000
  clock = new ManualClock()
  growths = []
  faults = []
  writer = newWriter((growth) => growths.push(growth)).writer
  retention = retentionWith(writer)
})

function retentionWith(deleting: Pick<LogWriter, 'flush' | 'trim'>): LogRetention {
  const onFault = (logId: string) => faults.push(logId)
  return new LogRetention({ open: openLogDatabase, writer: deleting, clock, now: () => now, onFault })
}

/** Writes an entry at each of the times, several to a commit. */
async function write(log: string, ...commits: number[][]): Promise<void> {
  for (const times of commits) {
    for (const at of times) writer.append(log, received(`at ${at}`), at)
    await writer.flush()
  }
}

async function timesIn(log: string): Promise<string[]> {
  return textsOf(await readAll(log))
}

test('what is too old goes from every log, entry by entry, and is numbered on', async () => {
  await write('a', [100, 200], [300, 850, 950])
  await write('b', [800], [900], [990])
  await write('c', [960])
  await retention.hold({ maxAge: 150 })
  expect(await timesIn('a')).toEqual(['at 950'])
  expect(await timesIn('b')).toEqual(['at 900', 'at 990'])
  expect(await timesIn('c')).toEqual(['at 960'])
  expect(growths.slice(-2)).toEqual([
    { logId: 'a', first: 5, rows: 1 },
    { logId: 'b', first: 2, rows: 2 },
  ])
  await write('a', [1001])
  expect((await readAll('a')).map(({ seq }) => seq)).toEqual([5, 6])
})

test('full blocks that are too old are deleted, and a log that is wholly too old keeps its place', async () => {
  writer.append('a', received('x'.repeat(300_000)), 1)
  await write('a', [2], [3])
  await retention.hold({ maxAge: 500 })
  expect(await timesIn('a')).toEqual([])
  expect(growths.at(-1)).toEqual({ logId: 'a', first: 4, rows: 0 })
  await retention.hold({ maxAge: 500 })
  await write('a', [1001])
  expect((await readAll('a')).map(({ seq }) => seq)).toEqual([4])
})

test('what becomes too old goes within the hour, until something else holds', async () => {
  await write('a', [900])
  await retention.hold({ maxAge: 500 })
  expect(await timesIn('a')).toHaveLength(1)
  now = 2000
  clock.advance(3_600_000)
  await expect.poll(() => timesIn('a')).toEqual([])
  await write('a', [1900])
  await retention.hold({})
  now = 9000
  clock.advance(3_600_000)
  expect(await timesIn('a')).toEqual(['at 1900'])
})

test('logs that may not stay go, with what was not on disk yet, up to that moment', async () => {
  await write('a', [1])
  await write('b', [2])
  writer.append('b', received('at 999'), 999)
  const held = retention.hold({ only: ['a'] })
  now = 1001
  writer.append('b', received('begun anew'), now)
  await held
  await writer.flush()
  expect(await timesIn('a')).toEqual(['at 1'])
  expect(await timesIn('b')).toEqual(['begun anew'])
})

test('of a log that nothing is added to any more no place is kept', async () => {
  for (const log of ['a', 'a.over']) await write(log, [1], [2])
  await retention.hold({ maxAge: 500, used: ['a'] })
  expect(await withDatabase((database) => database.getAllKeys('blocks'))).toEqual([['a', 3]])
})

test('a log that cannot be trimmed is told, and the others are trimmed all the same', async () => {
  await write('a', [1])
  await write('b', [2])
  const trim = (logId: string, before: number) =>
    logId === 'a' ? Promise.reject(new Error()) : writer.trim(logId, before)
  await retentionWith({ flush: () => writer.flush(), trim }).hold({ only: [] })
  expect(faults).toEqual(['a'])
  expect(await timesIn('b')).toEqual([])
})

test('what may stay does so, also in front of entries of a clock that was behind', async () => {
  await write('a', [100], [950, 200], [300])
  await retention.hold({ maxAge: 500 })
  expect(await timesIn('a')).toEqual(['at 950', 'at 200', 'at 300'])
})

test('entries of a clock that was ahead keep nothing from going, and go with what came after them', async () => {
  await write('a', [9_000_000, 9_000_001], [100, 9_000_002, 200], [950, 9_000_003])
  await write('b', [9_000_000], [950])
  await write('c', [9_000_000], [9_000_001])
  await retention.hold({ maxAge: 500 })
  expect(await timesIn('a')).toEqual(['at 950', 'at 9000003'])
  expect(await timesIn('b')).toEqual(['at 9000000', 'at 950'])
  expect(await timesIn('c')).toHaveLength(2)
})

test('entries of a clock that was ahead go where the log may not stay', async () => {
  await write('a', [9_000_000], [100])
  await write('b', [100], [9_000_000])
  await retention.hold({ only: [] })
  expect(await timesIn('a')).toEqual([])
  expect(await timesIn('b')).toEqual([])
})
