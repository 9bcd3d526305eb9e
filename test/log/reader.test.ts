import { deleteDB } from 'idb'
import { beforeEach, expect, test, vi } from 'vitest'
import { BlockBuilder } from '../../src/log/block-builder.ts'
import { BlockCache } from '../../src/log/block-cache.ts'
import { openLogDatabase } from '../../src/log/database.ts'
import { LogReader } from '../../src/log/reader.ts'
import { scanBlocks } from '../../src/log/scan.ts'
import { emptyStorage, newWriter, range, received, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const endless = new AbortController().signal

test('a log that does not exist is empty', async () => {
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await reader.open('none')).toEqual({ first: 1, rows: 0 })
    expect(await reader.rows('none', 1, 10)).toEqual([])
    expect(await reader.entry('none', 1)).toBeUndefined()
  })
})

test('rows are read across records, and only those of the log', async () => {
  const { writer } = newWriter()
  for (const text of range(40)) {
    writer.append('a', received(text), 3)
    writer.append('b', received(`other ${text}`), 3)
    if (Number(text) % 3 === 0) await writer.flush()
  }
  await writer.flush()
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await reader.open('a')).toEqual({ first: 1, rows: 40 })
    const rows = await reader.rows('a', 11, 25)
    expect(rows.map(({ preview }) => preview)).toEqual(range(40).slice(10, 35))
    expect(rows[0]).toMatchObject({ seq: 11, at: 3, type: 'message', direction: 'received', size: 2 })
    expect(await reader.rows('a', 39, 25)).toHaveLength(2)
    const picked = await reader.pick('a', [2, 3, 40, 41])
    expect(picked.map(({ seq }) => seq)).toEqual([2, 3, 40])
  })
})

test('a scan misses nothing and reads nothing twice while records are merged', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(100))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const seqs: number[] = []
    for await (const blocks of scanBlocks(reader, 'a', 1, 100, endless)) {
      for (const block of blocks) {
        const from = (seqs.at(-1) ?? 0) + 1
        for (let seq = from; seq < block.first + block.kinds.length; seq++) seqs.push(seq)
        expect(block.first).toBeLessThanOrEqual(from)
      }
      // Merges what the scan has not come to.
      if (seqs.length < 30) await writeEach(writer, 'a', range(60))
    }
    expect(seqs.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  })
})

test('rows stay readable through the cache and past it when their records have been merged', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(10))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    await reader.rows('a', 4, 3)
    await writeEach(writer, 'a', ['x'.repeat(200_000), 'x'.repeat(200_000)])
    const rows = await reader.rows('a', 1, 10)
    expect(rows.map(({ preview }) => preview)).toEqual(range(10))
  })
})

test('a scan goes on behind what was deleted', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3, 'x'.repeat(300_000)))
  await withDatabase(async (database) => {
    await database.delete('blocks', ['a', 1])
    const found: number[] = []
    for await (const blocks of scanBlocks(new LogReader(database), 'a', 1, 3, endless)) {
      found.push(...blocks.map(({ first }) => first))
    }
    expect(found).toEqual([2, 3])
  })
})

test('a block that was read is not read again', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    await reader.entry('a', 2)
    const reads = vi.spyOn(reader, 'blocksFrom')
    await reader.entry('a', 2)
    expect(reads).not.toHaveBeenCalled()
  })
})

test('the cache lets go of what was used longest ago', () => {
  const cache = new BlockCache(3000)
  for (const first of [1, 2, 3]) cache.add('a', oneRow(first, 900))
  expect(cache.find('a', 1)).toBeDefined()
  cache.add('a', oneRow(4, 900))
  expect([1, 2, 3, 4].filter((seq) => cache.find('a', seq))).toEqual([1, 3, 4])
  expect(cache.find('b', 1)).toBeUndefined()
  cache.add('a', oneRow(5, 9000))
  expect([1, 3, 4, 5].filter((seq) => cache.find('a', seq))).toEqual([5])
})

test('a text beyond Latin-1 takes two bytes a character of the cache', () => {
  const cache = new BlockCache(3000)
  for (const first of [1, 2]) cache.add('a', oneRow(first, 900, 'я'))
  expect([1, 2].filter((seq) => cache.find('a', seq))).toEqual([2])
})

function oneRow(first: number, length: number, character = 'x') {
  const builder = new BlockBuilder()
  builder.append(received(character.repeat(length)), 0)
  return builder.build(first)
}

test('goes on after the database was deleted under it', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  await withDatabase(async (database) => {
    const reader = new LogReader(database)
    expect(await reader.open('a')).toEqual({ first: 1, rows: 3 })
    await deleteDB('switchboard-log')
    expect(await reader.open('a')).toEqual({ first: 1, rows: 0 })
    await writeEach(writer, 'a', ['3'])
    expect(await reader.open('a')).toEqual({ first: 4, rows: 1 })
    expect((await reader.rows('a', 4, 10)).map(({ preview }) => preview)).toEqual(['3'])
  })
})

test('one connection takes the place of one that the browser closed, however many read at that moment', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  const database = await openLogDatabase()
  const reader = new LogReader(database)
  database.close()
  const open = vi.spyOn(indexedDB, 'open')
  expect(await Promise.all([1, 2, 3].map((seq) => reader.entry('a', seq)))).toMatchObject([
    { data: '0' },
    { data: '1' },
    { data: '2' },
  ])
  expect(open).toHaveBeenCalledOnce()
})
