import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { rowOf } from '../../src/log/block.ts'
import { dropRows } from '../../src/log/drop-rows.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import { LogReader } from '../../src/log/reader.ts'
import { anyContent, blockOf } from './contents.ts'
import {
  closableDatabase,
  emptyStorage,
  newWriter,
  range,
  readAll,
  received,
  textsOf,
  withDatabase,
  writeEach,
} from './support.ts'

beforeEach(emptyStorage)
afterEach(() => {
  vi.restoreAllMocks()
})

function extentOf(log: string) {
  return withDatabase((database) => new LogReader(database).open(log))
}

test('a block without its first rows has the others unchanged', () => {
  fc.assert(
    fc.property(fc.array(anyContent, { minLength: 1, maxLength: 20 }), fc.nat(25), (contents: LogContent[], count) => {
      const block = blockOf(contents, 7)
      const kept = dropRows(block, 7 + count)
      const expected = contents.map((_, index) => rowOf(block, index)).slice(count)
      expect(expected.map((_, index) => rowOf(kept, index))).toEqual(expected)
      expect(kept.kinds).toHaveLength(expected.length)
    }),
  )
})

test.each([1, 2, 4, 7, 100])(
  'what lies before entry %i is deleted, and the next one is numbered on',
  async (before) => {
    const growths: LogGrowth[] = []
    const { writer } = newWriter((growth) => growths.push(growth))
    await writeEach(writer, 'a', ['x'.repeat(300_000), ...range(5)])
    await writeEach(writer, 'b', ['other'])
    await writer.trim('a', before)
    const first = Math.min(before, 7)
    expect(growths.at(-1)).toEqual({ logId: 'a', first, rows: 7 - first })
    expect(await extentOf('a')).toEqual({ first, rows: 7 - first })
    await writeEach(writer, 'a', ['next'])
    expect((await readAll('a')).map(({ seq }) => seq)).toEqual(range(8).map(Number).slice(first))
    expect(textsOf(await readAll('a')).at(-1)).toBe('next')
    expect(textsOf(await readAll('b'))).toEqual(['other'])
  },
)

test('an empty log is numbered on after a restart, too', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  await writer.trim('a', 4)
  await writeEach(newWriter().writer, 'a', ['next'])
  expect((await readAll('a')).map(({ seq }) => seq)).toEqual([4])
})

test('entries are deleted in a database that the browser closed meanwhile', async () => {
  const { open, close } = closableDatabase()
  const { writer } = newWriter(undefined, { open })
  await writeEach(writer, 'a', range(3))
  close()
  await writer.trim('a', 3)
  await writeEach(writer, 'a', ['3'])
  expect(textsOf(await readAll('a'))).toEqual(['2', '3'])
})

test('it is told why nothing could be deleted, and all is there', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  const remove = IDBObjectStore.prototype.delete
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    const request = remove.call(this, key)
    // The last of them, of which nothing but the transaction's end tells.
    const [last] = (this.transaction as unknown as Inside)._requests.slice(-1)
    if (this.name === 'marks' && last) {
      last.operation = () => {
        throw new DOMException('', 'QuotaExceededError')
      }
    }
    return request
  })
  await expect(writer.trim('a', 3)).rejects.toMatchObject({ name: 'QuotaExceededError' })
  vi.restoreAllMocks()
  expect(textsOf(await readAll('a'))).toEqual(range(3))
})

/** What fake-indexeddb has to do for a transaction. */
interface Inside {
  readonly _requests: { operation: () => unknown }[]
}

test('nothing that comes meanwhile is lost', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  writer.append('a', received('3'), 1)
  const trimmed = writer.trim('a', 3)
  writer.append('a', received('4'), 1)
  await trimmed
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual(['2', '3', '4'])
})

test('nothing is left of a log that is over, and what is kept of it stays as it is', async () => {
  const { writer } = newWriter()
  const keys = () => withDatabase((database) => database.getAllKeys('blocks'))
  await writeEach(writer, 'a', range(3))
  await writer.trim('a', 3, true)
  expect(textsOf(await readAll('a'))).toEqual(['2'])
  await writer.trim('a', 4, true)
  expect(await keys()).toEqual([])
  await writer.trim('a', 4, true)
  expect(await keys()).toEqual([])
})

test('what waits goes as well where it is numbered before the entry, and is waited for no more', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  for (const text of ['3', '4']) writer.append('a', received(text), 1)
  writer.append('b', received('other'), 1)
  const flushed = writer.flush()
  await writer.trim('a', Number.MAX_SAFE_INTEGER)
  await flushed
  expect(textsOf(await readAll('a'))).toEqual([])
  writer.append('a', received('5'), 1)
  await writer.trim('a', Number.MAX_SAFE_INTEGER)
  await writer.flush()
  expect(writer.pendingBytes).toBe(0)
  expect(textsOf(await readAll('a'))).toEqual([])
  expect(textsOf(await readAll('b'))).toEqual(['other'])
  await writeEach(writer, 'a', ['next'])
  expect(textsOf(await readAll('a'))).toEqual(['next'])
})

test.each([
  [5, ['3', '4']],
  [6, []],
])('what waits stays unless all of it is numbered before the entry: before %i', async (before, left) => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  for (const text of ['3', '4']) writer.append('a', received(text), 1)
  await writer.trim('a', before)
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual(left)
})

test('what waits of a log of an earlier run stays when all but the last of what that stored goes', async () => {
  await writeEach(newWriter().writer, 'a', range(3))
  const { writer } = newWriter()
  writer.append('a', received('3'), 1)
  await writer.trim('a', 3)
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual(['2', '3'])
})

test('what waits stays also where the entry before it was stored at the second attempt', async () => {
  const { open, close } = closableDatabase()
  const { writer } = newWriter(undefined, { open })
  await writeEach(writer, 'a', range(2))
  close()
  await writeEach(writer, 'a', ['2'])
  writer.append('a', received('3'), 1)
  await writer.trim('a', 4)
  await writer.flush()
  expect(textsOf(await readAll('a'))).toEqual(['3'])
})

test('a commit whose time comes while entries are deleted waits for that', async () => {
  const growths: LogGrowth[] = []
  const { clock, writer } = newWriter((growth) => growths.push(growth))
  await writeEach(writer, 'a', range(3))
  writer.append('a', received('3'), 1)
  const trimmed = writer.trim('a', 3)
  clock.advance(20)
  writer.append('a', received('4'), 1)
  await trimmed
  clock.advance(20)
  writer.append('a', received('5'), 1)
  await writer.flush()
  expect(growths.slice(3).map(({ first }) => first)).toEqual(growths.slice(3).map(() => 3))
  expect(growths.at(-1)).toMatchObject({ logId: 'a', first: 3, rows: 4 })
  expect(textsOf(await readAll('a'))).toEqual(['2', '3', '4', '5'])
})

type Step = 'append' | 'trim' | 'wait'

test('whatever is deleted while more comes, the rest is there once and in order, and only more is told', async () => {
  const steps = fc.array(fc.constantFrom<Step>('append', 'append', 'trim', 'wait'), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      emptyStorage()
      const growths: LogGrowth[] = []
      const { clock, writer } = newWriter((growth) => growths.push(growth))
      let count = 0
      let before = 1
      for (const step of all) {
        if (step === 'append') writer.append('a', received(String(++count)), 1)
        else if (step === 'wait') await new Promise(setImmediate)
        else {
          const { first, rows } = growths.at(-1) ?? { first: 1, rows: 0 }
          before = first + Math.ceil(rows / 2)
          void writer.trim('a', before)
        }
        clock.advance(7)
      }
      await writer.flush()
      const kept = (await readAll('a')).map((entry) => [entry.seq, 'data' in entry && entry.data])
      expect(kept).toEqual(
        range(count + 1)
          .map((text) => [Number(text), text])
          .slice(before),
      )
      const firsts = growths.map(({ first }) => first)
      const ends = growths.map(({ first, rows }) => first + rows)
      for (const told of [firsts, ends]) expect(told).toEqual(told.toSorted((one, other) => one - other))
    }),
    { numRuns: 60 },
  )
})

test('what is to be deleted does not wait for the end of a flood', async () => {
  const { clock, writer } = newWriter(() => {
    // More is there and its time has come whenever something was stored.
    writer.append('a', received('more'), 1)
    clock.advance(20)
  })
  writer.append('a', received('0'), 1)
  clock.advance(20)
  await writer.trim('a', 2)
  expect((await readAll('a'))[0]?.seq).toBe(2)
})

test('a log that does not exist stays so', async () => {
  const { writer } = newWriter()
  await writer.trim('a', 10)
  expect(await extentOf('a')).toEqual({ first: 1, rows: 0 })
})
