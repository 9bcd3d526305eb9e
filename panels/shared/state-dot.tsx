import type { ConnectionState } from '../../src/core/connection.ts'

/** The state of a connection at a glance; what it means is said in words beside it. */
export function StateDot({ state }: { state: ConnectionState }) {
  return <span class="state-dot" data-look={lookOf(state)} aria-hidden="true" />
}

/** What has come to nothing looks like a refusal. */
export function lookOf(state: ConnectionState): ConnectionState['phase'] {
  return hasFailed(state) ? 'refused' : state.phase
}

/** Whether a connect has come to nothing, but for what the person gave up. */
export function hasFailed(state: ConnectionState): boolean {
  return state.phase === 'closed' && state.during === 'handshake' && state.cause !== 'user'
}
