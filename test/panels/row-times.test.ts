import { signal } from '@preact/signals'
import { expect, test, vi } from 'vitest'
import { createOpenedAt } from '../../panels/inspector/model/row-times.ts'
import type { Opened } from '../../src/log/find-opened.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'
import type { ConnectionView } from '../../src/wire/view.ts'
import { connectionOf, orders } from './fake-session.ts'

test('what a log is asked that is left meanwhile is asked again when it is shown again', async () => {
  const row: RowSummary = { seq: 5, at: 100, type: 'message', size: 0, preview: '' }
  const shape = { count: 1, rowHeight: 20, viewport: 20 }
  const logId = signal<string | undefined>('a')
  const answers: ((opened: Opened | undefined) => void)[] = []
  const openedAt = createOpenedAt({
    mode: signal('since-connect' as const),
    shown: signal({ shape, first: 0, top: 0, rows: [row] }),
    connection: signal(undefined),
    logId,
    opened: () => new Promise((resolve) => answers.push(resolve)),
  })
  logId.value = 'b'
  logId.value = 'a'
  answers[0]?.(undefined)
  await new Promise((resolve) => setTimeout(resolve))
  answers[1]?.({ seq: 1, at: 60 })
  await new Promise((resolve) => setTimeout(resolve))
  expect(openedAt.value(row)).toBe(60)
})

test('what came since the connection was opened is counted from there also once it is closed and its opening has gone', async () => {
  const row: RowSummary = { seq: 500, at: 100, type: 'message', size: 0, preview: '' }
  const shape = { count: 1, rowHeight: 20, viewport: 20 }
  const open = connectionOf(orders, { state: { phase: 'open', since: 60, protocol: '', extensions: '' } })
  const connection = signal<ConnectionView | undefined>(open)
  const logId = signal<string | undefined>('a')
  const openedAt = createOpenedAt({
    mode: signal('since-connect' as const),
    shown: signal({ shape, first: 0, top: 0, rows: [row] }),
    connection,
    logId,
    opened: async () => undefined,
  })
  expect(openedAt.value(row)).toBe(60)
  connection.value = { ...open, state: { phase: 'closing', since: 110, code: 1000, reason: '' } }
  expect(openedAt.value(row)).toBe(60)
  connection.value = undefined
  logId.value = 'b'
  expect(openedAt.value(row)).toBeUndefined()
})

test('what could not be read is not known: it is asked again with the next rows', async () => {
  const row: RowSummary = { seq: 5, at: 100, type: 'message', size: 0, preview: '' }
  const shown = signal({ shape: { count: 1, rowHeight: 20, viewport: 20 }, first: 0, top: 0, rows: [row] })
  const opened = vi.fn<() => Promise<Opened | undefined>>().mockRejectedValueOnce(new Error('The disk is gone.'))
  opened.mockResolvedValue({ seq: 1, at: 60 })
  const openedAt = createOpenedAt({
    ...{ mode: signal('since-connect' as const), shown, opened },
    ...{ connection: signal(undefined), logId: signal('a') },
  })
  await new Promise((resolve) => setTimeout(resolve))
  expect(openedAt.value(row)).toBeUndefined()
  expect(opened).toHaveBeenCalledTimes(1)
  shown.value = { ...shown.value, top: 1 }
  await new Promise((resolve) => setTimeout(resolve))
  expect(openedAt.value(row)).toBe(60)
})
