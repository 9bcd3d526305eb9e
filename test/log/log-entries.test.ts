import { beforeEach, expect, test } from 'vitest'
import type { LogDatabase } from '../../src/log/database.ts'
import { logEntries } from '../../src/log/log-entries.ts'
import { measureSpan } from '../../src/log/measure-span.ts'
import { LogReader } from '../../src/log/reader.ts'
import { runTask } from '../../src/log/rule-scan.ts'
import { emptyStorage, newWriter, range, withDatabase } from './support.ts'

beforeEach(emptyStorage)

/** So many entries, each in a record of its own, and what makes one block of them. */
async function smallRecords(count: number) {
  const { writer } = newWriter()
  const add = (data: string) => {
    writer.append('a', { type: 'message', direction: 'received', data }, 1)
    return writer.flush()
  }
  for (const data of range(count)) await add(data)
  return { merge: () => add('x'.repeat(300_000)) }
}

test('no entry is told twice when records become a block meanwhile', async () => {
  const { merge } = await smallRecords(40)
  const seqs: number[] = []
  await withDatabase(async (database) => {
    for await (const { seq } of logEntries(new LogReader(database), { logId: 'a', from: 1, upTo: 40 })) {
      seqs.push(seq)
      if (seq === 2) await merge()
    }
  })
  expect(seqs).toEqual(range(40).map((_, index) => index + 1))
})

/** Has records become a block once the first of them were read. */
function mergingReader(database: LogDatabase, merge: () => Promise<unknown>): LogReader {
  const reader = new LogReader(database)
  const { blocksAt } = reader
  let reads = 0
  reader.blocksAt = async (...args) => {
    reads += 1
    if (reads === 2) await merge()
    return blocksAt.apply(reader, args)
  }
  return reader
}

test('nor is one between two counted twice, or looked at for a rule', async () => {
  const { merge } = await smallRecords(40)
  const everything = () => true
  const span = await withDatabase((database) =>
    measureSpan(mergingReader(database, merge), 'a', [1, 40], everything, new AbortController().signal),
  )
  expect(span.between).toBe(38)
  emptyStorage()
  const again = await smallRecords(40)
  const task = { type: 'happened', logId: 'a', from: 1, triggers: [] } as const
  const answer = await withDatabase((database) => runTask(mergingReader(database, again.merge), task))
  expect(answer).toMatchObject({ looked: 41 })
})
