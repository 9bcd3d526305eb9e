import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { blockRange } from '../../src/log/database.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import { anyContent, entryOf } from './contents.ts'
import { emptyStorage, newWriter, range, readAll, received, textsOf, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

function keysOf(log: string) {
  return withDatabase((database) => database.getAllKeys('blocks', blockRange(log)))
}

type Step = { log: string; content: LogContent } | 'flush' | 'restart'

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ log: fc.constantFrom('a', 'b', 'c'), content: anyContent }) },
  { weight: 2, arbitrary: fc.constant('flush' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
)

test('rows of interleaved logs are all there, once and in order, over restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
      emptyStorage()
      const expected: Record<string, LogContent[]> = { a: [], b: [], c: [] }
      let { writer } = newWriter()
      for (const step of steps) {
        if (typeof step === 'string') {
          await writer.flush()
          if (step === 'restart') writer = newWriter().writer
          continue
        }
        writer.append(step.log, step.content, 5)
        expected[step.log]?.push(step.content)
      }
      await writer.flush()
      for (const [log, contents] of Object.entries(expected)) {
        expect(await readAll(log)).toEqual(contents.map((content, index) => entryOf(content, index + 1, 5)))
      }
    }),
    { numRuns: 30 },
  )
})

test('the first row after a quiet time is written with what answers it at once, the next wait for their time', async () => {
  const growths: LogGrowth[] = []
  const { clock, writer } = newWriter((growth) => growths.push(growth))
  writer.append('a', received('0'), 1)
  clock.advance(3)
  writer.append('a', received('1'), 1)
  expect(await readAll('a')).toEqual([])
  clock.advance(1)
  await writer.drained(0)
  expect(growths).toMatchObject([{ logId: 'a', first: 1, rows: 2 }])
  writer.append('a', received('2'), 1)
  writer.append('a', received('3'), 1)
  clock.advance(29)
  expect(await readAll('a')).toHaveLength(2)
  clock.advance(1)
  await writer.drained(0)
  expect(growths.at(-1)).toMatchObject({ logId: 'a', first: 1, rows: 4 })
})

test('commits of a flood are further apart, until it is over', async () => {
  const { clock, writer } = newWriter()
  const rowsAfter = async (milliseconds: number) => {
    clock.advance(milliseconds)
    return (await readAll('a')).length
  }
  for (const text of range(301)) writer.append('a', received(text), 1)
  expect(await rowsAfter(4)).toBe(301)
  writer.append('a', received('next'), 1)
  expect(await rowsAfter(99)).toBe(301)
  expect(await rowsAfter(1)).toBe(302)
  writer.append('a', received('last'), 1)
  expect(await rowsAfter(29)).toBe(302)
  expect(await rowsAfter(1)).toBe(303)
})

test('the last rows are told with the growth while they are few', async () => {
  const growths: LogGrowth[] = []
  const { writer } = newWriter((growth) => growths.push(growth))
  for (const count of [1, 64, 65]) {
    for (const text of range(count)) writer.append('a', received(text), 1)
    await writer.flush()
  }
  expect(growths.map(({ rows, last }) => [rows, last?.first, last?.kinds.length])).toEqual([
    [1, 1, 1],
    [65, 2, 64],
    [130, undefined, undefined],
  ])
  writer.append('a', received('x'.repeat(100_000)), 1)
  await writer.flush()
  expect(growths.at(-1)).toEqual({ logId: 'a', first: 1, rows: 131 })
})

test('what is large is not waited with', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', ['first'])
  writer.append('a', received('x'.repeat(5_000_000)), 1)
  await writer.drained(0)
  expect(await readAll('a')).toHaveLength(2)
})

test('growth is told only when the rows can be read', async () => {
  const checks: Promise<void>[] = []
  const { writer } = newWriter(({ rows }) => {
    checks.push(readAll('a').then((entries) => expect(entries.length).toBeGreaterThanOrEqual(rows)))
  })
  await writeEach(writer, 'a', range(20))
  await Promise.all(checks)
  expect(checks).toHaveLength(20)
})

test('small records become a block when they weigh enough', async () => {
  const { writer } = newWriter()
  const texts = range(12).map((text) => text.repeat(30_000))
  await writeEach(writer, 'a', texts)
  const keys = await keysOf('a')
  expect(keys.length).toBeLessThan(6)
  expect(textsOf(await readAll('a'))).toEqual(texts)
})

test('very many small records are merged before', async () => {
  const { writer } = newWriter()
  await writeEach(writer, 'a', range(300))
  expect((await keysOf('a')).length).toBeLessThan(130)
  expect(textsOf(await readAll('a'))).toEqual(range(300))
})

test('small records of an earlier run are merged with those of this', async () => {
  const half = 'x'.repeat(45_000)
  await writeEach(newWriter().writer, 'a', [half, half, half])
  await writeEach(newWriter().writer, 'a', [half, half, half])
  expect(await keysOf('a')).toEqual([['a', 1]])
  expect(await readAll('a')).toHaveLength(6)
})

test('a huge message has a block of its own', async () => {
  const { writer } = newWriter()
  const huge = 'x'.repeat(16 * 1024 * 1024)
  await writeEach(writer, 'a', ['0', '1', huge, '3'])
  expect(await keysOf('a')).toEqual([
    ['a', 1],
    ['a', 3],
    ['a', 4],
  ])
  expect(textsOf(await readAll('a'))).toEqual(['0', '1', huge, '3'])
  // Also when all of it is written at once.
  for (const text of ['0', '1', huge, '3']) writer.append('b', received(text), 1)
  await writer.flush()
  expect(await keysOf('b')).toEqual([
    ['b', 1],
    ['b', 3],
    ['b', 4],
  ])
})

test('what is pending is counted until it is on disk', async () => {
  const { writer } = newWriter()
  writer.append('a', received('x'.repeat(1000)), 1)
  writer.append('a', received('x'.repeat(1000)), 1)
  expect(writer.pendingBytes).toBeGreaterThanOrEqual(2000)
  const some = writer.drained(1500)
  await writer.flush()
  await some
  expect(writer.pendingBytes).toBe(0)
  await writer.drained(0)
})
