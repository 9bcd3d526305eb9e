import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { rowOf } from '../../src/log/block.ts'
import { dropRows } from '../../src/log/drop-rows.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import { LogReader } from '../../src/log/reader.ts'
import { anyContent, blockOf } from './contents.ts'
import { emptyStorage, newWriter, range, readAll, received, textsOf, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

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

test('a log that does not exist stays so', async () => {
  const { writer } = newWriter()
  await writer.trim('a', 10)
  expect(await extentOf('a')).toEqual({ first: 1, rows: 0 })
})
