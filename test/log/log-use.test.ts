import { beforeEach, expect, test } from 'vitest'
import { logUses } from '../../src/log/log-use.ts'
import { emptyStorage, newWriter, range, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

test('every log is told with its entries and about its bytes, the largest first', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'small', range(5))
  await writeEach(writer, 'large', ['x'.repeat(300_000), 'y'.repeat(300_000), 'z'])
  const uses = await withDatabase(logUses)
  expect(uses.map(({ logId, entries, next }) => ({ logId, entries, next }))).toEqual([
    { logId: 'large', entries: 3, next: 4 },
    { logId: 'small', entries: 5, next: 6 },
  ])
  expect(uses[0]?.bytes).toBeGreaterThan(150_000)
})

test('a log of which nothing is left is not told', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(3))
  await writer.trim('a', 4)
  expect(await withDatabase(logUses)).toEqual([])
})
