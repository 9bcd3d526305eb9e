import { beforeEach, expect, test, vi } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import { type Filter, noFilter } from '../../src/log/filter.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import type { LogHandle } from '../../src/log/log-handle.ts'
import type { Mark } from '../../src/log/mark.ts'
import { LogReader } from '../../src/log/reader.ts'
import { createLogClient, type ReaderWorker } from '../../src/log/reader-client.ts'
import type { LogSize, ReaderMessage } from '../../src/log/reader-protocol.ts'
import { ReaderServer } from '../../src/log/reader-server.ts'
import { soon } from '../soon.ts'
import { emptyStorage, ManualClock, newWriter, note, range, received, writeEach } from './support.ts'

beforeEach(emptyStorage)

const ones: Filter = { ...noFilter, text: '1' }

/** A writer and a client of one log database, in one thread. */
function connect(reader = openLogDatabase().then((database) => new LogReader(database))) {
  const clock = new ManualClock()
  const listeners = new Set<(event: MessageEvent<ReaderMessage>) => void>()
  const post = (message: ReaderMessage) => {
    const data = structuredClone(message)
    queueMicrotask(() => {
      for (const listener of listeners) listener({ data } as MessageEvent<ReaderMessage>)
    })
  }
  const server = new ReaderServer({ reader, clock, post })
  const worker: ReaderWorker = {
    postMessage: (request) => queueMicrotask(() => server.receive(structuredClone(request))),
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
    terminate: () => {},
  }
  const { writer } = newWriter((growth) => server.grow(growth))
  return { clock, client: createLogClient(() => worker), server, writer }
}

/** Sizes as they come, and the wait for one. The clock is moved along, as sizes are paced by it. */
function watchSizes(clock: ManualClock) {
  const sizes: LogSize[] = []
  async function until(condition: (size: LogSize) => boolean): Promise<LogSize> {
    for (;;) {
      const size = sizes.at(-1)
      if (size && condition(size)) return size
      clock.advance(16)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { sizes, until, onChange: (size: LogSize) => void sizes.push(size) }
}

const isDone = ({ state, scanned, total }: LogSize) => state === 'idle' && scanned === total && total > 0

test('what the writer has just stored is shown without being read', async () => {
  const database = await openLogDatabase()
  const { client, clock, writer } = connect(Promise.resolve(new LogReader(database)))
  await writeEach(writer, 'a', range(3))
  const { onChange, until } = watchSizes(clock)
  const came: string[] = []
  const log = client.open('a', (size, rows) => {
    for (const [at, { preview }] of rows?.rows.entries() ?? []) came[(rows?.index ?? 0) + at] = preview
    onChange(size)
  })
  await until(isDone)
  await writeEach(writer, 'a', ['x', 'y'])
  await until(({ total }) => total === 5)
  expect(came.slice(3)).toEqual(['x', 'y'])
  const read = vi.spyOn(database, 'transaction')
  expect((await log.range(3, 2)).map(({ seq, preview }) => [seq, preview])).toEqual([
    [4, 'x'],
    [5, 'y'],
  ])
  expect(read).not.toHaveBeenCalled()
})

test('a log is opened, ranged over and followed', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(30))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  expect(await until(isDone)).toEqual({ first: 1, total: 30, shown: 30, scanned: 30, behind: 0, state: 'idle' })
  expect((await log.range(28, 10)).map(({ preview }) => preview)).toEqual(['28', '29'])
  expect(await log.range(30, 10)).toEqual([])
  expect(await log.entry(1)).toMatchObject({ seq: 1, data: '0' })
  expect(await log.entry(31)).toBeUndefined()
  expect(await log.indexOf(30)).toBe(29)
  expect(await log.indexOf(31)).toBeUndefined()
  await writeEach(writer, 'a', ['30'])
  await writeEach(writer, 'b', ['another log'])
  expect(await until(({ total }) => total > 30)).toMatchObject({ total: 31, shown: 31 })
  expect((await log.range(30, 1)).map(({ preview }) => preview)).toEqual(['30'])
})

test('a log that could not be read when it was opened is read once the writer tells of it', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Internal error.', 'UnknownError')
  })
  const { client, clock, writer } = connect(Promise.resolve(new LogReader(undefined)))
  const { onChange, until } = watchSizes(clock)
  const marked: number[] = []
  const onMarks = (marks: readonly Mark[]) => void marked.push(...marks.map(({ seq }) => seq))
  const log = client.open('a', onChange, { onMarks })
  await until(({ state }) => state === 'failed')
  const others = newWriter().writer
  await writeEach(others, 'a', range(1))
  await others.mark('a', 1, '')
  await writeEach(writer, 'a', range(3).slice(1))
  expect(await until(isDone)).toMatchObject({ total: 3, shown: 3 })
  expect((await log.range(0, 3)).map(({ preview }) => preview)).toEqual(range(3))
  await soon(() => expect(marked).toEqual([1]))
})

test('what was true before entries were deleted is not taken for news', async () => {
  const { client, clock, server, writer } = connect()
  await writeEach(writer, 'a', range(30))
  const { onChange, until } = watchSizes(clock)
  client.open('a', onChange)
  await until(isDone)
  server.grow({ logId: 'a', first: 21, rows: 10 })
  server.grow({ logId: 'a', first: 1, rows: 30 })
  expect(await until(({ total }) => total < 30)).toMatchObject({ first: 21, total: 10 })
  server.grow({ logId: 'a', first: 1, rows: 31 })
  expect(await until(({ total }) => total !== 10)).toMatchObject({ first: 21, total: 11 })
})

test('ranges follow the filter, and the filter keeps up', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(30))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  expect(await log.filter(ones)).toEqual({ ok: true, value: null })
  expect(await until((size) => isDone(size) && size.shown < 30)).toMatchObject({ total: 30, shown: 12 })
  expect((await log.range(1, 3)).map(({ preview }) => preview)).toEqual(['10', '11', '12'])
  expect(await log.indexOf(11)).toBe(1)
  expect(await log.indexOf(1)).toBeUndefined()
  await writeEach(writer, 'a', ['no', '1 more'])
  expect(await until((size) => isDone(size) && size.total === 32)).toMatchObject({ shown: 13 })
  expect((await log.range(12, 3)).map(({ seq }) => seq)).toEqual([32])
  expect(await log.filter(undefined)).toMatchObject({ ok: true })
  expect(await until(({ shown }) => shown === 32)).toMatchObject({ scanned: 32, state: 'idle' })
})

test('a filter looks at the end first, and rows keep their numbers when older ones are found', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(100))
  const { onChange, sizes, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter({ ...noFilter, text: '7' })
  const first = await until(({ shown }) => shown > 0 && shown < 100)
  expect(first).toMatchObject({ state: 'scanning', scanned: 4, shown: 1, gone: 0 })
  expect((await log.range(0, 1)).map(({ preview }) => preview)).toEqual(['97'])
  expect(await until(isDone)).toMatchObject({ shown: 19, gone: -18 })
  expect((await log.range(17, 9)).map(({ preview }) => preview)).toEqual(['87', '97'])
  expect(await log.indexOf(98)).toBe(18)
  expect(sizes.every(({ shown, gone = 0 }) => shown === 100 || shown + gone === 1 || shown === 0)).toBe(true)
})

test('a filter looks first at what is seen', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(100))
  const { onChange, sizes, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter({ ...noFilter, text: '7' }, 30)
  await until(({ shown }) => shown > 0 && shown < 100)
  expect(sizes.find(({ shown }) => shown > 0 && shown < 100)).toMatchObject({ state: 'scanning', shown: 1 })
  const [found] = await log.range(0, 1)
  expect(['27', '37']).toContain(found?.preview)
  const place = await log.locate({ type: 'entry', seq: 10 })
  expect([place, await log.indexOf(place ?? 0)]).toEqual([18, 1])
  expect(await until(isDone)).toMatchObject({ shown: 19 })
  expect((await log.range(0, 3)).map(({ preview }) => preview)).toEqual(['7', '17', '27'])
})

test('a place is an entry that is shown: the one meant, the next one, or the last', async () => {
  const { client, clock, writer } = connect()
  for (const text of range(300)) {
    writer.append('a', received(text), 1000 + Number(text) * 10)
    if (text.endsWith('7')) await writer.flush()
  }
  await writer.flush()
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  const entry = (seq: number) => log.locate({ type: 'entry', seq })
  const moment = (at: number) => log.locate({ type: 'moment', at })
  expect([await entry(0), await entry(42), await entry(1e9)]).toEqual([1, 42, 300])
  const moments = [0, 1000, 1001, 1500, 2229, 3990, 3991, 1e9]
  expect(await Promise.all(moments.map(moment))).toEqual([1, 1, 2, 51, 124, 300, 300, 300])
  await log.filter({ ...noFilter, text: '25' })
  // Kept are the texts 25, 125, 225 and 250 to 259, one entry further on.
  expect([await entry(1), await entry(27), await entry(261), await moment(3260)]).toEqual([26, 126, 260, 251])
  await log.filter({ ...noFilter, text: 'nothing has this' })
  expect(await entry(1)).toBeUndefined()
  log.close()
  expect(await entry(1)).toBeUndefined()
})

test('a refused filter leaves the one there is', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(10))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await log.filter(ones)
  await until((size) => isDone(size) && size.shown === 1)
  expect(await log.filter({ ...ones, text: '(', mode: 'regular-expression' })).toMatchObject({ ok: false })
  expect((await log.range(0, 10)).map(({ preview }) => preview)).toEqual(['1'])
})

test('the next filter ends the scan of the one before', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(100))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await Promise.all([log.filter(ones), log.filter({ ...ones, text: '99' })])
  expect(await until((size) => isDone(size) && size.shown > 0)).toMatchObject({ total: 100, shown: 1 })
  expect((await log.range(0, 10)).map(({ preview }) => preview)).toEqual(['99'])
})

test('many growth notices make few sizes', async () => {
  const { client, clock, server, writer } = connect()
  await writeEach(writer, 'a', ['0'])
  const { onChange, sizes, until } = watchSizes(clock)
  client.open('a', onChange)
  await until(isDone)
  const before = sizes.length
  const notice: LogGrowth = { logId: 'a', first: 1, rows: 1 }
  for (let rows = 2; rows <= 50; rows++) server.grow({ ...notice, rows })
  expect(await until(({ total }) => total === 50)).toMatchObject({ shown: 50 })
  expect(sizes.length - before).toBeLessThanOrEqual(2)
})

test('the oldest entries that are gone are not shown', async () => {
  const { client, clock, server, writer } = connect()
  await writeEach(writer, 'a', range(20))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await log.filter(ones)
  const { gone = Number.NaN } = await until((size) => isDone(size) && size.shown === 11)
  server.grow({ logId: 'a', first: 12, rows: 9 })
  expect(await until(({ total }) => total === 9)).toMatchObject({ shown: 9, scanned: 9, gone: gone + 2 })
  expect((await log.range(0, 1)).map(({ seq }) => seq)).toEqual([12])
})

test('opening a log closes the one before, which answers with nothing from then on', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(3))
  await writeEach(writer, 'b', range(5))
  const one = watchSizes(clock)
  const first = client.open('a', one.onChange)
  await one.until(isDone)
  const other = watchSizes(clock)
  client.open('b', other.onChange)
  expect(await other.until(isDone)).toMatchObject({ total: 5 })
  expect(await first.range(0, 3)).toEqual([])
  expect(await first.entry(1)).toBeUndefined()
  expect(await first.filter(ones)).toMatchObject({ ok: false })
  await writeEach(writer, 'a', ['3'])
  await other.until(() => true)
  expect(one.sizes.at(-1)?.total).toBe(3)
})

test.each([
  ['a filter has been made ready', (log: LogHandle) => log.filter({ ...noFilter, mode: 'json-path', text: '$.n' })],
  ['schemas have been made ready', (log: LogHandle) => log.fit({ received: '{"type":"string"}' })],
])('a log that is closed before %s is not looked through', async (_, ask) => {
  const database = await openLogDatabase()
  const { client, clock, writer } = connect(Promise.resolve(new LogReader(database)))
  await writeEach(writer, 'a', range(3))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter({ ...noFilter, kind: 'misfit' })
  await until(isDone)
  const answer = ask(log)
  log.close()
  await new Promise(setImmediate)
  const read = vi.spyOn(database, 'transaction')
  await answer
  await new Promise(setImmediate)
  expect(read).not.toHaveBeenCalled()
})

test('bookmarks that cannot be read stay as they are', async () => {
  const reader = new LogReader(await openLogDatabase())
  const { client, clock, server, writer } = connect(Promise.resolve(reader))
  await writeEach(writer, 'a', range(3))
  const { onChange, until } = watchSizes(clock)
  const told: (readonly Mark[])[] = []
  client.open('a', onChange, { onMarks: (marks) => told.push(marks) })
  await until(isDone)
  vi.spyOn(reader, 'marks').mockRejectedValueOnce(new DOMException('Internal error.', 'UnknownError'))
  server.remark({ logId: 'a' })
  await writer.mark('a', 2, '')
  server.remark({ logId: 'a' })
  await soon(() => expect(told).toEqual([[], [{ seq: 2, note: '' }]]))
})

test('a database that cannot be opened is told as failed', async () => {
  const { client, clock } = connect(Promise.reject(new Error('no disk')))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  expect(await until(() => true)).toMatchObject({ total: 0, state: 'failed' })
  expect(await log.range(0, 10)).toEqual([])
})

test('a view that is held stands still under any filter and knows how far behind it is', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(12))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.look({ from: 1, hold: true })
  await writeEach(writer, 'a', ['x1', 'y'])
  expect(await until(({ behind }) => behind === 2)).toMatchObject({ total: 12, shown: 12 })
  expect(await log.range(10, 10)).toHaveLength(2)
  await log.filter(ones)
  expect(await until((size) => isDone(size) && size.shown < 12)).toMatchObject({ total: 12, shown: 3, behind: 2 })
  expect((await log.range(0, 10)).map(({ preview }) => preview)).toEqual(['1', '10', '11'])
  await log.look({ from: 1, hold: false })
  expect(await until((size) => isDone(size) && size.total === 14)).toMatchObject({ shown: 4, behind: 0 })
})

test('entries that are left out are not there, and are when they are let in again', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(12))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter(ones)
  await log.look({ from: 12, hold: false })
  expect(await until(isDone)).toMatchObject({ first: 12, total: 1, shown: 1 })
  expect((await log.range(0, 10)).map(({ preview }) => preview)).toEqual(['11'])
  await log.look({ from: 1, hold: false })
  expect(await until((size) => isDone(size) && size.shown > 1)).toMatchObject({ first: 1, total: 12, shown: 3 })
  await writeEach(writer, 'a', ['1', 'no'])
  expect(await until((size) => isDone(size) && size.total === 14)).toMatchObject({ shown: 4 })
  await log.look({ from: 1, hold: true, upTo: 13 })
  expect(await until(isDone)).toMatchObject({ total: 12, shown: 3, behind: 2 })
})

test('entries that are let in again have the numbers they had, also those that were left out one time after the other', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(30))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter(ones)
  const { gone = 0 } = await until((size) => isDone(size) && size.shown === 12)
  const look = async (from: number, shown: number) => {
    await log.look({ from, hold: false })
    return until((size) => size.state === 'idle' && size.scanned === size.total && size.shown === shown)
  }
  expect(await look(31, 0)).toMatchObject({ gone: gone + 12 })
  expect(await look(1, 12)).toMatchObject({ gone })
  await look(13, 9)
  expect(await look(31, 0)).toMatchObject({ gone: gone + 12 })
  expect(await look(1, 12)).toMatchObject({ gone })
  // What is back only in part has other numbers than all there were.
  await look(31, 0)
  expect(await look(13, 9)).toMatchObject({ gone: gone + 12 })
})

test('what is looked for is counted and gone through, round and round, also among what a filter keeps', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(60))
  const { onChange, sizes, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  const nines = { ...noFilter, text: '9' }
  const step = (from: number, direction: 'next' | 'previous') => log.step({ from, direction })
  expect(await step(1, 'next')).toBeUndefined()
  expect(await log.find(nines)).toEqual({ ok: true, value: null })
  expect(await step(1, 'next')).toEqual({ seq: 10, excerpt: { before: '', hit: '9', after: '' } })
  expect(await until(({ find }) => find?.scanned === 60)).toMatchObject({ find: { hits: 6, place: 1 } })
  expect(await step(11, 'next')).toMatchObject({ seq: 20, excerpt: { before: '1', hit: '9' } })
  expect(await step(61, 'next')).toMatchObject({ seq: 10 })
  expect(await step(60, 'previous')).toMatchObject({ seq: 60 })
  expect(await step(59, 'previous')).toMatchObject({ seq: 50 })
  expect(sizes.at(-1)?.find).toMatchObject({ place: 5 })
  expect(await step(9, 'previous')).toMatchObject({ seq: 60 })
  await writeEach(writer, 'a', ['69', 'no'])
  expect(await until(({ find }) => find?.scanned === 62)).toMatchObject({ shown: 62, find: { hits: 7, place: 6 } })
  await log.filter(ones)
  expect(await step(1, 'next')).toMatchObject({ seq: 20 })
  expect(await until(({ find }) => find?.scanned === 62)).toMatchObject({ shown: 15, find: { hits: 1, place: 1 } })
  await log.look({ from: 21, hold: false })
  expect(await step(1, 'next')).toBeUndefined()
  await log.find(undefined)
  expect(sizes.at(-1)?.find).toBeUndefined()
})

/** A log of so many texts that is only read from an entry on, until the rest is let be read. */
async function halfReadable(count: number, from: number) {
  const reader = new LogReader(await openLogDatabase())
  let letRead = () => {}
  const mayRead = new Promise<void>((resolve) => {
    letRead = resolve
  })
  const between = reader.blocksBetween.bind(reader)
  vi.spyOn(reader, 'blocksBetween').mockImplementation(async (log, first, end) => {
    if (first < from) await mayRead
    return between(log, first, end)
  })
  const { client, clock, writer } = connect(Promise.resolve(reader))
  await writeEach(writer, 'a', range(count))
  const { onChange, sizes, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  return { log, letRead, sizes, until }
}

test('what is looked for is found at once where one is, and no hit is passed over that is not known yet', async () => {
  const { log, letRead, sizes, until } = await halfReadable(100, 40)
  await log.find({ ...noFilter, text: '7' }, 60)
  // Numbered from 1 on: 58 is the text 57.
  expect(await log.step({ from: 60, direction: 'nearest' })).toMatchObject({ seq: 68 })
  expect(await log.step({ from: 67, direction: 'previous' })).toMatchObject({ seq: 58 })
  expect(await log.step({ from: 59, direction: 'next' })).toMatchObject({ seq: 68 })
  expect(sizes.at(-1)?.find?.place).toBeUndefined()
  const answered: (number | undefined)[] = []
  const later = [
    log.step({ from: 47, direction: 'previous' }),
    log.step({ from: 20, direction: 'next' }),
    log.step({ from: 99, direction: 'next' }),
  ].map((step) => step.then((hit) => void answered.push(hit?.seq)))
  expect(await log.step({ from: 99, direction: 'previous' })).toMatchObject({ seq: 98 })
  await until(({ find }) => find?.scanned === 53)
  expect(answered).toEqual([])
  letRead()
  await Promise.all(later)
  expect(answered.sort()).toEqual([28, 38, 8])
  await log.step({ from: 60, direction: 'next' })
  expect(await until(({ find }) => find?.scanned === 100)).toMatchObject({ find: { hits: 19, place: 7 } })
})

test('where nothing is behind, the nearest hit is the last before, and a place the last that is shown', async () => {
  const { log, letRead } = await halfReadable(100, 40)
  await log.find({ ...noFilter, text: '57' }, 90)
  expect(await log.step({ from: 90, direction: 'nearest' })).toMatchObject({ seq: 58 })
  await log.filter({ ...noFilter, text: '57' }, 90)
  expect(await log.locate({ type: 'entry', seq: 80 })).toBe(58)
  const first = log.step({ from: 90, direction: 'next' })
  letRead()
  expect(await first).toMatchObject({ seq: 58 })
})

test('a piece around the place is told, of messages', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', [`${'x'.repeat(500)}Needle${'y'.repeat(500)}`])
  writer.append('a', note('a needle in a note'), 1)
  await writer.flush()
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.find({ ...noFilter, text: 'needle' })
  const hit = await log.step({ from: 1, direction: 'next' })
  expect(hit?.excerpt).toEqual({ before: `…${'x'.repeat(24)}`, hit: 'Needle', after: `${'y'.repeat(300)}…` })
  expect(await log.step({ from: 2, direction: 'next' })).toEqual({ seq: 2 })
  await log.find({ ...noFilter, text: 'needle', matchCase: true })
  expect(await log.step({ from: 1, direction: 'next' })).toEqual({ seq: 2 })
  expect(await log.find({ ...noFilter, text: '(', mode: 'regular-expression' })).toMatchObject({ ok: false })
  expect(await log.step({ from: 1, direction: 'next' })).toEqual({ seq: 2 })
})

test('no piece around a place begins or ends within a character', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', [`${'😀'.repeat(50)}x${'😀'.repeat(200)}`, `${'😀'.repeat(50)}.x.${'😀'.repeat(200)}`])
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.find({ ...noFilter, text: 'x' })
  for (const from of [1, 2]) {
    const { before = '', after = '' } = (await log.step({ from, direction: 'next' }))?.excerpt ?? {}
    expect([before.isWellFormed(), after.isWellFormed()]).toEqual([true, true])
    expect(before).toMatch(/^…(😀){11,12}\.?$/)
  }
  await log.find({ ...noFilter, text: 'x(😀)*', mode: 'regular-expression' })
  expect((await log.step({ from: 1, direction: 'next' }))?.excerpt?.hit.isWellFormed()).toBe(true)
  await log.find({ ...noFilter, text: '[^x](?=x)|x.', mode: 'regular-expression' })
  expect((await log.step({ from: 1, direction: 'next' }))?.excerpt).toMatchObject({
    hit: '😀',
    after: expect.stringMatching(/^x/),
  })
})

test('what could not be stored is told until the log tells it itself', async () => {
  const { client, clock, writer, server } = connect()
  await writeEach(writer, 'a', ['0'])
  const { onChange, until } = watchSizes(clock)
  client.open('a', onChange)
  await until(isDone)
  server.lose({ logId: 'a', entries: 7 })
  expect(await until(({ lost }) => lost !== undefined)).toMatchObject({ total: 1, lost: 7 })
  await writeEach(writer, 'a', ['1'])
  expect((await until(({ total }) => total === 2)).lost).toBeUndefined()
})

test('a JSON path filters, too', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', ['{"n":1}', '{"n":2}', 'no JSON', '{"m":3}'])
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  expect(await log.filter({ ...noFilter, mode: 'json-path', text: '$.n >= 2' })).toEqual({ ok: true, value: null })
  expect(await until(isDone)).toMatchObject({ shown: 1 })
  expect((await log.range(0, 3)).map(({ seq }) => seq)).toEqual([2])
})

test('messages that do not fit are kept by the schemas of the moment', async () => {
  const { client, clock, writer } = connect()
  await writeEach(writer, 'a', range(30))
  const { onChange, until } = watchSizes(clock)
  const log = client.open('a', onChange)
  await until(isDone)
  await log.filter({ ...noFilter, kind: 'misfit' })
  expect((await until(isDone)).shown).toBe(0)
  await log.fit({ received: '{"maximum":20}' })
  expect((await until((size) => isDone(size) && size.shown > 0)).shown).toBe(9)
  expect((await log.range(0, 1)).map(({ preview, misfit }) => [preview, misfit])).toEqual([['21', true]])
  await log.fit({ received: '{"maximum":25}' })
  expect((await until((size) => isDone(size) && size.shown < 9)).shown).toBe(4)
})
