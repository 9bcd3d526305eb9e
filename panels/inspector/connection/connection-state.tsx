import type { ConnectionState as State } from '../../../src/core/connection.ts'
import { explained } from '../../shared/explained.ts'
import { shortTime } from '../../shared/format.ts'
import { useNow } from '../../shared/now.ts'
import { lookOf, StateDot } from '../../shared/state-dot.tsx'
import { liveOf, stateText, stateTime } from '../../shared/state-text.ts'
import { t } from '../../shared/text.ts'

/** The state in words, with the time of its last change. */
export function ConnectionState({ state }: { state: State }) {
  const since = stateTime(state)
  const now = useNow().value
  return (
    <div class="connection-state" data-look={lookOf(state)}>
      <StateDot state={state} />
      <span role="status" aria-live={liveOf(state, now)} aria-label={t('connectionState')} data-state={state.phase}>
        {stateText(state, now)}
        {since !== undefined && (
          <>
            {' · '}
            <time dateTime={new Date(since).toISOString()}>{shortTime(since)}</time>
          </>
        )}
        {isUntold(state) && <span class="faint"> · {t('diagnoseInTab')}</span>}
      </span>
    </div>
  )
}

/** Whether a handshake failed and the browser does not tell why. */
function isUntold(state: State): boolean {
  return (
    state.phase === 'closed' && state.during === 'handshake' && state.cause === 'network' && !explained(state.failure)
  )
}
