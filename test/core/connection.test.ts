import { describe, expect, it } from 'vitest'
import { type ConnectionEvent, type ConnectionState, idle, inProgress, transition } from '../../src/core/connection.ts'

const refusal = { code: 'invalid-url', message: 'No.' } as const
const close = { code: 1000, reason: 'bye', clean: true, cause: 'server' } as const

const states = {
  idle,
  refused: { phase: 'refused', refusal, at: 1 },
  preparing: { phase: 'connecting', since: 1, step: 'token' },
  connecting: { phase: 'connecting', since: 1 },
  open: { phase: 'open', since: 1, protocol: 'mqtt', extensions: '' },
  closing: { phase: 'closing', since: 1, code: 1000, reason: '' },
  closed: { phase: 'closed', at: 1, during: 'session', ...close },
  waiting: {
    phase: 'waiting',
    since: 1,
    until: 5,
    attempt: 1,
    attempts: 3,
    closed: { phase: 'closed', at: 1, during: 'session', ...close },
  },
} as const satisfies Record<string, ConnectionState>

const events = {
  refused: { type: 'refused', at: 2, refusal },
  connecting: { type: 'connecting', at: 2 },
  opened: { type: 'opened', at: 2, protocol: 'mqtt', extensions: '' },
  closing: { type: 'closing', at: 2, code: 3000, reason: 'x' },
  closed: { type: 'closed', at: 2, ...close },
  waiting: { type: 'waiting', at: 2, until: 9, attempt: 2, attempts: 3 },
  rested: { type: 'rested', at: 2 },
} as const satisfies Record<string, ConnectionEvent>

const open = { phase: 'open', since: 2, protocol: 'mqtt', extensions: '' }
const refused = { phase: 'refused', at: 2, refusal }
const connecting = { phase: 'connecting', since: 2 }
const ended = { phase: 'closed', at: 2, ...close }

/** What each event does in each state; what is not listed leaves the state as it is. */
const table: { [From in keyof typeof states]: { [Event in keyof typeof events]?: object } } = {
  idle: { refused, connecting },
  refused: { refused, connecting },
  preparing: { refused, connecting, opened: open, closed: { ...ended, during: 'handshake' } },
  connecting: { opened: open, closed: { ...ended, during: 'handshake' } },
  open: { closing: { phase: 'closing', since: 2, code: 3000, reason: 'x' }, closed: { ...ended, during: 'session' } },
  closing: { closed: { ...ended, during: 'session' } },
  closed: {
    refused,
    connecting,
    waiting: { phase: 'waiting', since: 2, until: 9, attempt: 2, attempts: 3, closed: states.closed },
  },
  waiting: { refused, connecting, rested: states.closed },
}

describe('transition', () => {
  for (const [from, state] of Object.entries(states)) {
    for (const [name, event] of Object.entries(events)) {
      it(`${from} + ${name}`, () => {
        const expected = table[from as keyof typeof states][name as keyof typeof events] ?? state
        expect(transition(state, event)).toEqual(expected)
      })
    }
  }

  it('keeps what is known of a failure', () => {
    const state = transition(states.connecting, { ...events.closed, detail: 'The certificate has expired.' })
    expect(state).toMatchObject({ during: 'handshake', detail: 'The certificate has expired.' })
  })
})

describe('inProgress', () => {
  it.each([
    ['idle', false],
    ['refused', false],
    ['preparing', true],
    ['connecting', true],
    ['open', true],
    ['closing', true],
    ['closed', false],
    ['waiting', false],
  ] as const)('%s: %s', (name, expected) => {
    expect(inProgress(states[name])).toBe(expected)
  })
})
