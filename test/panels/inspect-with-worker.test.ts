import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inspectWithWorker } from '../../panels/inspector/model/inspect-with-worker.ts'
import type { InspectionTask } from '../../panels/inspector/model/inspection.ts'

/** Workers that never answer, as they were started. */
let started: SilentWorker[] = []

class SilentWorker {
  readonly asked: InspectionTask[] = []

  constructor() {
    started.push(this)
  }

  addEventListener() {}
  terminate() {}

  postMessage({ task }: { readonly task: InspectionTask }) {
    this.asked.push(task)
  }
}

beforeEach(() => {
  started = []
  vi.useFakeTimers()
  vi.stubGlobal('Worker', SilentWorker)
  // Other tests of this thread may have gone elsewhere.
  vi.stubGlobal('location', new URL('http://localhost/'))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const task = (schema: string | undefined): InspectionTask => ({
  draft: { text: '1', sendAs: 'json-value' },
  minify: true,
  schema,
  values: new Map(),
})

test('a message whose schema takes too long is looked at once more without it', async () => {
  void inspectWithWorker()(task('{}'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started.map(({ asked }) => asked.map(({ schema }) => schema))).toEqual([['{}'], [undefined]])
})

test('a message that takes long by itself is not looked at again and again', async () => {
  void inspectWithWorker()(task(undefined))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(started.length).toBe(1)
})
