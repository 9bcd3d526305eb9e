import { profileTitle } from '../../src/core/profile.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { useNow } from '../shared/now.ts'
import { StateDot } from '../shared/state-dot.tsx'
import { stateText } from '../shared/state-text.ts'
import { t } from '../shared/text.ts'
import type { Pinned, PopupModel } from './popup-model.ts'
import { QuickSend } from './quick-send.tsx'
import { RunningSequences } from './running-sequences.tsx'

interface PinnedItemProps {
  readonly model: PopupModel
  readonly item: Pinned
  readonly isOpen: boolean
}

export function PinnedItem({ model, item, isOpen }: PinnedItemProps) {
  const { connection, profile } = item
  const refusal = model.refusalOf(connection.id)
  const now = useNow().value
  return (
    <li class="pinned-item" data-open={isOpen ? '' : undefined} data-phase={connection.state.phase}>
      <div class="pinned-head">
        <StateDot phase={connection.state.phase} />
        <button
          type="button"
          class="pinned-title"
          aria-expanded={isOpen}
          title={profile?.url}
          onClick={() => model.unfold(connection.id)}
        >
          {profile ? profileTitle(profile) : t('profileGone')}
        </button>
        <ConnectionButton model={model} item={item} />
      </div>
      <p class="pinned-state" role="status" data-state={connection.state.phase}>
        {stateText(connection.state, now)}
      </p>
      <RunningSequences model={model} item={item} />
      {refusal && <RefusalAlert refusal={refusal} />}
      {isOpen && <QuickSend model={model} item={item} />}
    </li>
  )
}

function ConnectionButton({ model, item: { connection } }: { model: PopupModel; item: Pinned }) {
  const { id, state } = connection
  if (state.phase === 'closing') return null
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
