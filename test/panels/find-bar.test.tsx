import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { refuse } from '../../src/core/result.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const rows = () =>
  within(grid())
    .queryAllByRole('row')
    .filter((row) => row.dataset.seq !== undefined)
const picked = () =>
  rows()
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map((row) => row.dataset.seq)
const bar = () => screen.queryByRole('search', { name: 'Find in log' })
const field = () => screen.getByRole('searchbox', { name: 'Find' })
const marks = () => [...document.querySelectorAll('mark')].map((mark) => mark.textContent)

async function lookFor(text: string, count = 1000) {
  const shown = showInspector(fakeSession(), fakeLogs(received(count)))
  await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe(String(count)))
  fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true })
  fireEvent.input(await screen.findByRole('searchbox', { name: 'Find' }), { target: { value: text } })
  return shown
}

test('Ctrl+F looks for something from where one is, and hides nothing', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(bar()?.textContent).toContain('3 of 11'))
  await waitFor(() => expect(picked()).toEqual(['991']))
  expect(grid().getAttribute('aria-rowcount')).toBe('1000')
  expect(marks()).toContain('"n":99')
})

test('Enter and F3 go on, with Shift back, and round', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  for (const [press, seq, place] of [
    [() => fireEvent.keyDown(field(), { key: 'Enter' }), '992', '4 of 11'],
    [() => fireEvent.keyDown(document.body, { key: 'F3' }), '993', '5 of 11'],
    [() => fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true }), '992', '4 of 11'],
    [() => fireEvent.keyDown(document.body, { key: 'g', metaKey: true, shiftKey: true }), '991', '3 of 11'],
    [() => fireEvent.click(screen.getByRole('button', { name: 'Previous hit' })), '990', '2 of 11'],
    [() => fireEvent.click(screen.getByRole('button', { name: 'Previous hit' })), '99', '1 of 11'],
    [() => fireEvent.click(screen.getByRole('button', { name: 'Previous hit' })), '999', '11 of 11'],
    [() => fireEvent.click(screen.getByRole('button', { name: 'Next hit' })), '99', '1 of 11'],
  ] as const) {
    press()
    await waitFor(() => expect(picked()).toEqual([seq]))
    await waitFor(() => expect(screen.getByRole('status', { name: 'Hit' }).textContent).toBe(place))
  }
})

test('goes as many hits on as keys are pressed, however fast', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  for (let presses = 0; presses < 3; presses++) fireEvent.keyDown(field(), { key: 'Enter' })
  await waitFor(() => expect(bar()?.textContent).toContain('6 of 11'))
  await waitFor(() => expect(picked()).toEqual(['994']))
  fireEvent.keyDown(document.body, { key: 'F3', shiftKey: true })
  fireEvent.keyDown(document.body, { key: 'F3', shiftKey: true })
  await waitFor(() => expect(picked()).toEqual(['992']))
})

test('looks first where one is, and goes to the nearest hit', async () => {
  const { logs } = await lookFor('{"n":42}')
  await waitFor(() => expect(picked()).toEqual(['42']))
  fireEvent.input(field(), { target: { value: '"n":9' } })
  await waitFor(() => expect(picked()).toEqual(['90']))
  expect(logs.origins.at(-1)).toBe(42)
})

test('F3 opens a search that was closed, and goes on to the next hit', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  fireEvent.keyDown(field(), { key: 'Escape' })
  await waitFor(() => expect(bar()).toBeNull())
  fireEvent.keyDown(document.body, { key: 'F3' })
  fireEvent.keyDown(document.body, { key: 'F3' })
  await waitFor(() => expect(picked()).toEqual(['993']))
  expect(bar()?.textContent).toContain('5 of 11')
})

test('F3 in the detail leaves the keyboard there, in the next hit', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  const detail = screen.getByRole('region', { name: 'Message detail' })
  const focused = () => detail.contains(document.activeElement) && document.activeElement?.role
  within(detail).getByRole('button', { name: 'Close detail' }).focus()
  fireEvent.keyDown(document.activeElement as Element, { key: 'F3' })
  await waitFor(() => expect(picked()).toEqual(['992']))
  expect(focused()).toBe('tabpanel')
  fireEvent.click(within(detail).getByRole('tab', { name: 'Tree' }))
  within(detail).getByRole('tree').focus()
  fireEvent.keyDown(document.activeElement as Element, { key: 'g', ctrlKey: true })
  await waitFor(() => expect(picked()).toEqual(['993']))
  expect(focused()).toBe('tree')
})

test('steps that were not taken yet are not taken in another search', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  for (let presses = 0; presses < 3; presses++) fireEvent.keyDown(field(), { key: 'Enter' })
  fireEvent.input(field(), { target: { value: '"n":5' } })
  fireEvent.click(within(bar() as HTMLElement).getByRole('button', { name: 'Match case' }))
  await waitFor(() => expect(picked()).toEqual(['599']))
  expect(bar()?.textContent).toContain('111 of 111')
})

test('the count goes on while messages come, and the row that was gone to stays in view', async () => {
  const { logs } = await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  await act(() => logs.grow(received(9000, 1001)))
  await waitFor(() => expect(bar()?.textContent).toContain('3 of 111'))
  await waitFor(() => expect(picked()).toEqual(['991']))
  expect(screen.getByRole('status', { name: 'Hit' }).textContent).toBe('3 of 11')
})

test('what is looked for may be a regular expression or a JSON path', async () => {
  await lookFor('$.n == 500')
  const toggle = (name: string) => within(bar() as HTMLElement).getByRole('button', { name })
  fireEvent.click(toggle('JSON path'))
  expect(toggle('Match case')).toHaveProperty('disabled', true)
  fireEvent.click(toggle('Regular expression'))
  expect(toggle('JSON path').getAttribute('aria-pressed')).toBe('false')
})

const statuses = () => within(bar() as HTMLElement).getAllByRole('status')

test('one goes to an entry by its number, or to a time', async () => {
  await lookFor('')
  const place = () => screen.getByRole('textbox', { name: 'Go to entry or time' })
  const go = (value: string) => {
    fireEvent.input(place(), { target: { value } })
    fireEvent.submit(place().closest('form') as HTMLFormElement)
  }
  go('#123')
  await waitFor(() => expect(picked()).toEqual(['123']))
  go(new Date(1_700_000_000_500).toISOString())
  await waitFor(() => expect(picked()).toEqual(['501']))
  // There before what it says, or it would not be said.
  const places = statuses()
  go('the end')
  const fault = await screen.findByText(/^Enter the number of an entry/)
  expect(places).toContain(fault)
  expect(place().getAttribute('aria-describedby')).toBe(fault.id)
  expect(picked()).toEqual(['501'])
  go('999999')
  await waitFor(() => expect(picked()).toEqual(['1000']))
  expect(screen.queryByText(/^Enter the number of an entry/)).toBeNull()
})

test('a time is one of the whole log, also where a filter shows its beginning only', async () => {
  const { logs } = await lookFor('', 100)
  await act(() => logs.grow(received(1, 2).map((entry) => ({ ...entry, seq: 101, at: entry.at + 60 * 60_000 }))))
  await act(() => logs.leaveOut([101]))
  await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
  const place = screen.getByRole('textbox', { name: 'Go to entry or time' })
  const { hours, minutes } = timeOfDay(1_700_000_000_000 + 30 * 60_000)
  fireEvent.input(place, { target: { value: `${hours}:${minutes}` } })
  fireEvent.submit(place.closest('form') as HTMLFormElement)
  await waitFor(() => expect(picked()).toEqual(['100']))
})

function timeOfDay(at: number) {
  const date = new Date(at)
  return { hours: date.getHours(), minutes: String(date.getMinutes()).padStart(2, '0') }
}

test('Escape closes it and gives the keys back to the list', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  fireEvent.keyDown(field(), { key: 'Escape' })
  await waitFor(() => expect(bar()).toBeNull())
  expect(document.activeElement).toBe(grid())
  expect(marks()).toEqual([])
  expect(picked()).toEqual(['991'])
})

test('Escape in the list closes the detail first, and then the search', async () => {
  await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  fireEvent.keyDown(grid(), { key: 'Escape' })
  await waitFor(() => expect(picked()).toEqual([]))
  expect(bar()).not.toBeNull()
  fireEvent.keyDown(grid(), { key: 'Escape' })
  await waitFor(() => expect(bar()).toBeNull())
})

test('says that there is nothing, and why something cannot be looked for', async () => {
  const { logs } = await lookFor('absent')
  await waitFor(() => expect(bar()?.textContent).toContain('No hits'))
  const places = statuses()
  logs.refuseFilter(refuse('invalid-arguments', 'This is not a regular expression: no.', { field: 'text' }))
  fireEvent.click(within(bar() as HTMLElement).getByRole('button', { name: 'Regular expression' }))
  await waitFor(() => expect(bar()?.textContent).toContain('This is not a regular expression'))
  expect(places).toContain(screen.getByText(/^This is not a regular expression/))
  expect(field().getAttribute('aria-invalid')).toBe('true')
  expect(bar()?.textContent).not.toContain('No hits')
})

test('what was typed just before Escape is looked for no more', async () => {
  const { model } = await lookFor('"n":99')
  await waitFor(() => expect(picked()).toEqual(['991']))
  vi.useFakeTimers()
  fireEvent.input(field(), { target: { value: '"n":98' } })
  fireEvent.keyDown(field(), { key: 'Escape' })
  await act(async () => {
    await vi.runAllTimersAsync()
  })
  vi.useRealTimers()
  expect(model.logTools.find.running.value).toBeUndefined()
  expect(picked()).toEqual(['991'])
})
