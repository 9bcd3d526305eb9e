import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const press = (key: string, change: Partial<KeyboardEventInit> = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...change })
const alt = (letter: string) => press('˜', { code: `Key${letter}`, altKey: true })
const focused = () => document.activeElement

describe('the keyboard map', () => {
  test('opens by its key and by its button, and lists every key with its use', async () => {
    showInspector()
    press('?')
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(within(dialog).getAllByRole('row').length).toBeGreaterThan(15)
    expect(within(dialog).getByRole('rowheader', { name: 'New connection' }).nextSibling?.textContent).toBe('Alt+N')
    const saved = within(dialog).getByRole('table', { name: 'Saved messages' })
    expect(within(saved).getByRole('rowheader', { name: 'Duplicate' }).nextSibling?.textContent).toBe('Ctrl+D⌘+D')
    const second = within(dialog).getByRole('rowheader', { name: /^Pick a second row/ })
    expect(second.nextSibling?.textContent).toBe('Shift+↑Shift+↓')
    expect(within(dialog).getByRole('rowheader', { name: 'Next hit' }).nextSibling?.textContent).toContain('Ctrl+G')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keyboard' })).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Keyboard' }))
    await screen.findByRole('dialog', { name: 'Keyboard' })
  })

  test('leaves a question mark in a text alone', () => {
    showInspector()
    screen.getByRole('textbox', { name: 'URL' }).focus()
    expect(press('?')).toBe(true)
    expect(screen.queryByRole('dialog', { name: 'Keyboard' })).toBeNull()
  })
})

test('keys lead to the URL, the filter, the profiles and a new connection', async () => {
  showInspector()
  alt('U')
  expect(focused()).toBe(screen.getByRole('textbox', { name: 'URL' }))
  alt('F')
  expect(focused()).toBe(screen.getByRole('searchbox', { name: 'Filter messages' }))
  fireEvent.click(screen.getByRole('button', { name: 'Show or hide the profiles' }))
  alt('P')
  await waitFor(() => expect(focused()).toBe(screen.getByRole('searchbox', { name: 'Search profiles' })))
  alt('N')
  await waitFor(() => expect(screen.getAllByRole('treeitem')).toHaveLength(3))
})

describe('the first run', () => {
  const address = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of a WebSocket server' })

  test('connects to the server a person names', async () => {
    const { session } = showInspector(fakeSession({ profiles: [] }))
    fireEvent.input(address(), { target: { value: ' wss://echo.example/ ' } })
    fireEvent.submit(address().form as HTMLFormElement)
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.connect'))
    expect(session.calls).toContainEqual({ name: 'profile.create', given: { url: 'wss://echo.example/' } })
  })

  test.each([
    ['https://echo.example/', 'wss://echo.example/'],
    ['echo.example/socket', 'wss://echo.example/socket'],
    ['localhost:8080', 'ws://localhost:8080'],
  ])('takes %s for %s', async (typed, url) => {
    const { session } = showInspector(fakeSession({ profiles: [] }))
    fireEvent.input(address(), { target: { value: typed } })
    fireEvent.submit(address().form as HTMLFormElement)
    await waitFor(() => expect(session.calls).toContainEqual({ name: 'profile.create', given: { url } }))
  })

  test('takes a command line of several lines, with its headers', async () => {
    const { session } = showInspector(fakeSession({ profiles: [] }))
    const command = "wscat -c wss://echo.example/a \\\n  -H 'X-Room: 7'"
    fireEvent.paste(address(), { clipboardData: { getData: () => command } })
    await waitFor(() => expect(address().value).toBe("wscat -c wss://echo.example/a -H 'X-Room: 7'"))
    fireEvent.submit(address().form as HTMLFormElement)
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.connect'))
    expect(session.mirror.profiles.value.at(-1)?.url).toBe('wss://echo.example/a')
    expect([...session.handshakes.values()].at(-1)).toMatchObject({ headers: [{ name: 'X-Room', value: '7' }] })
  })

  test('says at the field what is wrong with the address, and makes nothing of it', async () => {
    const { session } = showInspector(fakeSession({ profiles: [] }))
    fireEvent.input(address(), { target: { value: 'ftp://echo.example/' } })
    fireEvent.submit(address().form as HTMLFormElement)
    await screen.findByText(/must start with ws:\/\/ or wss:\/\//)
    expect(address().getAttribute('aria-invalid')).toBe('true')
    expect(session.calls.map(({ name }) => name)).not.toContain('profile.create')
  })
})
