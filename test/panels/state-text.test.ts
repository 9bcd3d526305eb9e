import { describe, expect, test, vi } from 'vitest'
import { stateText, stateTime } from '../../panels/shared/state-text.ts'
import type { CloseCause, ConnectionState } from '../../src/core/connection.ts'

const closed = (cause: CloseCause, change: object = {}): ConnectionState => ({
  phase: 'closed',
  at: 5,
  cause,
  code: 1000,
  reason: '',
  clean: true,
  during: 'session',
  ...change,
})

const meaning = '1000 Normal closure · closing handshake completed'

test.each<[string, ConnectionState]>([
  ['Not connected', { phase: 'idle' }],
  ['Refused', { phase: 'refused', at: 1, refusal: { code: 'invalid-url', message: 'no' } }],
  ['Connecting', { phase: 'connecting', since: 1 }],
  ['Connected', { phase: 'open', since: 1, protocol: '', extensions: '' }],
  ['Connected · subprotocol v2 · extensions x', { phase: 'open', since: 1, protocol: 'v2', extensions: 'x' }],
  ['Disconnecting', { phase: 'closing', since: 1, code: 1000, reason: '' }],
  [`Disconnected by you — ${meaning}`, closed('user')],
  [`Disconnected by the server — ${meaning}`, closed('server')],
  [`Disconnected by the network — ${meaning}`, closed('network')],
  [`Disconnected by the timeout — ${meaning}`, closed('timeout')],
  [`Disconnected by policy — ${meaning}`, closed('policy')],
  [`Disconnected because its panel is gone — ${meaning}`, closed('owner-gone')],
  [`Disconnected by a restart of the extension — ${meaning}`, closed('restart')],
])('%s', (text, state) => expect(stateText(state, 0)).toBe(text))

describe('a closed connection', () => {
  test('tells the reason and that the closing handshake is missing', () => {
    const state = closed('server', { code: 4001, reason: 'bye', clean: false, detail: 'More is known.' })
    expect(stateText(state, 0)).toBe(
      'Disconnected by the server — 4001 Private use: its meaning is agreed between client and server · ' +
        'reason “bye” · More is known. · closing handshake not completed',
    )
  })

  test('has a sign for what in the reason turns the order of what follows', () => {
    const state = closed('server', { code: 4001, reason: '\u202eeyb' })
    expect(stateText(state, 0)).toContain('reason “•eyb”')
  })

  test('that never opened is a connection error', () => {
    const state = closed('timeout', { during: 'handshake', code: 1006, clean: false, detail: 'No answer in 30 s.' })
    expect(stateText(state, 0)).toBe('Disconnected — connection error: No answer in 30 s. · by the timeout · code 1006')
  })
})

test('what the browser told of a failed handshake comes before what the socket did', async () => {
  const detail = 'The browser does not tell which.'
  const state = closed('network', { during: 'handshake', code: 1006, detail, failure: { status: 404 } })
  const told = 'The server has nothing at this path (404). Check the path of the URL.'
  await vi.waitFor(() => expect(stateText(state, 0)).toContain(told))
  const untold = closed('network', { during: 'handshake', code: 1006, detail, failure: { error: 'net::ERR_FAILED' } })
  expect(stateText(untold, 0)).toContain(detail)
})

test('every state but the first has a time', () => {
  expect(stateTime({ phase: 'idle' })).toBeUndefined()
  expect(stateTime({ phase: 'connecting', since: 7 })).toBe(7)
  expect(stateTime(closed('user'))).toBe(5)
})
