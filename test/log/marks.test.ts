import { beforeEach, expect, test } from 'vitest'
import { noFilter } from '../../src/log/filter.ts'
import { LogSession } from '../../src/log/log-session.ts'
import type { Mark } from '../../src/log/mark.ts'
import { LogReader } from '../../src/log/reader.ts'
import type { LogSize } from '../../src/log/reader-protocol.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { closableDatabase, emptyStorage, ManualClock, newWriter, range, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const marksOf = (log: string) => withDatabase((database) => new LogReader(database).marks(log))

test('bookmarks are kept by log, changed and taken away', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(12))
  await writeEach(writer, 'b', range(1))
  await writer.mark('a', 3, '')
  await writer.mark('a', 12, 'odd')
  await writer.mark('b', 1, 'another log')
  expect(await marksOf('a')).toEqual([
    { seq: 3, note: '' },
    { seq: 12, note: 'odd' },
  ])
  await writer.mark('a', 12, 'even')
  await writer.mark('a', 3, undefined)
  expect(await marksOf('a')).toEqual([{ seq: 12, note: 'even' }])
})

test('an entry takes one that was appended just before', async () => {
  const { writer } = newWriter()
  writer.append('a', { type: 'note', code: 'recording', message: 'first' }, 0)
  await writer.mark('a', 1, 'odd')
  expect(await marksOf('a')).toEqual([{ seq: 1, note: 'odd' }])
})

test('they go with the entries that are deleted', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(10))
  for (const seq of [2, 5, 6]) await writer.mark('a', seq, '')
  await writer.trim('a', 6)
  expect(await marksOf('a')).toEqual([{ seq: 6, note: '' }])
  await writer.trim('a', Number.MAX_SAFE_INTEGER)
  expect(await marksOf('a')).toEqual([])
})

test('an entry that has gone meanwhile takes none: nothing would delete it', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(10))
  await writeEach(writer, 'over', range(2))
  await writer.trim('a', 6)
  await writer.trim('over', Number.MAX_SAFE_INTEGER, true)
  for (const seq of [5, 6]) await writer.mark('a', seq, 'written in another panel')
  await writer.mark('over', 1, 'written in another panel')
  expect(await marksOf('a')).toEqual([{ seq: 6, note: 'written in another panel' }])
  expect(await marksOf('over')).toEqual([])
})

test('they are kept in a database that the browser closed meanwhile', async () => {
  const { open, close } = closableDatabase()
  await writeEach(newWriter().writer, 'a', range(2))
  const writer = new LogWriter({ open, clock: new ManualClock(), now: () => 0, onGrowth: () => {} })
  await writer.mark('a', 1, 'first')
  close()
  await writer.mark('a', 2, 'second')
  expect(await marksOf('a')).toHaveLength(2)
})

test('a filter keeps what has one, also after there are others', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(20, 'text '))
  await writer.mark('a', 4, '')
  await withDatabase(async (database) => {
    const told: (readonly Mark[])[] = []
    const sizes: LogSize[] = []
    const clock = new ManualClock()
    const session = new LogSession(new LogReader(database), 'a', clock, {
      onSize: (size) => sizes.push(size),
      onMarks: (marks) => told.push(marks),
    })
    await session.open()
    expect(told).toEqual([[{ seq: 4, note: '' }]])
    const shown = async (count: number) => {
      while (sizes.at(-1)?.shown !== count || sizes.at(-1)?.state !== 'idle') {
        clock.advance(16)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return (await session.range(0, 10)).map(({ seq }) => seq)
    }
    await session.filter({ ...noFilter, marked: true })
    expect(await shown(1)).toEqual([4])
    await writer.mark('a', 16, 'odd')
    await session.remark()
    expect(told.at(-1)).toHaveLength(2)
    expect(await shown(2)).toEqual([4, 16])
    await session.filter({ ...noFilter, marked: true, text: 'text 15' })
    expect(await shown(1)).toEqual([16])
    session.close()
  })
})
