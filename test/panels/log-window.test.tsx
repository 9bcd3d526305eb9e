import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { undoTime } from '../../panels/inspector/model/log-window.ts'
import { refuse } from '../../src/core/result.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const count = () => grid().getAttribute('aria-rowcount')
const button = (name: string) => screen.getByRole('button', { name })
const offer = () => screen.getByRole('status', { name: 'Last clearing' })

async function show() {
  const shown = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(count()).toBe('3'))
  return { ...shown, trims: () => shown.session.calls.filter(({ name }) => name === 'log.trim') }
}

test('a paused list stands still, says how far behind it is, and catches up', async () => {
  const { logs } = await show()
  fireEvent.click(button('Pause'))
  logs.grow(received(5, 4))
  await screen.findByText('Paused · 5 new')
  expect(count()).toBe('3')
  fireEvent.click(button('Resume'))
  await waitFor(() => expect(count()).toBe('8'))
})

test('a paused list of which all has been deleted says how what came is shown', async () => {
  const { logs } = await show()
  fireEvent.click(button('Pause'))
  await act(() => logs.grow(received(3, 4)))
  await act(() => logs.trim(4))
  await waitFor(() => expect(count()).toBe('0'))
  expect(grid().textContent).toContain('Resume: show what came meanwhile')
})

test('a paused list that is filtered says how many entries the filter shows, too', async () => {
  const { logs, model } = await show()
  fireEvent.click(button('Pause'))
  logs.grow(received(5, 4))
  logs.leaveOut([2])
  await act(() => model.log.changeFilter({ text: 'n' }))
  await screen.findByText('Paused · 5 new · 2 of 3 entries')
})

test('a cleared log is empty at once, takes what comes, and can be brought back', async () => {
  const { logs, trims } = await show()
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  logs.grow(received(1, 4))
  await waitFor(() => expect(count()).toBe('1'))
  expect(offer().textContent).toContain('3 entries cleared')
  fireEvent.click(within(offer()).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(count()).toBe('4'))
  expect(trims()).toEqual([])
})

test('a cleared log that is brought back is seen where it was', async () => {
  const logs = fakeLogs(received(100))
  const { model } = showInspector(fakeSession(), logs)
  const firstSeen = () =>
    model.log.feed.shown.value.rows.find(
      (_, at) => model.log.position.below(at + model.log.feed.shown.value.first) >= 0,
    )
  await waitFor(() => expect(count()).toBe('100'))
  await act(() => model.log.position.scrolled(30 * 22))
  await waitFor(() => expect(firstSeen()?.seq).toBe(31))
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  await act(() => logs.grow(received(3, 101)))
  await waitFor(() => expect(count()).toBe('3'))
  fireEvent.click(within(offer()).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(count()).toBe('103'))
  await waitFor(() => expect(firstSeen()?.seq).toBe(31))
})

test('what is cleared while the offer stands comes back with what was cleared before', async () => {
  const { logs, trims } = await show()
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  logs.grow(received(2, 4))
  await waitFor(() => expect(count()).toBe('2'))
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  expect(offer().textContent).toContain('5 entries cleared')
  fireEvent.click(within(offer()).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(count()).toBe('5'))
  expect(trims()).toEqual([])
})

test('clearing closes the detail, and the list has the keyboard, also when it is taken back or settled', async () => {
  await show()
  const rows = () => within(grid()).getAllByRole('row').slice(1)
  fireEvent.click(rows()[1] as HTMLElement)
  await screen.findByRole('region', { name: 'Message detail' })
  for (const answer of ['Undo', 'Dismiss']) {
    fireEvent.click(button('Clear log'))
    await waitFor(() => expect(count()).toBe('0'))
    expect(screen.queryByRole('region', { name: 'Message detail' })).toBeNull()
    expect(document.activeElement).toBe(grid())
    const choice = within(offer()).getByRole('button', { name: answer })
    choice.focus()
    fireEvent.click(choice)
    expect(document.activeElement).toBe(grid())
    if (answer === 'Undo') await waitFor(() => expect(count()).toBe('3'))
  }
})

test('the entries are deleted when the offer to undo ends, by itself or by hand', async () => {
  vi.useFakeTimers()
  try {
    const { model, session, logs } = showInspector(fakeSession(), fakeLogs(received(3)))
    await vi.advanceTimersByTimeAsync(20)
    model.log.window.clear()
    await vi.advanceTimersByTimeAsync(undoTime - 1)
    const trims = () => session.calls.filter(({ name }) => name === 'log.trim').map(({ given }) => given)
    expect(trims()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(trims()).toEqual([{ logId: 'p1', before: 4 }])
    logs.grow(received(1, 4))
    model.log.window.clear()
    model.leave()
    expect(trims()).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

const goTo = (profile: string) => fireEvent.click(screen.getByRole('treeitem', { name: new RegExp(`^${profile}`) }))

test('another log is whole, and what was cleared in the one before can still be brought back there', async () => {
  const { logs, model, trims } = await show()
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  goTo('Prices')
  await waitFor(() => expect(count()).toBe('3'))
  expect(offer().textContent).toBe('')
  await act(() => logs.grow(received(2, 4)))
  goTo('Orders')
  await waitFor(() => expect(count()).toBe('2'))
  fireEvent.click(within(offer()).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(count()).toBe('5'))
  model.leave()
  expect(trims()).toEqual([])
})

test('what was cleared in several logs is deleted from each when the offers end', async () => {
  vi.useFakeTimers()
  try {
    const { model, session } = showInspector(fakeSession(), fakeLogs(received(3)))
    await vi.advanceTimersByTimeAsync(20)
    model.log.window.clear()
    await vi.advanceTimersByTimeAsync(undoTime / 2)
    await act(() => void goTo('Prices'))
    await vi.advanceTimersByTimeAsync(20)
    model.log.window.clear()
    const trims = () => session.calls.filter(({ name }) => name === 'log.trim').map(({ given }) => given)
    await vi.advanceTimersByTimeAsync(undoTime - 1)
    expect(trims()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(trims()).toEqual([
      { logId: 'p1', before: 4 },
      { logId: 'p2', before: 4 },
    ])
  } finally {
    vi.useRealTimers()
  }
})

test('a paused list stands still where it did, also when another log was looked at, which goes on', async () => {
  const { logs, model } = await show()
  fireEvent.click(button('Pause'))
  goTo('Prices')
  await waitFor(() => expect(model.log.window.held.value).toBe(false))
  await act(() => logs.grow(received(2, 4)))
  await waitFor(() => expect(count()).toBe('5'))
  goTo('Orders')
  await screen.findByText('Paused · 2 new')
  expect(count()).toBe('3')
  fireEvent.click(button('Resume'))
  await waitFor(() => expect(count()).toBe('5'))
})

test('what was cleared stays away while it is being deleted, also when the log is left and shown again', async () => {
  const { logs, trims } = await show()
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  await act(() => logs.grow(received(2, 4)))
  fireEvent.click(within(offer()).getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(trims()).toHaveLength(1))
  goTo('Prices')
  await waitFor(() => expect(count()).toBe('5'))
  goTo('Orders')
  await waitFor(() => expect(count()).toBe('2'))
  // Nor does it come back with what is cleared next.
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  fireEvent.click(within(offer()).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(count()).toBe('2'))
})

test('what may not be deleted is shown again, with the reason', async () => {
  const { session, trims } = await show()
  session.answer({ 'log.trim': () => refuse('not-owner', 'Another panel writes to it.') })
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  fireEvent.click(within(offer()).getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(count()).toBe('3'))
  expect(screen.getByRole('alert').textContent).toContain('Another panel writes to it.')
  expect(trims()).toHaveLength(1)
})

test('what may not be deleted is told where it was cleared, whichever profile is looked at by then', async () => {
  const { model, session, trims } = await show()
  session.answer({ 'log.trim': () => refuse('not-owner', 'Another panel writes to it.') })
  fireEvent.click(button('Clear log'))
  await waitFor(() => expect(count()).toBe('0'))
  goTo('Prices')
  await waitFor(() => expect(count()).toBe('3'))
  await act(() => model.log.window.settle())
  expect(trims()).toHaveLength(1)
  expect(screen.queryByRole('alert')).toBeNull()
  goTo('Orders')
  expect((await screen.findByRole('alert')).textContent).toContain('Another panel writes to it.')
  await waitFor(() => expect(count()).toBe('3'))
})
