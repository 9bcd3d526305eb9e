import { batch, signal } from '@preact/signals'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createListPosition } from '../../panels/shared/list-position.ts'
import { createRowFeed, type RowSource } from '../../panels/shared/row-feed.ts'

/** A source that answers when told to. */
function slowSource(name: string) {
  const waiting: (() => void)[] = []
  const range = vi.fn(
    (index: number, count: number) =>
      new Promise<string[]>((resolve) => {
        waiting.push(() => resolve(Array.from({ length: count }, (_, offset) => `${name}${index + offset}`)))
      }),
  )
  const settle = async () => {
    for (const answer of waiting.splice(0)) answer()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { source: { range } as RowSource<string>, range, settle }
}

function feedOf(length: number) {
  const first = slowSource('a')
  const count = signal(length)
  const source = signal<RowSource<string> | undefined>(first.source)
  const position = createListPosition(count, signal(20))
  position.viewport.value = 200
  const base = signal(0)
  return { ...first, count, position, current: source, base, feed: createRowFeed(source, position, base) }
}

test('shows the end once it is there', async () => {
  const { feed, settle } = feedOf(1000)
  expect(feed.shown.value.rows).toEqual([])
  await settle()
  expect(feed.shown.value.rows.at(-1)).toBe('a999')
})

test('keeps what is shown until the rows of a jump are there', async () => {
  const { feed, position, settle } = feedOf(100_000)
  await settle()
  const before = feed.shown.value
  position.scrolled(0)
  expect(feed.shown.value).toBe(before)
  await settle()
  expect(feed.shown.value).toMatchObject({ first: 0, top: 0 })
  expect(feed.shown.value.rows[0]).toBe('a0')
})

test('has one fetch under way, and then goes to where the list is by then', async () => {
  const { feed, position, range, settle } = feedOf(100_000)
  await settle()
  range.mockClear()
  for (const top of [0, 400_000, 800_000, 1_200_000]) position.scrolled(top)
  expect(range).toHaveBeenCalledTimes(1)
  await settle()
  await settle()
  expect(range.mock.calls.slice(0, 2)).toEqual([
    [0, 11],
    [59_999, 12],
  ])
  expect(feed.shown.value.top).toBe(1_200_000)
})

test('asks for what is seen first and keeps what is around it ready, for which no jump waits', async () => {
  const { feed, position, range, settle } = feedOf(100_000)
  await settle()
  expect(range.mock.calls).toEqual([[99_989, 11]])
  range.mockClear()
  position.scrolled(800_000)
  await settle()
  expect(feed.shown.value.rows.filter((row) => row !== undefined)).toHaveLength(12)
  expect(range.mock.calls).toEqual([
    [39_999, 12],
    [39_936, 128],
  ])
  position.scrolled(0)
  expect(range.mock.calls.slice(2)).toEqual([[0, 11]])
  await settle()
  expect(feed.shown.value).toMatchObject({ first: 0, top: 0 })
  await settle()
  expect(range.mock.calls.slice(3)).toEqual([[11, 117]])
  position.scrolled(800_000)
  expect(feed.shown.value.top).toBe(800_000)
})

test('asks only for what is new when the list grows', async () => {
  const { count, range, settle } = feedOf(1000)
  await settle()
  range.mockClear()
  count.value = 1003
  expect(range.mock.calls).toEqual([[1000, 3]])
})

test('does not ask for what it was given, as long as nothing is missing in between', async () => {
  const { feed, count, position, range, settle } = feedOf(1000)
  await settle()
  range.mockClear()
  feed.add(1000, ['new'])
  count.value = 1001
  expect(range).not.toHaveBeenCalled()
  expect(feed.shown.value.rows.slice(-2)).toEqual(['a999', 'new'])
  feed.add(1003, ['late'])
  count.value = 1004
  expect(range.mock.calls).toEqual([[1001, 2]])
  await settle()
  expect(feed.shown.value.rows.slice(-2)).toEqual(['a1002', 'late'])
  position.scrolled(0)
  await settle()
  range.mockClear()
  feed.add(1004, ['unseen'])
  count.value = 1005
  position.toEnd()
  expect(range.mock.calls).toEqual([[1004, 1]])
})

test('keeps the rows it has when others come in front', async () => {
  const { feed, base, count, position, range, settle } = feedOf(50)
  await settle()
  range.mockClear()
  batch(() => {
    count.value = 350
    base.value = -300
  })
  expect(feed.shown.value.rows.at(-1)).toBe('a49')
  expect(range.mock.calls).toEqual([])
  position.scrolled(0)
  expect(range.mock.calls).toEqual([[0, 11]])
  await settle()
  expect(feed.shown.value).toMatchObject({ first: 0, top: 0 })
  expect(feed.shown.value.rows[0]).toBe('a0')
  expect(range.mock.calls.slice(1)).toEqual([[11, 33]])
})

test('asks for nothing twice', async () => {
  const { position, range, settle } = feedOf(100)
  await settle()
  position.scrolled(0)
  await settle()
  await settle()
  range.mockClear()
  position.scrolled(500)
  position.scrolled(0)
  expect(range).not.toHaveBeenCalled()
})

test('shows nothing of what was there before a change of source', async () => {
  const { feed, current, settle } = feedOf(50)
  const other = slowSource('b')
  current.value = other.source
  await settle()
  await other.settle()
  expect(feed.shown.value.rows.at(-1)).toBe('b49')
})

test('tells why rows cannot be fetched', async () => {
  const { feed, current, settle } = feedOf(50)
  current.value = { range: () => Promise.reject(new Error('disk on fire')) }
  await settle()
  await settle()
  expect(feed.fault.value).toContain('disk on fire')
})

test('tells nothing of a source that is not shown any more, also where the next has no rows', async () => {
  const { feed, count, current, settle } = feedOf(50)
  await settle()
  current.value = { range: () => Promise.reject(new Error('disk on fire')) }
  await settle()
  expect(feed.fault.value).toContain('disk on fire')
  batch(() => {
    count.value = 0
    current.value = slowSource('b').source
  })
  expect(feed.fault.value).toBeUndefined()

  let fail = () => {}
  batch(() => {
    count.value = 50
    current.value = {
      range: () =>
        new Promise((_, reject) => {
          fail = () => reject(new Error('too late'))
        }),
    }
  })
  current.value = slowSource('c').source
  fail()
  await settle()
  expect(feed.fault.value).toBeUndefined()
})

test('tells of an end that runs away some times a second, and at once of all else', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { feed, count, position, settle } = feedOf(1000)
  const growTo = async (rows: number) => {
    count.value = rows
    await settle()
    expect(feed.shown.value.shape.count).toBe(rows)
    return feed.told.value.count
  }
  await settle()
  expect(await growTo(1010)).toBe(1000)
  expect(await growTo(1020)).toBe(1000)
  vi.advanceTimersByTime(200)
  expect(feed.told.value.count).toBe(1020)
  expect(await growTo(1030)).toBe(1020)
  position.scrolled(0)
  await settle()
  expect(feed.told.value.count).toBe(1030)
  expect(await growTo(1040)).toBe(1040)
})

test('draws a flood after the next frame, of several in one frame only the last, and none of it when there are other rows', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { feed, count, current, settle } = feedOf(1000)
  await settle()
  count.value = 2000
  await settle()
  count.value = 3000
  await settle()
  expect(feed.shown.value.rows.at(-1)).toBe('a999')
  vi.advanceTimersByTime(20)
  expect(feed.shown.value.rows.at(-1)).toBe('a2999')
  expect(feed.shown.value.rows.length).toBeLessThanOrEqual(11)
  count.value = 4000
  await settle()
  current.value = slowSource('b').source
  vi.advanceTimersByTime(20)
  expect(feed.shown.value.rows.at(-1)).toBe('a2999')
})
