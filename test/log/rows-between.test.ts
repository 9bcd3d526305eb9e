import { beforeEach, expect, test, vi } from 'vitest'
import { noFilter } from '../../src/log/filter.ts'
import { findOpened } from '../../src/log/find-opened.ts'
import { LogSession } from '../../src/log/log-session.ts'
import { measureSpan } from '../../src/log/measure-span.ts'
import { LogReader } from '../../src/log/reader.ts'
import { emptyStorage, ManualClock, newWriter, note, range, received, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const opened = { type: 'opened', connectionId: 'c', protocol: '', extensions: '' } as const

const endless = new AbortController().signal

/** 1 opened, 2 to 4 messages, 5 a note, 6 opened, 7 bytes: each two in a record of their own. */
async function write(): Promise<void> {
  const { writer } = newWriter()
  const contents = [
    opened,
    received('a'),
    received('ä'),
    received('abc'),
    note('n'),
    opened,
    received(new Uint8Array(9)),
  ]
  for (const [index, content] of contents.entries()) {
    writer.append('a', content, 100 * (index + 1))
    if (index % 2 === 1) await writer.flush()
  }
  await writer.flush()
}

test('finds the connection that an entry belongs to', async () => {
  await write()
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await findOpened(reader, 'a', 7, 1, endless)).toEqual({ seq: 6, at: 600 })
    expect(await findOpened(reader, 'a', 6, 1, endless)).toEqual({ seq: 6, at: 600 })
    expect(await findOpened(reader, 'a', 5, 1, endless)).toEqual({ seq: 1, at: 100 })
    expect(await findOpened(reader, 'a', 5, 2, endless)).toBeUndefined()
    expect(await findOpened(reader, 'none', 5, 1, endless)).toBeUndefined()
  })
})

test('adds up what lies between two entries, text as UTF-8', async () => {
  await write()
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await measureSpan(reader, 'a', [2, 7], () => true, endless)).toEqual({ between: 4, bytes: 15 })
    expect(await measureSpan(reader, 'a', [3, 4], () => true, endless)).toEqual({ between: 0, bytes: 5 })
    expect(await measureSpan(reader, 'a', [2, 7], (seq) => seq !== 4, endless)).toEqual({ between: 3, bytes: 12 })
  })
})

test('what a filter keeps between two entries is counted once all of it has been looked at', async () => {
  await writeEach(newWriter().writer, 'a', range(100))
  await withDatabase(async (database) => {
    const session = new LogSession(new LogReader(database), 'a', new ManualClock(), { onSize() {}, onMarks() {} })
    await session.open()
    await session.filter({ ...noFilter, text: '1' }, 90)
    expect(await session.span(10, 90)).toMatchObject({
      between: range(100)
        .slice(10, 89)
        .filter((text) => text.includes('1')).length,
    })
    session.close()
  })
})

test('what was measured is given up when something else is to be, and when the log is closed', async () => {
  await writeEach(newWriter().writer, 'a', range(100))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const [ahead, back] = [vi.spyOn(reader, 'blocksAt'), vi.spyOn(reader, 'blocksFrom')]
    const read = () => ahead.mock.calls.length + back.mock.calls.length
    const session = new LogSession(reader, 'a', new ManualClock(), { onSize() {}, onMarks() {} })
    await session.open()
    const first = session.span(1, 100)
    expect(await session.span(1, 3)).toEqual({ between: 1, bytes: 3 })
    await first
    expect(read()).toBeLessThan(5)
    const [span, opened] = [session.span(1, 100), session.opened(100, 1)]
    session.close()
    await Promise.all([span, opened])
    expect(read()).toBeLessThan(10)
  })
})
