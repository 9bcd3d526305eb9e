import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { fakeLogs } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const entries: readonly LogEntry[] = [
  { seq: 1, at: 1000, type: 'message', direction: 'sent', data: '{"id":1}' },
  { seq: 2, at: 1031.4, type: 'message', direction: 'received', data: '{"id":1}' },
]
const grid = () => screen.getByRole('grid', { name: 'Messages' })
const row = (seq: number) => grid().querySelector<HTMLElement>(`[data-seq="${seq}"]`)
const picked = () => grid().querySelector<HTMLElement>('[aria-selected="true"]')?.dataset.seq

/** Types where in the options of the profile the id is. */
async function pairBy(path: string) {
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  const field = await screen.findByRole('textbox', { name: 'Id in sent messages' })
  fireEvent.input(field, { target: { value: path } })
  return field
}

test('rows tell how long the answer took once it is said where the id is, and lead to each other', async () => {
  showInspector(fakeSession(), fakeLogs(entries))
  await waitFor(() => expect(row(2)).not.toBeNull())
  expect(row(2)?.textContent).not.toContain('31.4 ms')
  await pairBy('$.id')
  await waitFor(() => expect(row(2)?.textContent).toContain('31.4 ms'))
  fireEvent.click(within(row(2) as HTMLElement).getByRole('button', { name: 'Answers #1 after 31.4 ms' }))
  await waitFor(() => expect(picked()).toBe('1'))
  const strip = await screen.findByRole('group', { name: 'Picked entry' })
  fireEvent.click(await within(strip).findByRole('button', { name: 'Answered after 31.4 ms by #2' }))
  await waitFor(() => expect(picked()).toBe('2'))
  fireEvent.keyDown(grid(), { key: 'p' })
  await waitFor(() => expect(picked()).toBe('1'))
})

test('the other message is shown in detail also where the filter leaves it out of the list', async () => {
  const logs = fakeLogs(entries)
  const { model } = showInspector(fakeSession(), logs)
  await waitFor(() => expect(row(2)).not.toBeNull())
  await pairBy('$.id')
  const badge = 'Answers #1 after 31.4 ms'
  await within(row(2) as HTMLElement).findByRole('button', { name: badge })
  logs.leaveOut([1])
  await act(() => model.log.changeFilter({ direction: 'received' }))
  await waitFor(() => expect(row(1)).toBeNull())
  fireEvent.click(within(row(2) as HTMLElement).getByRole('button', { name: badge }))
  const detail = await screen.findByRole('region', { name: 'Message detail' })
  expect(detail.textContent).toContain('#1')
})

test('what is no plain path is said to be none, and nothing is paired by it', async () => {
  showInspector(fakeSession(), fakeLogs(entries))
  await waitFor(() => expect(row(2)).not.toBeNull())
  const field = await pairBy('$..id')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.body.textContent).toContain('This is not a plain path')
  expect(row(2)?.textContent).not.toContain('31.4 ms')
})

test('the other message is not shown of another log, which was opened before it was found', async () => {
  const logs = fakeLogs(entries)
  let answer: (() => void) | undefined
  const open: typeof logs.open = (...given) => ({
    ...logs.open(...given),
    locate: () =>
      new Promise((settle) => {
        answer = () => settle(undefined)
      }),
  })
  const { model } = showInspector(fakeSession(), { ...logs, open })
  await waitFor(() => expect(row(2)).not.toBeNull())
  const followed = model.logTools.pairs.follow(2)
  await waitFor(() => expect(answer).toBeDefined())
  await act(() => model.selection.select('p2'))
  await waitFor(() => expect(logs.opened.at(-1)).toBe('p2'))
  answer?.()
  await act(() => followed)
  expect(model.log.picked.value).toBeUndefined()
})
