import type { TargetedSubmitEvent } from 'preact'
import { profileTitle } from '../../src/core/profile.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { clockTime } from '../shared/format.ts'
import { Icon } from '../shared/icons.tsx'
import { useNow } from '../shared/now.ts'
import { rowText } from '../shared/row-text.ts'
import { StateDot } from '../shared/state-dot.tsx'
import { stateText } from '../shared/state-text.ts'
import { t } from '../shared/text.ts'
import type { Pinned, PopupModel } from './popup-model.ts'

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
    <li class="pinned-item" data-open={isOpen ? '' : undefined}>
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

function QuickSend({ model, item }: { model: PopupModel; item: Pinned }) {
  const send = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void model.send(item)
  }
  return (
    <form class="quick-send" onSubmit={send}>
      <input
        class="mono"
        type="text"
        aria-label={t('message')}
        placeholder={t(item.profile?.kind === 'json' ? 'messageExampleJson' : 'messageExampleText')}
        autocomplete="off"
        spellcheck={false}
        value={model.text.value}
        onInput={(event) => model.write(event.currentTarget.value)}
      />
      <button type="submit">
        <Icon name="send" />
        {t('send')}
      </button>
      <LastAnswer model={model} />
    </form>
  )
}

function LastAnswer({ model }: { model: PopupModel }) {
  const row = model.lastAnswer.row.value
  return (
    <div class="last-answer">
      <span class="last-answer-label">
        {t('lastAnswer')}
        {row && <time class="faint">{clockTime(row.at)}</time>}
      </span>
      <output class="mono" aria-label={t('lastAnswer')}>
        {row && rowText(row)}
      </output>
    </div>
  )
}
