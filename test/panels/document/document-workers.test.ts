import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openIn } from '../../../panels/shared/document/document-client.ts'
import { createDocumentWorkers, type LastingWorker } from '../../../panels/shared/document/document-workers.ts'
import { fakeDocumentWorker } from '../fake-document-worker.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function workers() {
  const terminate = vi.fn()
  const start = vi.fn((): LastingWorker => ({ ...fakeDocumentWorker(), removeEventListener: () => {}, terminate }))
  return { start, terminate, take: createDocumentWorkers(start) }
}

test('a Worker goes from one document to the next', async () => {
  const { start, take } = workers()
  for (const text of ['[1,2]', '{"a":null}']) {
    const document = openIn(take(), text)
    expect(await document.ask('value', 0)).toBe(text)
    document.close()
    document.close()
  }
  expect(start).toHaveBeenCalledTimes(1)
})

test('two documents at a time have two, of which one is kept, for a while', async () => {
  const { start, terminate, take } = workers()
  const [one, other] = [openIn(take(), '[1]'), openIn(take(), '[2]')]
  expect(await Promise.all([one.ask('value', 0), other.ask('value', 0)])).toEqual(['[1]', '[2]'])
  one.close()
  other.close()
  expect([start.mock.calls.length, terminate.mock.calls.length]).toEqual([2, 1])
  vi.advanceTimersByTime(60_000)
  expect(terminate).toHaveBeenCalledTimes(2)
  openIn(take(), '[3]')
  expect(start).toHaveBeenCalledTimes(3)
})

test('one that has something to do is ended', async () => {
  const { start, terminate, take } = workers()
  const document = openIn(take(), '[1]')
  void document.ask('value', 0)
  document.close()
  expect(terminate).toHaveBeenCalledTimes(1)
  openIn(take(), '[2]')
  expect(start).toHaveBeenCalledTimes(2)
})
