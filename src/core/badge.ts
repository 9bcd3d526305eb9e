import type { ConnectionState } from './connection.ts'

/** What the toolbar button says of the connections at a glance. */
export interface Badge {
  readonly open: number
  /** Pinned connections that failed since the person looked last. */
  readonly failed: number
}

export interface BadgeConnection {
  readonly isPinned: boolean
  readonly state: ConnectionState
}

/**
 * Only failures of pinned connections count: the others belong to a panel, which shows them.
 * @param seenAt when the person looked at the pinned connections last, epoch milliseconds
 */
export function badgeOf(connections: readonly BadgeConnection[], seenAt: number): Badge {
  return {
    open: connections.filter(({ state }) => state.phase === 'open').length,
    failed: connections.filter(({ isPinned, state }) => isPinned && failedAt(state) > seenAt).length,
  }
}

/** When it failed; never where it did not, or where the server ended it in good order. */
function failedAt(state: ConnectionState): number {
  switch (state.phase) {
    case 'refused':
      return state.at
    case 'closed': {
      const isInOrder =
        state.cause === 'user' || (state.cause === 'server' && state.clean && state.during === 'session')
      return isInOrder ? Number.NEGATIVE_INFINITY : state.at
    }
    case 'waiting':
      return failedAt(state.closed)
    default:
      return Number.NEGATIVE_INFINITY
  }
}
