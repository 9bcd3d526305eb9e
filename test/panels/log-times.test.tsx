import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { clockTime, timeSpan } from '../../panels/shared/format.ts'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { fakeLogs } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const message = (seq: number, at: number): LogEntry => ({
  seq,
  at,
  type: 'message',
  direction: 'received',
  data: 'tick',
})
const opened = (seq: number, at: number): LogEntry => ({
  seq,
  at,
  type: 'opened',
  connectionId: 'c',
  protocol: '',
  extensions: '',
})
const entries = [opened(1, 1000), message(2, 1012), message(3, 2012), opened(4, 9000), message(5, 9250)]

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const rows = () =>
  within(grid())
    .queryAllByRole('row')
    .filter((row) => row.dataset.seq !== undefined)
const times = () => rows().map((row) => within(row).getAllByRole('gridcell')[1]?.textContent)
const facts = () =>
  [...screen.getByRole('status', { name: 'Picked rows' }).querySelectorAll('span')]
    .map(({ textContent }) => textContent)
    .join('')
const picked = () =>
  rows()
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map((row) => row.dataset.seq)
const key = (name: string, shiftKey = false) => fireEvent.keyDown(grid(), { key: name, shiftKey })

async function show() {
  const shown = showInspector(fakeSession(), fakeLogs(entries))
  await waitFor(() => expect(rows()).toHaveLength(5))
  return shown
}

test.each([
  [0.25, '0.25 ms'],
  [31.44, '31.4 ms'],
  [4218, '4.218 s'],
  [187_540, '3:07.5'],
  [7_387_000, '2:03:07'],
  [-12, '−12.0 ms'],
])('%d ms are %s', (milliseconds, text) => expect(timeSpan(milliseconds)).toBe(text))

test('a span of time has the decimal point of the language: 4.218 s would be over an hour in German', async () => {
  class German extends Intl.NumberFormat {
    constructor(_?: string, options?: Intl.NumberFormatOptions) {
      super('de', options)
    }
  }
  vi.stubGlobal('Intl', Object.create(Intl, { NumberFormat: { value: German } }))
  vi.resetModules()
  const german = await import('../../panels/shared/format.ts')
  expect([0.25, 31.44, 4218, 187_540].map(german.timeSpan)).toEqual(['0,25 ms', '31,4 ms', '4,218 s', '3:07,5'])
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('the column of times', () => {
  const choose = (value: string) =>
    fireEvent.change(screen.getByRole('combobox', { name: 'Time shown' }), { target: { value } })

  test('tells the time since the connection of each row was opened, and says so next time, too', async () => {
    await show()
    choose('since-connect')
    await waitFor(() => expect(times()).toEqual(['0.00 ms', '12.0 ms', '1.012 s', '0.00 ms', '250.0 ms']))
    expect(localStorage.getItem('time-shown')).toBe('"since-connect"')
  })

  test('tells the time since the row above', async () => {
    await show()
    choose('since-previous')
    await waitFor(() => expect(times()).toEqual(['', '12.0 ms', '1.000 s', '6.988 s', '250.0 ms']))
  })
})

describe('two picked rows', () => {
  test('tell what lies between them, picked with Ctrl and a click', async () => {
    await show()
    fireEvent.click(rows()[1] as HTMLElement)
    await waitFor(() => expect(picked()).toEqual(['2']))
    fireEvent.click(rows()[4] as HTMLElement, { ctrlKey: true })
    await waitFor(() => expect(facts()).toBe('#2 to #5Δt 8.238 s · 2 rows between · 12 B'))
    expect(picked()).toEqual(['2', '5'])
    fireEvent.click(rows()[2] as HTMLElement)
    await waitFor(() => expect(picked()).toEqual(['3']))
    expect(facts()).toBe('')
  })

  test('tell what lies between them under the filter there is', async () => {
    const { model, logs } = await show()
    fireEvent.click(rows()[1] as HTMLElement)
    fireEvent.click(rows()[4] as HTMLElement, { ctrlKey: true })
    await waitFor(() => expect(facts()).toBe('#2 to #5Δt 8.238 s · 2 rows between · 12 B'))
    logs.leaveOut([1, 4])
    await act(() => model.log.changeFilter({ text: 'tick' }))
    await waitFor(() => expect(facts()).toBe('#2 to #5Δt 8.238 s · 1 row between · 12 B'))
    logs.leaveOut([])
    await act(() => model.log.changeFilter({ text: '' }))
    await waitFor(() => expect(facts()).toBe('#2 to #5Δt 8.238 s · 2 rows between · 12 B'))
  })

  test('are two also when the second click comes before the first row was read', async () => {
    await show()
    fireEvent.click(rows()[1] as HTMLElement)
    fireEvent.click(rows()[4] as HTMLElement, { ctrlKey: true })
    await waitFor(() => expect(picked()).toEqual(['2', '5']))
  })

  test('are picked with Shift and the arrow keys; Escape lets the second go first', async () => {
    await show()
    key('Home')
    key('ArrowDown')
    key('ArrowDown', true)
    await waitFor(() => expect(facts()).toBe('#2 to #3Δt 1.000 s · next to each other · 8 B'))
    key('Escape')
    await waitFor(() => expect(facts()).toBe(''))
    expect(picked()).toEqual(['2'])
    key('Escape')
    await waitFor(() => expect(picked()).toEqual([]))
  })
})

test('the detail tells the day, too, unless it is this one', async () => {
  const now = Date.now()
  showInspector(fakeSession(), fakeLogs([message(1, 1000), message(2, now)]))
  await waitFor(() => expect(rows()).toHaveLength(2))
  const titleOf = async (row: number) => {
    fireEvent.click(rows()[row] as HTMLElement)
    const facts = () => [...document.querySelectorAll('.detail-title span')].map(({ textContent }) => textContent)
    await waitFor(() => expect(facts()).toContain(`#${row + 1}`))
    return facts()
  }
  const day = new Date(1000).toLocaleDateString(undefined, { dateStyle: 'medium' })
  expect(await titleOf(0)).toContain(`${day} ${clockTime(1000)}`)
  expect(await titleOf(1)).toContain(clockTime(now))
})
