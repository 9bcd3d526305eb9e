import type { ConnectionState } from '../../src/core/connection.ts'

/** The state of a connection at a glance; what it means is said in words beside it. */
export function StateDot({ phase }: { phase: ConnectionState['phase'] }) {
  return <span class="state-dot" data-phase={phase} aria-hidden="true" />
}
