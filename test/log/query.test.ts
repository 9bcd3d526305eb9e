import { beforeEach, expect, test, vi } from 'vitest'
import { compileFilter, noFilter } from '../../src/log/filter.ts'
import { Query } from '../../src/log/query.ts'
import { LogReader } from '../../src/log/reader.ts'
import { SeqList } from '../../src/log/seq-list.ts'
import { emptyStorage, newWriter, range, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const endless = new AbortController().signal

async function queryFor(reader: LogReader, text: string): Promise<Query> {
  const compiled = await compileFilter({ ...noFilter, text })
  if (!compiled.ok) throw new Error(compiled.refusal.message)
  return new Query(reader, 'a', [compiled.value], 1)
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
})

test('a list takes no more room than what is left of it, however much has gone through', () => {
  let largest = 0
  vi.stubGlobal(
    'Uint32Array',
    class extends Uint32Array {
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
