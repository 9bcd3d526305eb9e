import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { createLogView } from '../../panels/inspector/model/log-view.ts'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'

/** A view of a log whose entries are read when the test says so. */
function slowView() {
  const logs = fakeLogs()
  const reading: { readonly seq: number; readonly resolve: (entry: LogEntry | undefined) => void }[] = []
  const open = (...given: Parameters<typeof logs.open>) => ({
    ...logs.open(...given),
    entry: (seq: number) => new Promise<LogEntry | undefined>((resolve) => reading.push({ seq, resolve })),
  })
  const log = createLogView({ open }, signal('p1'), fakeSession().call, signal({}), () => {})
  const answer = async (index: number) => {
    const { seq, resolve } = reading[index] ?? {}
    resolve?.(received(1, seq)[0])
    await new Promise((done) => setTimeout(done))
  }
  return { log, answer }
}

test('the entry that was picked last is shown, whichever is read first', async () => {
  const { log, answer } = slowView()
  void log.pick(1)
  void log.pick(2)
  await answer(1)
  await answer(0)
  expect(log.picked.value?.seq).toBe(2)
  expect(await log.lastPicked()).toMatchObject({ seq: 2 })
})

test('a detail that was closed stays closed when its entry has been read', async () => {
  const { log, answer } = slowView()
  void log.pick(1)
  log.closeDetail()
  await answer(0)
  expect(log.picked.value).toBeUndefined()
})
