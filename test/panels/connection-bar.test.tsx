import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ConnectionState } from '../../src/core/connection.ts'
import { ok, type RefusalCode, type Result, refuse } from '../../src/core/result.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const button = (name: string) => screen.queryByRole('button', { name })
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const status = () => screen.getByRole('status', { name: 'Connection state' })
const open: ConnectionState = { phase: 'open', since: 1, protocol: '', extensions: '' }
const closed: ConnectionState = {
  phase: 'closed',
  at: Date.UTC(2026, 0, 1),
  during: 'session',
  cause: 'server',
  code: 1000,
  reason: '',
  clean: true,
}

describe('connect', () => {
  test('makes a connection, then connects it', async () => {
    const { session } = showInspector()
    click('Connect')
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.connect'))
    expect(session.calls).toContainEqual({ name: 'connection.create', given: { profileId: 'p1' } })
    expect(session.calls).toContainEqual({ name: 'connection.connect', given: { connectionId: 'c1' } })
  })

  test('uses the connection there is', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { id: 'c7' })] }))
    click('Connect')
    await waitFor(() => expect(session.calls.at(-1)?.given).toEqual({ connectionId: 'c7' }))
    expect(session.calls.map(({ name }) => name)).not.toContain('connection.create')
  })

  test('leaves the connection of another panel alone', async () => {
    const others = connectionOf(orders, { id: 'c7', owner: 'another', state: open })
    const { session } = showInspector(fakeSession({ connections: [others] }))
    expect(status().dataset.state).toBe('idle')
    click('Connect')
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.create'))
  })

  test('tells the background first what was typed last', async () => {
    const { session } = showInspector()
    const url = screen.getByRole('textbox', { name: 'URL' })
    fireEvent.input(url, { target: { value: 'wss://example.com/new' } })
    fireEvent.keyDown(url, { key: 'Enter' })
    await waitFor(() => expect(session.calls.at(-1)?.name).toBe('connection.connect'))
    const names = session.calls.map(({ name }) => name)
    expect(names.indexOf('profile.update')).toBeLessThan(names.indexOf('connection.create'))
    expect(session.calls).toContainEqual({
      name: 'profile.update',
      given: { profileId: 'p1', change: { url: 'wss://example.com/new' } },
    })
  })
})

describe('a refusal', () => {
  test.each<[RefusalCode, 'connection.create' | 'connection.connect']>([
    ['invalid-url', 'connection.create'],
    ['url-blocked', 'connection.create'],
    ['invalid-headers', 'connection.connect'],
    ['failed', 'connection.connect'],
    ['failed-connection-in-progress', 'connection.connect'],
  ])('%s of %s is shown with its sentence', async (code, command) => {
    const { session } = showInspector()
    session.answer({ [command]: () => refuse(code, `Because of ${code}.`) })
    click('Connect')
    const alert = await screen.findByRole('alert')
    expect(alert.dataset.outcome).toBe(code)
    expect(alert.textContent).toBe(`Because of ${code}.`)
    expect(status().dataset.state).toBe('refused')
    expect(status().textContent).toMatch(/^Refused · \d\d:\d\d:\d\d$/)
  })

  test('names the rule, and the field it is about', async () => {
    const { session } = showInspector()
    session.answer({ 'connection.create': () => refuse('url-blocked', 'Blocked.', { field: 'url', rule: 'ws://*/*' }) })
    click('Connect')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe('Blocked. Rule: ws://*/*')
    const url = screen.getByRole('textbox', { name: 'URL' })
    expect(url.getAttribute('aria-invalid')).toBe('true')
    expect(url.getAttribute('aria-describedby')).toBe(alert.id)
    expect(screen.getByRole('textbox', { name: 'Subprotocols' }).getAttribute('aria-invalid')).toBe('false')
  })

  test('goes when the URL is edited', async () => {
    const refusal = refuse('invalid-url', 'No.').refusal
    const refused = connectionOf(orders, { state: { phase: 'refused', at: 1, refusal } })
    showInspector(fakeSession({ connections: [refused] }))
    expect(screen.getByRole('alert').dataset.outcome).toBe('invalid-url')
    fireEvent.input(screen.getByRole('textbox', { name: 'URL' }), { target: { value: 'ws://other' } })
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(status().dataset.state).toBe('idle')
  })

  test('goes when the connection is made after all', async () => {
    const { session } = showInspector()
    session.answer({ 'connection.connect': () => refuse('failed', 'No.') })
    click('Connect')
    await screen.findByRole('alert')
    session.answer({ 'connection.connect': () => ok({ outcome: 'connecting' }) })
    click('Connect')
    await act(() => session.tell({ ...open, since: Date.now() + 1 }))
    await waitFor(() => expect(status().dataset.state).toBe('open'))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('to connect twice does not hide that the connection is open', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state: open })] }))
    session.answer({ 'connection.connect': () => refuse('failed-connection-in-progress', 'Already open.') })
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'URL' }), { key: 'Enter' })
    expect((await screen.findByRole('alert')).dataset.outcome).toBe('failed-connection-in-progress')
    expect(status().dataset.state).toBe('open')
  })
})

describe('buttons', () => {
  const always = ['Connect', 'Disconnect', 'Reconnect', 'Dispose', 'Pin']
  const refused: ConnectionState = { phase: 'refused', at: 1, refusal: { code: 'failed', message: 'No.' } }
  test.each<[string, ConnectionState | undefined, string[]]>([
    ['no connection', undefined, ['Connect']],
    ['idle', { phase: 'idle' }, ['Connect', 'Dispose', 'Pin']],
    ['refused', refused, ['Connect', 'Dispose', 'Pin']],
    ['connecting', { phase: 'connecting', since: 1 }, ['Disconnect', 'Dispose', 'Pin']],
    ['open', open, ['Disconnect', 'Dispose', 'Pin']],
    ['closing', { phase: 'closing', since: 1, code: 1000, reason: '' }, ['Dispose', 'Pin']],
    ['closed', closed, ['Connect', 'Reconnect', 'Dispose', 'Pin']],
  ])('with %s are what is possible', (_, state, names) => {
    showInspector(fakeSession({ connections: state ? [connectionOf(orders, { state })] : [] }))
    expect(always.filter((name) => button(name))).toEqual(names)
    expect(status().dataset.state).toBe(state?.phase ?? 'idle')
  })

  test('Connect that is pressed twice connects once, and again when it is pressed after the answer', async () => {
    const { session } = showInspector()
    const made = () => session.calls.filter(({ name }) => name === 'connection.connect').length
    session.answer({ 'connection.connect': () => refuse('failed', 'No.') })
    click('Connect')
    click('Connect')
    await screen.findByRole('alert')
    expect(made()).toBe(1)
    click('Connect')
    await waitFor(() => expect(made()).toBe(2))
  })

  test.each([
    ['Disconnect', open, 'connection.disconnect'],
    ['Reconnect', closed, 'connection.reconnect'],
    ['Dispose', open, 'connection.dispose'],
  ] as const)('%s gives its command', async (name, state, command) => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state })] }))
    click(name)
    await waitFor(() => expect(session.calls).toContainEqual({ name: command, given: { connectionId: 'c1' } }))
  })

  test('Reconnect is of the profile where it was pressed, though another one is looked at by then', async () => {
    let tell = (_: Result<null>) => {}
    const connections = [
      connectionOf(orders, { id: 'c1', state: closed }),
      connectionOf(prices, { id: 'c2', state: open }),
    ]
    const { model, session } = showInspector(fakeSession({ connections }))
    session.answer({ 'profile.update': () => new Promise((settle) => (tell = settle)) })
    await act(() => model.form.edit({ url: 'wss://one.example' }))
    click('Reconnect')
    await act(() => model.selection.select('p2'))
    tell(ok(null))
    const given = () => session.calls.filter(({ name }) => name === 'connection.reconnect').map((call) => call.given)
    await waitFor(() => expect(given()).toEqual([{ connectionId: 'c1' }]))
  })

  test('the focus stays where the next one is, whoever changes the state', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders)] }))
    button('Connect')?.focus()
    const states: readonly [ConnectionState, string | undefined][] = [
      [{ phase: 'connecting', since: 1 }, 'Disconnect'],
      [open, 'Disconnect'],
      // Nothing can be done then, but what comes next is in the same place.
      [{ phase: 'closing', since: 1, code: 1000, reason: '' }, undefined],
      [closed, 'Connect'],
    ]
    for (const [state, name] of states) {
      await act(() => session.tell(state))
      if (name !== undefined) expect(document.activeElement).toBe(button(name))
    }
  })

  test('a focus elsewhere stays there', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders)] }))
    const url = screen.getByRole('textbox', { name: 'URL' })
    url.focus()
    await act(() => session.tell(open))
    expect(document.activeElement).toBe(url)
  })

  test('Dispose leaves the focus at what connects, and not at what deletes the profile', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state: open })] }))
    button('Dispose')?.focus()
    click('Dispose')
    await act(() => session.mirror.apply({ type: 'connection-removed', connectionId: 'c1' }))
    expect(button('Dispose')).toBeNull()
    expect(document.activeElement).toBe(button('Connect'))
  })

  test('a key that is held connects once', () => {
    showInspector()
    const held = fireEvent.keyDown(screen.getByRole('button', { name: 'Connect' }), { key: 'Enter', repeat: true })
    expect(held).toBe(false)
  })

  test('Disconnect may have a code and a reason, and says which cannot be sent', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state: open })] }))
    const opener = await screen.findByRole('button', { name: 'Disconnect with a code and reason' })
    fireEvent.click(opener)
    const dialog = within(await screen.findByRole('dialog', { name: 'Disconnect with a code and reason' }))
    const code = dialog.getByRole<HTMLInputElement>('spinbutton', { name: 'Code' })
    const reason = dialog.getByRole('textbox', { name: 'Reason' })
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: 'Disconnect' })
    expect(code.value).toBe('1000')
    for (const given of ['1001', '2999', '5000', '']) {
      fireEvent.input(code, { target: { value: given } })
      expect(code.getAttribute('aria-invalid')).toBe('true')
      expect(submit.disabled).toBe(true)
    }
    fireEvent.input(code, { target: { value: '4999' } })
    // 123 bytes fit, 124 do not.
    fireEvent.input(reason, { target: { value: `${'ü'.repeat(61)}ab` } })
    expect(dialog.getByText('The reason has 124 bytes; a close frame carries 123 at most.')).toBeTruthy()
    expect(submit.disabled).toBe(true)
    const longest = `${'ü'.repeat(61)}a`
    fireEvent.input(reason, { target: { value: longest } })
    fireEvent.click(submit)
    await waitFor(() =>
      expect(session.calls).toContainEqual({
        name: 'connection.disconnect',
        given: { connectionId: 'c1', code: 4999, reason: longest },
      }),
    )
    expect(screen.queryByRole('dialog', { name: 'Disconnect with a code and reason' })).toBeNull()
  })

  test('Pin hands the connection over and takes it back', async () => {
    const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state: open })] }))
    click('Pin')
    await waitFor(() =>
      expect(session.calls).toContainEqual({ name: 'connection.pin', given: { connectionId: 'c1', pinned: true } }),
    )
    await act(() => session.tell(open, { owner: 'background' }))
    await waitFor(() => expect(button('Pin')?.getAttribute('aria-pressed')).toBe('true'))
    click('Pin')
    await waitFor(() =>
      expect(session.calls).toContainEqual({ name: 'connection.pin', given: { connectionId: 'c1', pinned: false } }),
    )
  })
})

test('subprotocols are taken one by one, in order, while a comma is being typed', async () => {
  const { session } = showInspector()
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Subprotocols' })
  fireEvent.input(field, { target: { value: 'v2, ' } })
  expect(field.value).toBe('v2, ')
  fireEvent.input(field, { target: { value: 'v2, v1' } })
  fireEvent.blur(field)
  await waitFor(() =>
    expect(session.calls).toContainEqual({
      name: 'profile.update',
      given: { profileId: 'p1', change: { subprotocols: ['v2', 'v1'] } },
    }),
  )
})

test('a wait is told when it begins and when it ends, and not each second', async () => {
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setInterval', 'clearInterval'] })
  try {
    const wait = { phase: 'waiting', since: 1_000_000, until: 1_060_000, attempt: 2, attempts: 0, closed } as const
    const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
    showInspector(session)
    await act(() => session.tell(wait))
    expect(status().textContent).toContain('reconnecting in 60 s')
    expect(status().getAttribute('aria-live')).not.toBe('off')
    await act(() => void vi.advanceTimersByTime(2000))
    expect(status().textContent).toContain('reconnecting in 58 s')
    expect(status().getAttribute('aria-live')).toBe('off')
    await act(() => session.tell(open))
    expect(status().getAttribute('aria-live')).not.toBe('off')
  } finally {
    vi.useRealTimers()
  }
})
