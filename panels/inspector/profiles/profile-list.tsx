import type { TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { type ConnectionState, idle } from '../../../src/core/connection.ts'
import { type Profile, profileTitle } from '../../../src/core/profile.ts'
import { StateDot } from '../../shared/state-dot.tsx'
import { stateName } from '../../shared/state-text.ts'
import { t } from '../../shared/text.ts'
import { connectionOf } from '../model/connection-control.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** All profiles; the selected one is worked on. */
export function ProfileList({ model, onDone }: { model: InspectorModel; onDone: () => void }) {
  const { mirror, selection, deletion } = model
  const id = useId()
  const profiles = mirror.profiles.value
  const selected = profiles.findIndex((profile) => profile.id === selection.profileId.value)

  const select = (index: number) => {
    const profile = profiles[Math.min(profiles.length - 1, Math.max(0, index))]
    if (profile) selection.select(profile.id)
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const page = 10
    const targets: Record<string, number> = {
      ArrowUp: selected - 1,
      ArrowDown: selected + 1,
      PageUp: selected - page,
      PageDown: selected + page,
      Home: 0,
      End: profiles.length - 1,
    }
    const target = targets[event.key]
    if (target !== undefined) select(target)
    else if (event.key === 'Delete') void deletion.remove(profiles[selected]?.id ?? '')
    else if (event.key === 'Enter' || event.key === 'Escape') onDone()
    else return
    event.preventDefault()
  }

  return (
    <div
      class="profiles"
      role="listbox"
      tabIndex={0}
      aria-label={t('profiles')}
      aria-activedescendant={selected < 0 ? undefined : `${id}-${selected}`}
      onKeyDown={onKeyDown}
    >
      {profiles.map((profile, index) => (
        <ProfileItem
          key={profile.id}
          id={`${id}-${index}`}
          profile={index === selected ? (model.form.profile.value ?? profile) : profile}
          isSelected={index === selected}
          state={index === selected ? model.control.state.value : stateOf(model, profile)}
          onClick={() => {
            select(index)
            onDone()
          }}
        />
      ))}
    </div>
  )
}

interface ProfileItemProps {
  readonly id: string
  readonly profile: Profile
  readonly isSelected: boolean
  readonly state: ConnectionState
  readonly onClick: () => void
}

function ProfileItem({ id, profile, isSelected, state, onClick }: ProfileItemProps) {
  const title = profileTitle(profile)
  const address = title === profile.url.trim() ? '' : profile.url.replace(/^wss?:\/\//, '')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keyboard.
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the option it is at.
    <div class="profile" id={id} role="option" aria-selected={isSelected} title={profile.url} onClick={onClick}>
      <StateDot phase={state.phase} />
      <span class="profile-title">{title}</span> {address !== '' && <span class="profile-url">{address}</span>}
      <span class="visually-hidden">{t('profileState', stateName(state))}</span>
    </div>
  )
}

function stateOf(model: InspectorModel, profile: Profile): ConnectionState {
  return connectionOf(model.mirror.connections.value, profile.id)?.state ?? idle
}
