import type { CloseRequest } from './close-request.ts'
import type { HandshakeFailure } from './handshake-failure.ts'
import type { Refusal } from './result.ts'

/** Who or what ended a connection. */
export type CloseCause = 'user' | 'server' | 'network' | 'timeout' | 'limit' | 'policy' | 'owner-gone' | 'restart'

/** What a close frame, or its absence, told. */
export interface Close extends CloseRequest {
  readonly cause: CloseCause
  /** Whether the closing handshake was completed (RFC 6455 section 7.1.4). */
  readonly clean: boolean
}

/**
 * The life of a connection, one variant per phase, each with only what is true then. Times are epoch milliseconds.
 * `closed.during` tells a *connection error* (it never opened) from *disconnected*.
 */
export type ConnectionState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'refused'; readonly refusal: Refusal; readonly at: number }
  | { readonly phase: 'connecting'; readonly since: number; readonly step?: Step }
  | { readonly phase: 'open'; readonly since: number; readonly protocol: string; readonly extensions: string }
  | ({ readonly phase: 'closing'; readonly since: number } & CloseRequest)
  | ClosedState
  | WaitingState

/** What a handshake waits for that nothing was sent of yet: an access token. */
export type Step = 'token'

/** Closed, and to be made again by itself; when its time has come it may still wait for the token of a page. */
export interface WaitingState extends Attempt {
  readonly phase: 'waiting'
  readonly since: number
  readonly closed: ClosedState
  readonly step?: Step
}

export interface ClosedState extends Close {
  readonly phase: 'closed'
  readonly at: number
  readonly during: 'handshake' | 'session'
  /** What went wrong, in words, where more is known than the code says. */
  readonly detail?: string
  /** What the browser told of the handshake, which says more. */
  readonly failure?: HandshakeFailure
}

/** The next attempt to make a connection again. */
export interface Attempt {
  readonly until: number
  /** The first is 1. */
  readonly attempt: number
  /** The most in a row; 0 for no end. */
  readonly attempts: number
}

export type ConnectionEvent =
  | { readonly type: 'refused'; readonly at: number; readonly refusal: Refusal }
  | { readonly type: 'connecting'; readonly at: number; readonly step?: Step }
  | { readonly type: 'opened'; readonly at: number; readonly protocol: string; readonly extensions: string }
  | ({ readonly type: 'closing'; readonly at: number } & CloseRequest)
  | ({ readonly type: 'closed'; readonly at: number } & Pick<ClosedState, 'detail' | 'failure'> & Close)
  | ({ readonly type: 'waiting'; readonly at: number } & Attempt)
  /** It is not to be made again any more. */
  | { readonly type: 'rested'; readonly at: number }

export const idle: ConnectionState = { phase: 'idle' }

/** Whether a connect must be refused with `failed-connection-in-progress`. */
export function inProgress(state: ConnectionState): boolean {
  return state.phase === 'connecting' || state.phase === 'open' || state.phase === 'closing'
}

/** Whether the transport holds the connection, or is to make it again. */
export function isAlive(state: ConnectionState): boolean {
  return inProgress(state) || state.phase === 'waiting'
}

/**
 * The state after an event. An event that cannot happen in a state, such as an answer that arrives after the
 * connection was given up, leaves the state as it is.
 */
export function transition(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.type) {
    case 'refused':
      return isOrdered(state) ? state : { phase: 'refused', refusal: event.refusal, at: event.at }
    case 'connecting': {
      const { type: phase, at: since, ...step } = event
      return isOrdered(state) ? state : { phase, since, ...step }
    }
    case 'opened': {
      const { type: _, at: since, ...agreed } = event
      return state.phase === 'connecting' ? { phase: 'open', since, ...agreed } : state
    }
    case 'closing': {
      const { type: phase, at: since, ...close } = event
      return state.phase === 'open' ? { phase, since, ...close } : state
    }
    case 'closed':
      return inProgress(state) ? closed(state, event) : state
    case 'waiting': {
      const { type: phase, at: since, ...attempt } = event
      return state.phase === 'closed' ? { phase, since, ...attempt, closed: state } : state
    }
    case 'rested':
      return state.phase === 'waiting' ? state.closed : state
  }
}

/** Whether it is in progress, and not only being prepared. */
function isOrdered(state: ConnectionState): boolean {
  return inProgress(state) && !(state.phase === 'connecting' && state.step)
}

function closed(state: ConnectionState, { type: _, ...event }: ConnectionEvent & { type: 'closed' }): ClosedState {
  return { phase: 'closed', during: state.phase === 'connecting' ? 'handshake' : 'session', ...event }
}
