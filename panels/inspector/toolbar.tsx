import type { Signal } from '@preact/signals'
import { Choice, IconButton } from '../shared/controls.tsx'
import { OptionsLink } from '../shared/options-link.tsx'
import { shownTitle } from '../shared/profile-title.ts'
import { t } from '../shared/text.ts'
import { GivenFields } from './connection/given-fields.tsx'
import { EnvironmentSwitch } from './environment/environment-switch.tsx'
import type { InspectorModel } from './model/inspector-model.ts'

interface ToolbarProps {
  readonly model: InspectorModel
  readonly sidebar: Signal<'open' | 'closed'>
  readonly onNewConnection: () => void
  readonly onKeyboardMap: () => void
}

/** What concerns the panel as a whole, and the selected profile as a whole. */
export function Toolbar({ model, sidebar, onNewConnection, onKeyboardMap }: ToolbarProps) {
  const { profiles, folders } = model.mirror
  if (profiles.value.length + folders.value.length === 0) return null
  const toggle = () => {
    sidebar.value = sidebar.value === 'open' ? 'closed' : 'open'
  }
  const open = (dialog: 'import' | 'page' | 'export') => {
    model.files.dialog.value = dialog
  }
  return (
    <header class="toolbar">
      <IconButton icon="sidebar" label={t('toggleSidebar')} aria-expanded={sidebar.value === 'open'} onClick={toggle} />
      <IconButton icon="add" label={t('newConnection')} onClick={onNewConnection} />
      <IconButton icon="import" label={t('import')} onClick={() => open('import')} />
      {model.side.hasInspectedPage() && <IconButton icon="page" label={t('clonePage')} onClick={() => open('page')} />}
      <IconButton icon="export" label={t('export')} onClick={() => open('export')} />
      <span class="toolbar-separator" />
      <GivenFields model={model}>
        <ProfileFields model={model} />
      </GivenFields>
      <EnvironmentSwitch control={model.environment} />
      <ConnectionTools model={model} />
      <IconButton icon="keyboard" label={t('keyboardMap')} aria-keyshortcuts="?" onClick={onKeyboardMap} />
      <OptionsLink />
    </header>
  )
}

function ProfileFields({ model: { form } }: { model: InspectorModel }) {
  const profile = form.profile.value
  if (!profile) return null
  return (
    <>
      <input
        class="name-input"
        type="text"
        aria-label={t('name')}
        title={t('name')}
        placeholder={shownTitle({ ...profile, name: '' })}
        spellcheck={false}
        value={profile.name}
        onInput={(event) => form.edit({ name: event.currentTarget.value })}
        onBlur={() => void form.flush()}
      />
      <Choice
        label={t('kind')}
        value={profile.kind}
        options={[
          ['json', t('kindJson')],
          ['text', t('kindText')],
        ]}
        onChoose={(kind) => form.edit({ kind })}
      />
    </>
  )
}

function ConnectionTools({ model: { control, deletion, selection } }: { model: InspectorModel }) {
  const connection = control.connection.value
  const isPinned = connection?.owner === 'background'
  const remove = () => {
    const id = selection.profileId.peek()
    if (id !== undefined) void deletion.remove(id)
  }
  return (
    <>
      <span class="toolbar-separator" />
      {connection && (
        <>
          <IconButton
            icon="pin"
            label={t('pin')}
            title={isPinned ? t('unpinExplained') : t('pinExplained')}
            aria-pressed={isPinned}
            onClick={() => void control.pin(!isPinned)}
          />
          <IconButton
            icon="eject"
            label={t('dispose')}
            title={t('disposeExplained')}
            onClick={() => {
              // The button goes, and the one beside it deletes the profile.
              document.querySelector<HTMLElement>('.connection-buttons:empty, .connection-buttons > button')?.focus()
              void control.dispose()
            }}
          />
        </>
      )}
      <IconButton icon="trash" label={t('deleteProfile')} onClick={remove} />
    </>
  )
}
