import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import { appearance, rememberAppearance, rowHeight } from '../../panels/shared/appearance.ts'
import { clockTime } from '../../panels/shared/format.ts'
import { undoTime } from '../../panels/shared/offer.ts'
import { newProfile } from '../../src/core/profile.ts'
import { type Result, refuse } from '../../src/core/result.ts'
import type { CommandName } from '../../src/wire/commands.ts'
import { orders } from './fake-session.ts'
import { optionsSession } from './options-session.ts'
import { fakeOptionsSide } from './options-side.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function show() {
  const side = fakeOptionsSide()
  render(<Options session={optionsSession()} side={side} />)
  return side
}

test('every section has a heading that the navigation leads to', () => {
  show()
  const links = screen.getAllByRole('link').map((link) => [link.getAttribute('href')?.slice(1), link.textContent])
  const headings = screen.getAllByRole('heading', { level: 2 }).map(({ id, textContent }) => [id, textContent])
  expect(links).toEqual(headings)
})

test('what was allowed can be taken back, and the browser may keep it', async () => {
  const side = show()
  fireEvent.click(await screen.findByRole('button', { name: 'Take back wss://example.com/*' }))
  await waitFor(() => expect(screen.queryByText('wss://example.com/*')).toBeNull())
  expect(side.takenBack).toEqual(['wss://example.com/*'])
  fireEvent.click(screen.getByRole('button', { name: 'Take back identity' }))
  await screen.findByText('The browser kept identity: its administrator may have allowed it.')
})

test('storage says how much is used, and when the browser promises nothing', async () => {
  show()
  await screen.findByText(/1\.5 MB of 10 MB used/)
  fireEvent.click(await screen.findByRole('button', { name: 'Ask the browser to keep it' }))
  await screen.findByText('The browser did not promise it.')
})

test('a log is deleted when it can no longer be brought back', async () => {
  const session = optionsSession()
  render(<Options session={session} side={fakeOptionsSide()} />)
  const trims = () => session.calls.filter(({ name }) => name === 'log.trim').map(({ given }) => given)
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Orders' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Orders' }))
  expect(screen.queryByRole('button', { name: 'Delete the log of Orders' })).toBeNull()
  expect(trims()).toEqual([])
  window.dispatchEvent(new Event('pagehide'))
  expect(trims()).toEqual([{ logId: 'p1', before: 1201 }])
})

test('a log that is being deleted stays out of the list, and is back where it may not be deleted', async () => {
  const session = optionsSession()
  const logs = async () => [
    { logId: 'p1', entries: 3, bytes: 60, next: 4 },
    { logId: 'gone', entries: 2, bytes: 40, next: 3 },
  ]
  let answer = (_: Result<null>) => {}
  const call = (name: CommandName, given: unknown) =>
    name === 'log.trim'
      ? new Promise<Result<null>>((resolve) => (answer = resolve))
      : session.call(name, given as never)
  render(<Options session={{ ...session, call: call as never }} side={{ ...fakeOptionsSide(), logs }} />)
  const shown = () =>
    screen.queryAllByRole('button', { name: /^Delete the log of/ }).map((one) => one.getAttribute('aria-label'))
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Deleted profile' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Orders' }))
  expect(shown()).toEqual([])
  window.dispatchEvent(new Event('pagehide'))
  expect(shown()).toEqual([])
  await act(async () => answer(refuse('not-owner', 'Another panel writes to it.')))
  expect(shown()).toEqual(['Delete the log of Orders'])
  screen.getByText(/Another panel writes to it/)
})

test('a log can be brought back as long as somebody is at it', async () => {
  vi.useFakeTimers()
  const session = optionsSession()
  render(<Options session={session} side={fakeOptionsSide()} />)
  await act(async () => void (await vi.advanceTimersByTimeAsync(0)))
  fireEvent.click(screen.getByRole('button', { name: 'Delete the log of Orders' }))
  const undo = screen.getByRole('button', { name: 'Undo' })
  fireEvent.focusIn(undo)
  await act(async () => void (await vi.advanceTimersByTimeAsync(2 * undoTime)))
  expect(screen.queryByRole('button', { name: 'Undo' })).toBe(undo)
  fireEvent.focusOut(undo)
  await act(async () => void (await vi.advanceTimersByTimeAsync(undoTime)))
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('of several logs that are deleted each can be brought back', async () => {
  const session = optionsSession()
  const logs = async () => [
    { logId: 'p1', entries: 3, bytes: 60, next: 4 },
    { logId: 'gone', entries: 2, bytes: 40, next: 3 },
  ]
  render(<Options session={session} side={{ ...fakeOptionsSide(), logs }} />)
  const remove = async (title: string) =>
    fireEvent.click(await screen.findByRole('button', { name: `Delete the log of ${title}` }))
  await remove('Orders')
  await remove('Deleted profile')
  const undo = () => fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  undo()
  await screen.findByRole('button', { name: 'Delete the log of Deleted profile' })
  undo()
  await screen.findByRole('button', { name: 'Delete the log of Orders' })
  window.dispatchEvent(new Event('pagehide'))
  expect(session.calls.map(({ name }) => name)).not.toContain('log.trim')
})

test('a log has the name of its profile, the organisation’s and that of a second connection, too', async () => {
  const desk = newProfile('organization.desk', { name: 'Desk', url: 'wss://example.com/' })
  const session = optionsSession({ profiles: [orders, { ...desk, origin: 'organization' }] })
  const logs = async () =>
    ['organization.desk', 'p1.second', 'gone'].map((logId) => ({ logId, entries: 2, bytes: 40, next: 3 }))
  render(<Options session={session} side={{ ...fakeOptionsSide(), logs }} />)
  await screen.findByRole('button', { name: 'Delete the log of Desk' })
  const named = screen
    .getAllByRole('button', { name: /^Delete the log of/ })
    .map((button) => button.getAttribute('aria-label'))
  expect(named).toEqual(['Desk', 'Orders', 'Deleted profile'].map((title) => `Delete the log of ${title}`))
})

test('the log of a recording is deleted with the recording, also when its profile has gone', async () => {
  const recording = { id: 'r1', profileId: 'gone', name: 'chat.har', startedAt: 1000, messages: 2 }
  const session = optionsSession({ recordings: [recording] })
  const logs = async () => [{ logId: 'gone.r1', entries: 2, bytes: 40, next: 3 }]
  render(<Options session={session} side={{ ...fakeOptionsSide(), logs }} />)
  fireEvent.click(
    await screen.findByRole('button', { name: /^Delete the log of Deleted profile · Recording: chat\.har, / }),
  )
  window.dispatchEvent(new Event('pagehide'))
  const asked = session.calls.filter(({ name }) => name === 'log.trim' || name === 'recording.delete')
  expect(asked.map(({ name, given }) => [name, given])).toEqual([['recording.delete', { recordingId: 'r1' }]])
})

test('theme, density and the way times are written are chosen', () => {
  const { appearance: chosen } = show()
  const choose = (name: string, value: string) =>
    fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })
  choose('Theme', 'dark')
  choose('Density', 'comfortable')
  choose('Time of day', 'iso')
  choose('Precision', 'microseconds')
  expect([chosen.theme.value, chosen.density.value]).toEqual(['dark', 'comfortable'])
  expect([chosen.clock.value, chosen.precision.value]).toEqual(['iso', 'microseconds'])
})

test('what is chosen is remembered, and a page that is open takes it over', () => {
  localStorage.setItem('theme', '"dark"')
  const { theme, density } = rememberAppearance(window)
  const { dataset } = document.documentElement
  expect([dataset.theme, dataset.density, rowHeight.value]).toEqual(['dark', 'compact', 22])
  const elsewhere = (key: string, newValue: string) =>
    window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
  elsewhere('theme', '"light"')
  elsewhere('density', '"comfortable"')
  expect([dataset.theme, dataset.density, rowHeight.value]).toEqual(['light', 'comfortable', 28])
  elsewhere('theme', 'nonsense')
  elsewhere('density', 'nonsense')
  expect([theme.value, density.value]).toEqual(['system', 'compact'])
})

test.each([
  ['24-hours', 'milliseconds', /^\d\d:04:09\.052$/],
  ['24-hours', 'microseconds', /^\d\d:04:09\.052625$/],
  ['iso', 'milliseconds', /^2026-11-21T16:04:09\.052Z$/],
  ['iso', 'microseconds', /^2026-11-21T16:04:09\.052625Z$/],
  ['browser', 'microseconds', /04:09.052625/],
] as const)('a time as %s in %s', (clock, precision, written) => {
  const before = [appearance.clock.value, appearance.precision.value] as const
  appearance.clock.value = clock
  appearance.precision.value = precision
  expect(clockTime(Date.UTC(2026, 10, 21, 16, 4, 9, 52) + 0.625)).toMatch(written)
  appearance.clock.value = before[0]
  appearance.precision.value = before[1]
})

test('rules, environments, synchronisation and logs that cannot be read say why', async () => {
  const session = optionsSession()
  session.answer({
    'rules.read': () => refuse('failed', 'No rules.'),
    'environments.read': () => refuse('failed', 'No environments.'),
    'sync.read': () => refuse('failed', 'No synchronisation.'),
  })
  const logs = () => Promise.reject(new Error('No logs.'))
  render(<Options session={session} side={{ ...fakeOptionsSide(), logs }} />)
  const told = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent)
  await waitFor(() => {
    for (const words of [/No rules\./, /No environments\./, /No synchronisation\./, /No logs\./]) {
      expect(told()).toContainEqual(expect.stringMatching(words))
    }
  })
})
