import { RefusalAlert } from '../shared/alert.tsx'
import { lazy } from '../shared/lazy.tsx'
import { useNow } from '../shared/now.ts'
import { shownTitle } from '../shared/profile-title.ts'
import { StateDot } from '../shared/state-dot.tsx'
import { liveOf, stateText } from '../shared/state-text.ts'
import { t } from '../shared/text.ts'
import type { Pinned, PopupModel } from './popup-model.ts'
import { QuickSend } from './quick-send.tsx'
import { RunningSequences } from './running-sequences.tsx'

/** Hardly ever needed: a connection is pinned where it has access already. */
const AllowAccess = lazy(async () => (await import('../shared/allow-access.tsx')).AllowAccess)

interface PinnedItemProps {
  readonly model: PopupModel
  readonly item: Pinned
  readonly isOpen: boolean
}

export function PinnedItem({ model, item, isOpen }: PinnedItemProps) {
  const { connection, profile } = item
  const { state } = connection
  // What was refused elsewhere, or while nobody looked on, has its reason here, too.
  const refusal =
    model.refusalOf(connection.id, 'connection') ?? (state.phase === 'refused' ? state.refusal : undefined)
  const now = useNow().value
  return (
    <li class="pinned-item" data-open={isOpen ? '' : undefined} data-phase={state.phase}>
      <div class="pinned-head">
        <StateDot state={state} />
        <button
          type="button"
          class="pinned-title"
          aria-expanded={isOpen}
          title={profile?.url}
          onClick={() => model.unfold(connection.id)}
        >
          {profile ? shownTitle(profile) : t('profileGone')}
        </button>
        <ConnectionButton model={model} item={item} />
      </div>
      <p class="pinned-state" role="status" aria-live={liveOf(state, now)} data-state={state.phase}>
        {stateText(state, now)}
      </p>
      <RunningSequences model={model} item={item} />
      {refusal && (
        <RefusalAlert refusal={refusal}>
          {refusal.hostAccess && (
            <AllowAccess
              side={model}
              origins={refusal.hostAccess}
              onGranted={() => void model.connect(connection.id)}
            />
          )}
        </RefusalAlert>
      )}
      {isOpen && <QuickSend model={model} item={item} />}
    </li>
  )
}

function ConnectionButton({ model, item: { connection } }: { model: PopupModel; item: Pinned }) {
  const { id, state } = connection
  // It stays, so that the keyboard is still there when it says what can be done next.
  if (state.phase === 'closing') {
    return (
      <button type="button" aria-disabled="true">
        {t('disconnect')}
      </button>
    )
  }
  if (state.phase === 'connecting' || state.phase === 'open') {
    return (
      <button type="button" onClick={() => void model.disconnect(id)}>
        {t('disconnect')}
      </button>
    )
  }
  if (state.phase === 'waiting') {
    return (
      <button type="button" onClick={() => void model.disconnect(id)}>
        {t('stopReconnecting')}
      </button>
    )
  }
  return (
    <button type="button" class="primary" onClick={() => void model.connect(id)}>
      {t('connect')}
    </button>
  )
}
