import { beforeEach, expect, test, vi } from 'vitest'
import { type Block, memoryOf } from '../../src/log/block.ts'
import { compileFilter } from '../../src/log/compile-filter.ts'
import { blockRange } from '../../src/log/database.ts'
import { noFilter } from '../../src/log/filter.ts'
import { Query } from '../../src/log/query.ts'
import { readNear } from '../../src/log/read-near.ts'
import { LogReader } from '../../src/log/reader.ts'
import { SeqList } from '../../src/log/seq-list.ts'
import { emptyStorage, newWriter, range, received, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const endless = new AbortController().signal

async function queryFor(
  reader: LogReader,
  text: string,
  origin = 1,
  mode = noFilter.mode,
  near?: number,
): Promise<Query> {
  const compiled = await compileFilter({ ...noFilter, text, mode })
  if (!compiled.ok) throw new Error(compiled.refusal.message)
  return new Query(reader, 'a', [compiled.value], origin, near)
}

function lookBack(query: Query, oldest: number): Promise<void> {
  return query.extendBack(
    () => oldest,
    endless,
    () => {},
  )
}

function all(list: SeqList): number[] {
  return [...list.slice(0, list.length)]
}

test('a query grows with its log', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', ['yes', 'no', 'yes'])
  await withDatabase(async (database) => {
    const query = await queryFor(new LogReader(database), 'yes')
    await query.extend(3, endless, () => {})
    expect(all(query.matches)).toEqual([1, 3])
    await writeEach(writer, 'a', ['yes', 'no'])
    await query.extend(5, endless, () => {})
    await query.extend(5, endless, () => {})
    expect(all(query.matches)).toEqual([1, 3, 4])
    expect(query.next).toBe(6)
  })
})

test('a query that is cancelled goes on where it was', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(60))
  await withDatabase(async (database) => {
    const query = await queryFor(new LogReader(database), '1')
    const scan = new AbortController()
    await query.extend(60, scan.signal, () => scan.abort())
    expect(query.next).toBe(5)
    const steps: number[] = []
    await query.extend(60, endless, () => steps.push(query.next))
    expect(steps).toEqual([9, 17, 33, 49, 61])
    const expected = range(60).flatMap((text, index) => (text.includes('1') ? [index + 1] : []))
    expect(all(query.matches)).toEqual(expected)
  })
})

test('a message that is too long for an expression does not end the query', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', ['x', 'x'.repeat(16 * 1024 * 1024), 'xy'])
  await withDatabase(async (database) => {
    const query = await queryFor(new LogReader(database), '^(x|y)*$', 1, 'regular-expression')
    await query.extend(3, endless, () => {})
    expect(all(query.matches)).toEqual([1, 3])
  })
})

test('a query looks back from where it began, while its log grows and records are merged', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(60))
  await withDatabase(async (database) => {
    const query = await queryFor(new LogReader(database), '1', 51)
    const steps: [from: number, found: number][] = []
    await query.extendBack(
      () => 1,
      endless,
      async (found) => {
        steps.push([query.from, found])
        // What was looked up as small records is one block from the first step on.
        if (steps.length === 1) await writeEach(writer, 'a', ['x'.repeat(200_000), 'y'.repeat(200_000)])
        await query.extend(62, endless, () => {})
      },
    )
    expect(steps).toEqual([
      [47, 0],
      [39, 1],
      [23, 1],
      [7, 11],
      [1, 1],
    ])
    const expected = range(60).flatMap((text, index) => (text.includes('1') ? [index + 1] : []))
    expect(all(query.matches)).toEqual(expected)
    expect([query.from, query.next]).toEqual([1, 63])
  })
})

test('a query looks back to the oldest entry there is, also in the middle of a block', async () => {
  const { writer } = newWriter()
  for (const text of range(40)) writer.append('a', received(text), 1)
  await writer.flush()
  await withDatabase(async (database) => {
    const query = await queryFor(new LogReader(database), '1', 41)
    await lookBack(query, 12)
    expect(all(query.matches)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 32])
    expect(query.from).toBe(12)
    await database.delete('blocks', ['a', 1])
    await lookBack(query, 5)
    expect(query.from).toBe(5)
  })
})

test('a query looks back over more blocks than are looked up at once', async () => {
  const { writer } = newWriter()
  for (const text of range(30_000)) {
    writer.append('a', received(text), 1)
    if (text.endsWith('999')) await writer.flush()
  }
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const beginnings = vi.spyOn(reader, 'beginnings')
    const query = await queryFor(reader, '77', 30_001)
    await lookBack(query, 1)
    const expected = range(30_000).flatMap((text, index) => (text.includes('77') ? [index + 1] : []))
    expect(all(query.matches)).toEqual(expected)
    expect(query.from).toBe(1)
    expect(beginnings.mock.calls.length).toBeGreaterThan(1)
  })
})

test('what was found first is kept at hand, and not pushed out by all that is found further away', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(100, '1'))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const keep = vi.spyOn(reader, 'keep')
    const query = await queryFor(reader, '1', 101, 'text', 0)
    await lookBack(query, 1)
    expect(query.matches.length).toBe(100)
    expect(Math.min(...keep.mock.calls.map(([, { first }]) => first))).toBe(41)
  })
})

test('what is near to where somebody looks is read once, whatever is looked for there next', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(100))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const lookFor = async (text: string, upTo = 100) => {
      const query = await queryFor(reader, text, 61)
      await lookBack(query, 1)
      await query.extend(upTo, endless, () => {})
      return all(query.matches)
    }
    expect(await lookFor('none')).toEqual([])
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll')
    expect(await lookFor('7')).toEqual(range(100).flatMap((text, index) => (text.includes('7') ? [index + 1] : [])))
    expect(read).not.toHaveBeenCalled()
    // What lies behind it is read.
    await writeEach(writer, 'a', ['7'])
    expect((await lookFor('7', 101)).at(-1)).toBe(101)
    expect(read).toHaveBeenCalled()
    read.mockRestore()
  })
})

test('what is near to where somebody is about to look is at hand then', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(100))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    await readNear(reader, 'a', { first: 1, rows: 100 }, 61, endless)
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll')
    const query = await queryFor(reader, '7', 61)
    await query.extend(100, endless, () => {})
    await lookBack(query, 1)
    expect(query.matches.length).toBe(19)
    expect(read).not.toHaveBeenCalled()
    read.mockRestore()
  })
})

test('no more is read in advance than is near, nor when nobody wants it any more', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(100))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const keep = vi.spyOn(reader, 'keep')
    const kept = () => keep.mock.calls.splice(0).map(([, { first }]) => first)
    await readNear(
      reader,
      'a',
      { first: 1, rows: 100 },
      99,
      endless,
      5 * memoryOf((await reader.block('a', 1)) as Block),
    )
    expect(kept()).toEqual([99, 100, 98, 97, 96])
    await readNear(reader, 'a', { first: 1, rows: 100 }, 50, AbortSignal.abort())
    expect(kept()).toEqual([])
  })
})

test('what was near and has been deleted since is not found', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(60, '1'))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    await lookBack(await queryFor(reader, '1', 61), 1)
    await database.delete('blocks', blockRange('a', 0, 40))
    const query = await queryFor(reader, '1', 61)
    await lookBack(query, 1)
    expect(all(query.matches)).toEqual(Array.from({ length: 20 }, (_, index) => index + 41))
  })
})

test('a list of sequence numbers grows, finds and forgets', () => {
  const list = new SeqList()
  for (let seq = 2; seq <= 10_000; seq += 2) list.push(seq)
  expect(list.length).toBe(5000)
  expect([...list.slice(4998, 10)]).toEqual([9998, 10_000])
  expect(list.indexOf(2)).toBe(0)
  expect(list.indexOf(3)).toBeUndefined()
  expect(list.indexOf(10_002)).toBeUndefined()
  list.dropBelow(9997)
  expect(list.length).toBe(2)
  expect([...list.slice(0, 5)]).toEqual([9998, 10_000])
  expect(list.indexOf(9998)).toBe(0)
  expect(list.indexOf(2)).toBeUndefined()
  for (let seq = 9996; seq > 0; seq -= 4) list.unshift([seq - 2, seq])
  list.push(10_002)
  expect(list.length).toBe(5001)
  expect([...list.slice(0, 3), ...list.slice(4997, 4)]).toEqual([2, 4, 6, 9996, 9998, 10_000, 10_002])
})

test('a list has the numbers of a log of thousands of millions as they are', () => {
  const list = new SeqList()
  for (const seq of [2 ** 32 - 1, 2 ** 32, 2 ** 40]) list.push(seq)
  list.unshift([1])
  expect([...list.slice(0, 4)]).toEqual([1, 2 ** 32 - 1, 2 ** 32, 2 ** 40])
  expect(list.indexOf(2 ** 32)).toBe(2)
})

test('a list takes no more room than what is left of it, however much has gone through', () => {
  let largest = 0
  vi.stubGlobal(
    'Float64Array',
    class extends Float64Array {
      constructor(...given: [number]) {
        super(...given)
        largest = Math.max(largest, this.length)
      }
    },
  )
  const list = new SeqList()
  for (let seq = 1; seq <= 100_000; seq++) {
    list.push(seq)
    list.dropBelow(seq - 1500)
  }
  vi.unstubAllGlobals()
  expect(largest).toBe(4096)
  expect(all(list)).toEqual(Array.from({ length: 1501 }, (_, index) => 98_500 + index))
  expect(list.indexOf(98_501)).toBe(1)
})
