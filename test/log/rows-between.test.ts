import { beforeEach, expect, test } from 'vitest'
import { findOpened } from '../../src/log/find-opened.ts'
import { measureSpan } from '../../src/log/measure-span.ts'
import { LogReader } from '../../src/log/reader.ts'
import { emptyStorage, newWriter, note, received, withDatabase } from './support.ts'

beforeEach(emptyStorage)

const opened = { type: 'opened', connectionId: 'c', protocol: '', extensions: '' } as const

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
    expect(await findOpened(reader, 'a', 7, 1)).toEqual({ seq: 6, at: 600 })
    expect(await findOpened(reader, 'a', 6, 1)).toEqual({ seq: 6, at: 600 })
    expect(await findOpened(reader, 'a', 5, 1)).toEqual({ seq: 1, at: 100 })
    expect(await findOpened(reader, 'a', 5, 2)).toBeUndefined()
    expect(await findOpened(reader, 'none', 5, 1)).toBeUndefined()
  })
})

test('adds up what lies between two entries, text as UTF-8', async () => {
  await write()
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await measureSpan(reader, 'a', [2, 7], () => true)).toEqual({ between: 4, bytes: 15 })
    expect(await measureSpan(reader, 'a', [3, 4], () => true)).toEqual({ between: 0, bytes: 5 })
    expect(await measureSpan(reader, 'a', [2, 7], (seq) => seq !== 4)).toEqual({ between: 3, bytes: 12 })
  })
})
