import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import type { LogGrowth, LogLoss } from '../../src/log/growth.ts'
import { LogWriter } from '../../src/log/writer.ts'
import {
  closableDatabase,
  emptyStorage,
  ManualClock,
  newWriter,
  passing,
  range,
  readAll,
  received,
  textsOf,
  writeEach,
} from './support.ts'

beforeEach(emptyStorage)
afterEach(() => {
  vi.restoreAllMocks()
})

/** Has the next transactions that put something abort as browsers do: after the success of the request. */
function storageFull(times: number): void {
  const put = IDBObjectStore.prototype.put
  const refused = new Set<IDBTransaction>()
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key)
    if (refused.size < times && !refused.has(this.transaction)) {
      refused.add(this.transaction)
      request.addEventListener('success', () => abortForQuota(this.transaction))
    }
    return request
  })
}

function abortForQuota(transaction: IDBTransaction): void {
  // The only way to give a fake transaction an error of the browser's own.
  ;(transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError')
}

/** A writer of a log with so many blocks, and what it tells of losses. */
async function withBlocks(count: number) {
  const losses: LogLoss[] = []
  const clock = new ManualClock()
  const onLoss = (loss: LogLoss) => void losses.push(loss)
  const writer = new LogWriter({ open: openLogDatabase, clock, now: () => 0, onGrowth: () => {}, onLoss })
  await writeEach(
    writer,
    'a',
    Array.from({ length: count }, () => block),
  )
  return { writer, clock, losses }
}

const block = 'x'.repeat(300_000)

test('when storage is full the oldest blocks of the largest log go, and that log says so', async () => {
  const growths: LogGrowth[] = []
  const { writer } = newWriter((growth) => growths.push(growth))
  await writeEach(writer, 'large', [block, block, block, block, block, block, block, block])
  storageFull(1)
  await writeEach(writer, 'small', ['0', '1'])
  await writer.flush()
  expect(textsOf(await readAll('small'))).toEqual(['0', '1'])
  const left = await readAll('large')
  expect(left.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9])
  const message = 'Storage was full: the oldest 2 entries were deleted.'
  expect(left.at(-1)).toMatchObject({ type: 'note', code: 'gap', message })
  expect(growths.filter(({ logId }) => logId === 'large').at(-1)).toMatchObject({ logId: 'large', first: 3, rows: 7 })
})

test('what comes until the browser has given back the room of what was deleted waits and is written then', async () => {
  const { writer, clock, losses } = await withBlocks(8)
  storageFull(4)
  writer.append('a', received('0'), 1)
  const stored = writer.flush()
  await new Promise(setImmediate)
  writer.append('a', received('1'), 1)
  await passing(clock, stored)
  await writer.flush()
  expect(losses).toEqual([])
  const gap = expect.stringContaining('oldest 2 entries were deleted')
  expect(textsOf(await readAll('a')).slice(-3)).toEqual([gap, '0', '1'])
})

test('when deleting does not help for a minute, what waited is counted as lost, and little more is deleted', async () => {
  const { writer, clock, losses } = await withBlocks(8)
  storageFull(Number.POSITIVE_INFINITY)
  writer.append('a', received('0'), 1)
  const stored = writer.flush()
  await passing(clock, stored)
  expect(losses.at(-1)).toEqual({ logId: 'a', entries: 1 })
  expect(clock.now()).toBeGreaterThanOrEqual(60_000)
  // A quarter at first, and then one block every 15 s.
  const [{ seq: first } = { seq: 0 }] = await readAll('a')
  expect(first).toBeGreaterThan(3)
  expect(first).toBeLessThanOrEqual(7)
  writer.append('a', received('1'), 1)
  await passing(clock, writer.flush())
  expect(losses.at(-1)).toEqual({ logId: 'a', entries: 2 })
  vi.restoreAllMocks()
  await writeEach(writer, 'a', ['2'])
  const gap = expect.stringMatching(/oldest \d entries were deleted.* 2 entries were not kept/)
  expect(textsOf(await readAll('a')).slice(-2)).toEqual([gap, '2'])
})

test('the oldest blocks go before storage is full, a twelfth at most and then as much as is written', async () => {
  const losses: LogLoss[] = []
  const clock = new ManualClock()
  let usage = 0
  const estimate = async () => ({ usage, quota: 400_000_000 })
  const onLoss = (loss: LogLoss) => void losses.push(loss)
  const writer = new LogWriter({ open: openLogDatabase, clock, now: () => 0, estimate, onGrowth: () => {}, onLoss })
  const firstAfter = async (...texts: string[]) => {
    for (const text of texts) await writeEach(writer, text === block ? 'a' : 'b', [text])
    await writer.flush()
    return (await readAll('a'))[0]?.seq
  }
  await writeEach(writer, 'a', Array(12).fill(block))
  usage = 330_000_000
  expect(await firstAfter('looked at a moment ago')).toBe(1)
  clock.advance(10_000)
  // A quarter of all there may be is to be free, and it is not.
  expect(await firstAfter('last', 'more')).toBe(2)
  expect(textsOf(await readAll('a'))).toContainEqual(expect.stringContaining('oldest entry was deleted'))
  clock.advance(10_000)
  expect(await firstAfter('little')).toBe(2)
  // What was deleted is not given back, but written to: as much goes as comes.
  clock.advance(10_000)
  expect(await firstAfter(block, block, block)).toBe(5)
  clock.advance(10_000)
  expect(await firstAfter('little')).toBe(5)
  // A little less is used, but far from what was deleted.
  usage = 325_000_000
  clock.advance(10_000)
  expect(await firstAfter('little')).toBe(5)
  usage = 312_000_000
  clock.advance(10_000)
  expect(await firstAfter('it was given back, and that is not enough')).toBe(6)
  usage = 350_000_000
  clock.advance(10_000)
  expect(await firstAfter('it was not written to')).toBe(8)
  expect(losses).toEqual([])
})

test('what cannot be written is counted, not announced, and told when writing works again', async () => {
  const growths: LogGrowth[] = []
  const losses: LogLoss[] = []
  const clock = new ManualClock()
  const onGrowth = (growth: LogGrowth) => void growths.push(growth)
  const writer = new LogWriter({
    open: openLogDatabase,
    clock,
    now: () => 0,
    onGrowth,
    onLoss: (loss) => losses.push(loss),
  })
  await writeEach(writer, 'a', ['0', '1'])
  storageFull(3)
  await writeEach(writer, 'a', ['lost', 'lost', 'lost'])
  expect(growths).toHaveLength(2)
  expect(losses.at(-1)).toEqual({ logId: 'a', entries: 3 })
  expect(writer.pendingBytes).toBe(0)
  await writeEach(writer, 'a', ['3'])
  const gap = 'Storage could not be written: 3 entries were not kept and are missing here.'
  expect(textsOf(await readAll('a'))).toEqual(['0', '1', gap, '3'])
  expect(growths.at(-1)).toMatchObject({ logId: 'a', first: 1, rows: 4 })
  clock.advance(10_000)
  await writer.flush()
  expect(await readAll('a')).toHaveLength(4)
})

test('what a refused transaction was asked for by then of another log is not there twice', async () => {
  const { writer } = newWriter()
  const small = 'x'.repeat(70_000)
  await writeEach(writer, 'a', ['0'])
  await writeEach(writer, 'b', [`0 ${small}`, `1 ${small}`, `2 ${small}`])
  refuseOnce('a', () => writer.append('b', received(`4 ${small}`), 1))
  writer.append('a', received('1'), 1)
  writer.append('b', received('3'), 1)
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual(range(2))
  expect(textsOf(await readAll('b')).map((text) => Number.parseInt(text, 10))).toEqual([0, 1, 2, 3, 4])
})

/** Has the next row of a log refused as Firefox does: what else was asked for by then is stored, outside of any transaction. */
function refuseOnce(log: string, onRefused: () => void): void {
  const put = IDBObjectStore.prototype.put
  let refused: IDBTransaction | undefined
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key)
    const { transaction } = this
    const outside = () => put.call(transaction.db.transaction('blocks', 'readwrite').objectStore('blocks'), value, key)
    if (transaction === refused) transaction.addEventListener('abort', outside)
    if (refused || !Array.isArray(key) || key[0] !== log) return request
    refused = transaction
    const last = (transaction as unknown as { _requests: { operation: () => unknown }[] })._requests.at(-1)
    if (!last) throw new Error('There is no request.')
    last.operation = () => {
      throw new DOMException('', 'UnknownError')
    }
    transaction.addEventListener('abort', onRefused)
    return request
  })
}

test('a gap is told even when nothing is appended any more', async () => {
  const { clock, writer } = newWriter()
  storageFull(1)
  expect(writer.isWriting).toBe(false)
  writer.append('a', received('lost'), 1)
  clock.advance(20)
  expect(writer.isWriting).toBe(true)
  await writer.drained(0)
  expect(await readAll('a')).toEqual([])
  // Who ended the writer now would have the log lack it in silence.
  expect(writer.isWriting).toBe(true)
  clock.advance(3000)
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual([expect.stringContaining('1 entry was not kept')])
  expect(writer.isWriting).toBe(false)
})

test('a gap is dated by the entry behind it or, where none is, by the moment at which it is told', async () => {
  const { clock, writer } = newWriter(undefined, { now: () => 9000 })
  storageFull(1)
  writer.append('a', received('lost'), 1000)
  writer.append('b', received('lost'), 1000)
  clock.advance(20)
  await writer.drained(0)
  writer.append('a', received('kept'), 2000)
  writer.append('recorded long ago', received('imported'), 3)
  await writer.flush()
  expect((await readAll('a')).map(({ type, at }) => [type, at])).toEqual([
    ['note', 2000],
    ['message', 2000],
  ])
  expect((await readAll('b')).map(({ type, at }) => [type, at])).toEqual([['note', 9000]])
})

test('a database that the browser closed is opened anew', async () => {
  const { open, close } = closableDatabase()
  const writer = new LogWriter({ open, clock: new ManualClock(), now: () => 0, onGrowth: () => {} })
  await writeEach(writer, 'a', ['0', '1'])
  close()
  await writeEach(writer, 'a', ['2'])
  expect(textsOf(await readAll('a'))).toEqual(range(3))
})

test('sequence numbers go on when the data were taken away', async () => {
  const growths: LogGrowth[] = []
  let database = await openLogDatabase()
  const open = async () => {
    database = await openLogDatabase()
    return database
  }
  const writer = new LogWriter({
    open,
    clock: new ManualClock(),
    now: () => 0,
    onGrowth: (growth) => growths.push(growth),
  })
  await writeEach(writer, 'a', ['0', '1'])
  database.close()
  emptyStorage()
  await writeEach(writer, 'a', ['2'])
  expect(growths.at(-1)).toMatchObject({ logId: 'a', first: 3, rows: 1 })
})

test('rows are not written twice when a listener throws', async () => {
  const { writer } = newWriter(() => {
    throw new Error('listener')
  })
  writer.append('a', received('0'), 1)
  await expect(writer.flush()).rejects.toThrow('listener')
  expect(await readAll('a')).toHaveLength(1)
})
