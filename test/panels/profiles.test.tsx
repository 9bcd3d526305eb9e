import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { computeAccessibleName } from 'dom-accessibility-api'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { undoTime } from '../../panels/inspector/model/offer.ts'
import { refuse } from '../../src/core/result.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

vi.mock('../../src/platform/i18n.ts', () => import('./english.ts'))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const list = () => screen.getByRole('listbox', { name: 'Profiles' })
const options = () =>
  within(list())
    .getAllByRole('option')
    .map((option) => computeAccessibleName(option))
const selected = () => computeAccessibleName(within(list()).getByRole('option', { selected: true }))
const key = (name: string) => fireEvent.keyDown(list(), { key: name })
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('the list', () => {
  test('names each profile and the state of its connection', () => {
    const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
    showInspector(fakeSession({ connections: [connectionOf(prices, { state: open })] }))
    expect(options()).toEqual(['Orders localhost:1/orders (Not connected)', 'Prices example.com/prices (Connected)'])
  })

  test('is walked with the keyboard', async () => {
    showInspector()
    key('ArrowDown')
    await waitFor(() => expect(selected()).toMatch(/^Prices/))
    key('ArrowDown')
    key('Home')
    await waitFor(() => expect(selected()).toMatch(/^Orders/))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'URL' }).value).toBe(orders.url)
  })

  test('remembers which profile is selected', async () => {
    showInspector()
    key('End')
    await waitFor(() => expect(localStorage.getItem('selected-profile')).toBe('"p2"'))
  })
})

test('without profiles there is one thing to do, and it leads to the URL', async () => {
  showInspector(fakeSession({ profiles: [] }))
  expect(screen.getAllByRole('button', { name: 'New connection' })).toHaveLength(1)
  click('New connection')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'URL' })))
  expect(options()).toEqual(['New connection (Not connected)'])
})

test('a profile is called as it is being called', async () => {
  const { session } = showInspector()
  fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Renamed' } })
  await waitFor(() => expect(selected()).toMatch(/^Renamed/))
  fireEvent.blur(screen.getByRole('textbox', { name: 'Name' }))
  await waitFor(() => expect(session.mirror.profiles.value[0]?.name).toBe('Renamed'))
})

describe('deleting', () => {
  test('selects the next profile and can be undone', async () => {
    showInspector()
    click('Delete profile')
    await waitFor(() => expect(options()).toEqual(['Prices example.com/prices (Not connected)']))
    expect(screen.getByRole('status', { name: 'Last deletion' }).textContent).toContain('“Orders” was deleted')
    click('Undo')
    await waitFor(() =>
      expect(options()).toEqual([
        'Orders localhost:1/orders (Not connected)',
        'Prices example.com/prices (Not connected)',
      ]),
    )
    expect(selected()).toMatch(/^Orders/)
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('the last profile leaves the way to undo', async () => {
    showInspector(fakeSession({ profiles: [orders] }))
    click('Delete profile')
    await screen.findByRole('button', { name: 'New connection' })
    click('Undo')
    await waitFor(() => expect(options()).toHaveLength(1))
  })

  test('can be undone for a while, and as long as somebody is at it', async () => {
    vi.useFakeTimers()
    showInspector()
    key('Delete')
    await act(async () => void (await vi.advanceTimersByTimeAsync(0)))
    const undo = screen.getByRole('button', { name: 'Undo' })
    fireEvent.focusIn(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(2 * undoTime)))
    fireEvent.focusOut(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(undoTime - 1)))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBe(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(1)))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('is refused while another panel uses the profile', async () => {
    const { session } = showInspector()
    session.answer({ 'profile.delete': () => refuse('not-owner', 'Another panel uses it.') })
    click('Delete profile')
    expect((await screen.findByRole('alert')).dataset.outcome).toBe('not-owner')
    expect(options()).toHaveLength(2)
    expect(screen.getByRole('status', { name: 'Connection state' }).dataset.state).toBe('idle')
  })
})

describe('options of a profile', () => {
  const timeout = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Handshake timeout' })

  test('a timeout is taken in seconds, and only one that can be used', async () => {
    const { session } = showInspector()
    fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
    await waitFor(() => expect(timeout().value).toBe('30'))
    fireEvent.input(timeout(), { target: { value: '0' } })
    await waitFor(() => expect(timeout().getAttribute('aria-invalid')).toBe('true'))
    expect(timeout().value).toBe('0')
    fireEvent.input(timeout(), { target: { value: '2.5' } })
    await waitFor(() => expect(session.mirror.profiles.value[0]?.handshakeTimeout).toBe(2500))
  })

  test('JSON goes out as typed when that is wanted', async () => {
    const { session } = showInspector()
    fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
    fireEvent.click(await screen.findByRole('checkbox', { name: /^Minify JSON before sending/ }))
    await waitFor(() => expect(session.mirror.profiles.value[0]?.minify).toBe(false))
  })

  test('tabs are changed with the arrow keys', async () => {
    showInspector()
    fireEvent.keyDown(screen.getByRole('tablist', { name: 'Connection settings' }), { key: 'ArrowLeft' })
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Handshake'))
    expect(document.activeElement?.textContent).toBe('Handshake')
  })
})
