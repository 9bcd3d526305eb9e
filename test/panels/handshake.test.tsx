import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { BrowserSide } from '../../panels/inspector/model/browser-side.ts'
import { rowText } from '../../panels/shared/row-text.ts'
import type { ConnectionState } from '../../src/core/connection.ts'
import { type ObservedHandshake, withMarks, withoutSecrets } from '../../src/core/observed-handshake.ts'
import type { Profile } from '../../src/core/profile.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { fakeLogs } from './fake-logs.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const at = 1_700_000_000_000
const accepted: ObservedHandshake = withMarks({
  url: orders.url,
  requestHeaders: [
    { name: 'Host', value: 'localhost:1' },
    { name: 'Authorization', value: 'Bearer s3cret' },
  ],
  response: {
    status: 101,
    statusLine: 'HTTP/1.1 101 Switching Protocols',
    headers: [
      { name: 'Upgrade', value: 'websocket' },
      { name: 'Sec-WebSocket-Protocol', value: 'v2' },
    ],
  },
  steps: [
    { step: 'created', at },
    { step: 'sent', at: at + 2 },
    { step: 'answered', at: at + 11.25 },
  ],
})
const forbidden: ObservedHandshake = {
  ...accepted,
  response: { status: 403, statusLine: 'HTTP/1.1 403 Forbidden', headers: [] },
  error: 'net::ERR_FAILED',
}

const open: ConnectionState = { phase: 'open', since: at, protocol: 'v2', extensions: '' }
const failed: ConnectionState = {
  phase: 'closed',
  at,
  during: 'handshake',
  cause: 'network',
  code: 1006,
  reason: '',
  clean: false,
}

const show = (
  state: ConnectionState,
  observed: ObservedHandshake | null,
  side: Partial<BrowserSide> = {},
  others: readonly Profile[] = [],
) => {
  const session = fakeSession({ profiles: [orders, ...others], connections: [connectionOf(orders, { state })] })
  session.answer({ 'handshake.observed': () => ok(observed) })
  const shown = showInspector(session, undefined, side)
  fireEvent.click(screen.getByRole('tab', { name: 'Handshake' }))
  return shown
}
const region = () => screen.getByRole('region', { name: 'Handshake' })
const cells = (table: string) =>
  within(within(region()).getByRole('table', { name: table }))
    .getAllByRole('row')
    .map((row) => row.textContent)
const calls = (session: ReturnType<typeof show>['session'], name: string) =>
  session.calls.filter((call) => call.name === name)

describe('what was seen of a handshake', () => {
  test('is shown: status, times, negotiated values and all headers', async () => {
    show(open, accepted)
    await waitFor(() => expect(region().querySelector('[data-status]')?.textContent).toBe('101'))
    expect(region().querySelector('[data-status]')?.getAttribute('data-status')).toBe('101')
    expect(region().textContent).toContain('Switching Protocols')
    const steps = within(within(region()).getByRole('list', { name: 'Times' })).getAllByRole('listitem')
    expect(steps.map((step) => step.textContent)).toEqual([
      expect.stringMatching(/^created \d\d:\d\d:\d\d\.000$/),
      'sent +2 ms',
      'answered +11.3 ms',
    ])
    expect(region().textContent).toContain('Subprotocolv2Extensionsnone')
    expect(cells('Request headers')).toEqual(['Hostlocalhost:1', 'Authorization••••••••'])
    expect(cells('Response headers')).toEqual(['Upgradewebsocket', 'Sec-WebSocket-Protocolv2'])
  })

  test('keeps secrets masked until they are to be seen', async () => {
    show(open, accepted)
    fireEvent.click(await screen.findByRole('button', { name: 'Show Authorization' }))
    await waitFor(() => expect(cells('Request headers')).toContain('AuthorizationBearer s3cret'))
  })

  test('has no secret in what was negotiated either, and what is revealed of one header is not so of the next', async () => {
    const answer = (...headers: { name: string; value: string }[]) =>
      withMarks({ ...accepted, response: { status: 101, statusLine: '', headers } }, ['s3cret'])
    const key = { name: 'Sec-WebSocket-Protocol', value: 's3cret' }
    const cookie = { name: 'Set-Cookie', value: 'sid=1' }
    const { session } = show(open, answer(key))
    await waitFor(() => expect(region().textContent).toContain('Subprotocol••••••••Extensionsnone'))
    fireEvent.click(screen.getAllByRole('button', { name: 'Show Sec-WebSocket-Protocol' })[1] as HTMLElement)
    await waitFor(() => expect(cells('Response headers')).toEqual(['Sec-WebSocket-Protocols3cret']))
    expect(region().textContent).toContain('Subprotocol••••••••')
    session.answer({ 'handshake.observed': () => ok(answer(cookie)) })
    await act(() => session.mirror.apply({ type: 'handshake', connectionId: 'c1' }))
    await waitFor(() => expect(cells('Response headers')).toEqual(['Set-Cookie••••••••']))
  })

  test('is explained when it failed', async () => {
    show(failed, forbidden)
    await waitFor(() => expect(region().textContent).toContain('The server knows the request and refuses it (403).'))
    expect(region().textContent).toContain('Check the rights of the account')
    expect(region().textContent).toContain('net::ERR_FAILED')
  })

  test('is asked for only where it is shown, again when there is more, and forgotten behind it', async () => {
    const { session, model } = show(open, accepted)
    await waitFor(() => expect(calls(session, 'handshake.observed')).toHaveLength(1))
    await act(() => session.mirror.apply({ type: 'handshake', connectionId: 'c1' }))
    await waitFor(() => expect(calls(session, 'handshake.observed')).toHaveLength(2))
    await act(() => session.tell(failed))
    await waitFor(() => expect(calls(session, 'handshake.observed')).toHaveLength(3))
    await act(() => session.mirror.apply({ type: 'handshake', connectionId: 'another' }))
    fireEvent.click(screen.getByRole('tab', { name: 'Message' }))
    await waitFor(() => expect(model.handshake.observed.value).toBeUndefined())
    await act(() => session.mirror.apply({ type: 'handshake', connectionId: 'c1' }))
    expect(calls(session, 'handshake.observed')).toHaveLength(3)
  })
})

describe('when nothing was seen', () => {
  test('of a connection that was never made it says what to do', async () => {
    show({ phase: 'idle' }, null)
    await waitFor(() => expect(region().textContent).toMatch(/^Connect, and the handshake is shown/))
  })

  test('of one under way it says whose handshake with the same server it may wait for', async () => {
    const connecting = (since: number): ConnectionState => ({ phase: 'connecting', since })
    const first = { ...prices, id: 'first', name: 'First', url: 'WS://LOCALHOST:1/other' }
    const { session } = show(connecting(at), null, {}, [first])
    const connection = connectionOf(first, { id: 'c2', owner: 'another', state: connecting(at - 5) })
    await waitFor(() => expect(region().textContent).toContain('The handshake is under way'))
    expect(region().textContent).not.toContain('one handshake at a time')
    await act(() => session.mirror.apply({ type: 'connection', connection }))
    await waitFor(() => expect(region().textContent).toContain('that of “First” is over'))
    await act(() =>
      session.mirror.apply({ type: 'connection', connection: { ...connection, state: connecting(at + 5) } }),
    )
    await waitFor(() => expect(region().textContent).not.toContain('one handshake at a time'))
  })

  test('without host access it asks for that', async () => {
    let granted = false
    const requestHostAccess = vi.fn(async () => {
      granted = true
      return true
    })
    show(open, null, { hasHostAccess: async () => granted, requestHostAccess })
    fireEvent.click(await screen.findByRole('button', { name: 'Allow access to localhost' }))
    expect(requestHostAccess).toHaveBeenCalledExactlyOnceWith(['ws://localhost/*', 'http://localhost/*'])
    await waitFor(() => expect(region().textContent).toContain('connect again'))
    expect(screen.queryByRole('button', { name: 'Allow access to localhost' })).toBeNull()
  })

  test('it asks for access that is taken back elsewhere while it is looked at, and not for what is given there', async () => {
    let granted = true
    let told = () => {}
    const onPermissions = async (listener: () => void) => {
      told = listener
      return () => undefined
    }
    show(open, null, { hasHostAccess: async () => granted, onPermissions })
    await waitFor(() => expect(region().textContent).toContain('connect again'))
    granted = false
    told()
    await screen.findByRole('button', { name: 'Allow access to localhost' })
    granted = true
    told()
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Allow access to localhost' })).toBeNull())
  })
})

describe('Diagnose', () => {
  test('has its tab marked after a failed handshake', async () => {
    const { session } = show(open, accepted)
    const mark = () => screen.getByRole('tab', { name: 'Handshake' }).querySelector('.fault')
    expect(mark()).toBeNull()
    await act(() => session.tell(failed))
    expect(mark()).not.toBeNull()
  })

  test('is pointed to by the state where the browser does not tell why', async () => {
    const { session } = show(failed, null)
    const told = () => screen.getByRole('status', { name: 'Connection state' }).textContent
    const hint = 'Diagnose, in the Handshake tab, can find out why.'
    expect(told()).toContain(hint)
    await act(() => session.tell({ ...failed, failure: { error: 'net::ERR_FAILED' } }))
    expect(told()).toContain(hint)
    await act(() => session.tell({ ...failed, failure: { status: 404 } }))
    await waitFor(() => expect(told()).not.toContain(hint))
    await act(() => session.tell({ ...failed, cause: 'user' }))
    expect(told()).not.toContain(hint)
  })

  test('is offered after a failed handshake only', async () => {
    const { session } = show(open, accepted)
    await waitFor(() => expect(region().textContent).toContain('101'))
    expect(screen.queryByRole('button', { name: 'Diagnose' })).toBeNull()
    await act(() => session.tell(failed))
    expect(await screen.findByRole('button', { name: 'Diagnose' })).not.toBeNull()
    expect(calls(session, 'handshake.diagnose')).toEqual([])
    // Also while it waits to be made again: that may go on without end.
    await act(() => session.tell(open))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Diagnose' })).toBeNull())
    const attempt = { since: at, until: at + 60_000, attempt: 1, attempts: 0 }
    await act(() => session.tell({ ...attempt, phase: 'waiting', closed: failed }))
    expect(await screen.findByRole('button', { name: 'Diagnose' })).not.toBeNull()
  })

  test('says that it asks, then what it found, and forgets it with the next attempt', async () => {
    const { session } = show(failed, null)
    let answer = (_: Result<unknown>) => {}
    const asked = new Promise<Result<unknown>>((settle) => {
      answer = settle
    })
    session.answer({ 'handshake.diagnose': () => asked as never })
    fireEvent.click(await screen.findByRole('button', { name: 'Diagnose' }))
    expect(await screen.findByRole('progressbar', { name: 'Asking the server…' })).not.toBeNull()
    answer(ok({ error: 'net::ERR_CONNECTION_REFUSED' }))
    const told = screen.getByRole('status', { name: 'Diagnosis' })
    await waitFor(() =>
      expect(told.textContent).toBe(
        'Nothing listens at this host and port. Check the port, and that the server is running.  net::ERR_CONNECTION_REFUSED',
      ),
    )
    await act(() => session.tell({ ...failed, at: at + 1 }))
    await waitFor(() => expect(screen.getByRole('status', { name: 'Diagnosis' }).textContent).toBe(''))
  })

  test('can be given up, and tells nothing any more then', async () => {
    const { session } = show(failed, null)
    let answer = (_: Result<unknown>) => {}
    const asked = new Promise<Result<unknown>>((settle) => {
      answer = settle
    })
    session.answer({ 'handshake.diagnose': () => asked as never })
    fireEvent.click(await screen.findByRole('button', { name: 'Diagnose' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('progressbar', { name: 'Asking the server…' })).toBeNull())
    await act(async () => answer(ok({ status: 404 })))
    expect(screen.getByRole('status', { name: 'Diagnosis' }).textContent).toBe('')
    expect(screen.getByRole('button', { name: 'Diagnose' }).getAttribute('aria-disabled')).toBe('false')
  })

  test('asks for host access where that is missing, and goes on with it', async () => {
    const { session } = show(failed, null)
    const hostAccess = ['ws://localhost/*']
    session.answer({ 'handshake.diagnose': () => refuse('failed', 'Needs access.', { hostAccess }) })
    fireEvent.click(await screen.findByRole('button', { name: 'Diagnose' }))
    const allow = await screen.findByRole('button', { name: 'Allow access to localhost' })
    session.answer({ 'handshake.diagnose': () => ok({ status: 404 }) })
    fireEvent.click(allow)
    await waitFor(() => expect(screen.getByRole('status', { name: 'Diagnosis' }).textContent).toContain('answered 404'))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('in the log', () => {
  const row = (protocols: string[], observed?: Pick<ObservedHandshake, 'response' | 'error'>) => {
    const seen = observed && { url: 'ws://a/', requestHeaders: [], steps: [], ...observed }
    const handshake = { type: 'handshake', connectionId: 'c', url: 'ws://a/', protocols } as const
    const content = seen ? { ...handshake, observed: seen } : handshake
    return rowText({ seq: 1, at, type: 'handshake', size: 0, preview: '', content })
  }
  const answered = (status: number) => ({ response: { status, statusLine: '', headers: [] } })

  test('a row says what was asked for', () => {
    expect(row(['v1', 'v2'])).toBe('Connecting to ws://a/ v1 v2')
  })

  test.each([
    [answered(101), 'accepted: 101'],
    [answered(404), 'failed: The server has nothing at this path (404).'],
    [{ ...answered(403), error: 'net::ERR_FAILED' }, 'failed: The server knows the request and refuses it (403).'],
    [{ error: 'net::ERR_CONNECTION_REFUSED' }, 'failed: Nothing listens at this host and port.'],
    [{ error: 'NS_ERROR_UNKNOWN_HOST' }, 'failed: The host name is not known.'],
    [{ error: 'net::ERR_FAILED' }, 'failed: net::ERR_FAILED'],
    [{}, 'failed: No answer'],
  ])('a row says how %j ended', async (observed, end) => {
    await waitFor(() => expect(row([], observed)).toBe(`Handshake with ws://a/ ${end}`))
  })

  test('an entry shows the tables, without secrets and nothing to reveal', async () => {
    const observed = withoutSecrets(accepted)
    const entry = {
      seq: 1,
      at,
      type: 'handshake',
      connectionId: 'c1',
      url: orders.url,
      protocols: [],
      observed,
    } as const
    const { model } = showInspector(fakeSession(), fakeLogs([entry]))
    await act(() => model.log.pick(1))
    const detail = await screen.findByRole('region', { name: 'Message detail' })
    expect(within(detail).getByRole('table', { name: 'Request headers' }).textContent).toContain('Authorization••••••')
    expect(within(detail).queryByRole('button', { name: 'Show Authorization' })).toBeNull()
  })
})
