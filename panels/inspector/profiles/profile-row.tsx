import { useComputed } from '@preact/signals'
import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import { useRef } from 'preact/hooks'
import { type ConnectionState, idle } from '../../../src/core/connection.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { Icon } from '../../shared/icons.tsx'
import type { MenuPlace } from '../../shared/menu.tsx'
import { shownTitle } from '../../shared/profile-title.ts'
import { seen } from '../../shared/special.ts'
import { StateDot } from '../../shared/state-dot.tsx'
import { stateName } from '../../shared/state-text.ts'
import { useTakenSelection } from '../../shared/take-focus.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { Target, TreeNode, TreeRow } from './profile-tree.ts'

interface ProfileRowProps {
  readonly id: string
  readonly model: InspectorModel
  readonly row: TreeRow
  /** Where something that is dragged would go, seen from here. */
  readonly dropSide: Target['side'] | undefined
  readonly onDone: () => void
  readonly onMenu: (node: TreeNode, place: MenuPlace) => void
  readonly onRenamed: () => void
}

export function ProfileRow({ id, model, row, dropSide, onDone, onMenu, onRenamed }: ProfileRowProps) {
  const { browser, selection } = model
  const { node, level, position, siblings } = row
  const isFolder = node.type === 'folder'
  const profileId = isFolder ? undefined : node.profile.id
  // What is asked of all rows is asked for by each itself: a thousand are not drawn for the two that change.
  const isSelected = useComputed(() => profileId !== undefined && profileId === selection.profileId.value).value
  const isAtCursor = useComputed(() => browser.cursor.value?.node.key === node.key).value
  const edited = useComputed(() => editedOf(model, profileId)).value
  const state = useComputed(() => (profileId === undefined ? idle : model.control.stateOf(profileId))).value
  const unread = useComputed(() => model.unread.value.get(profileId ?? '') ?? 0).value
  const isRenaming = browser.renaming.value === node.key
  const label = isFolder ? folderTitle(node) : labelOf(edited ?? node.profile, state, unread)
  const onClick = () => {
    browser.goTo(node)
    if (isFolder) browser.toggle(node.key)
    else onDone()
  }
  const onMore = (event: TargetedMouseEvent<HTMLButtonElement>) => {
    event.stopPropagation()
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    onMenu(node, { x: left, y: bottom })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names the row it is at.
    <div
      class="profile"
      id={id}
      role="treeitem"
      aria-label={label}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isSelected}
      {...(isFolder ? { 'aria-expanded': browser.isExpanded(node.key) } : { title: node.profile.url })}
      data-cursor={isAtCursor ? '' : undefined}
      data-drop={dropSide}
      style={{ paddingInlineStart: `${10 + (level - 1) * 14}px` }}
      draggable={!isRenaming && (isFolder || node.profile.origin === undefined)}
      onClick={onClick}
      onDblClick={() => browser.startRenaming(node)}
    >
      {isRenaming ? (
        <RenameInput model={model} node={node} onRenamed={onRenamed} />
      ) : (
        <>
          {isFolder ? (
            <FolderFace model={model} node={node} />
          ) : (
            <ProfileFace profile={edited ?? node.profile} {...{ state, unread }} />
          )}
          <button
            type="button"
            class="icon-button profile-more"
            tabIndex={-1}
            aria-label={t('actionsOf', label)}
            title={t('actions')}
            onClick={onMore}
            onDblClick={(event) => event.stopPropagation()}
          >
            <Icon name="more" />
          </button>
        </>
      )}
    </div>
  )
}

type FolderNode = TreeNode & { type: 'folder' }

function FolderFace({ model, node }: { model: InspectorModel; node: FolderNode }) {
  return (
    <>
      <span class="folder-mark" data-open={model.browser.isExpanded(node.key) ? '' : undefined}>
        <Icon name="expand" />
      </span>
      <span class="profile-title folder-title">{folderTitle(node)}</span>
    </>
  )
}

function folderTitle({ path }: FolderNode): string {
  return seen(path.at(-1) ?? '')
}

interface ProfileFaceProps {
  readonly profile: Profile
  readonly state: ConnectionState
  readonly unread: number
}

function ProfileFace({ profile, state, unread }: ProfileFaceProps) {
  return (
    <>
      <StateDot state={state} />
      <span class="profile-face">
        <span class="profile-title">{shownTitle(profile)}</span> <span class="profile-url">{addressOf(profile)}</span>
      </span>
      {unread > 0 && <span class="unread">{shortCount(unread)}</span>}
    </>
  )
}

/** Enter or leaving takes the name, Escape leaves it as it was. */
function RenameInput({ model, node, onRenamed }: { model: InspectorModel; node: TreeNode; onRenamed: () => void }) {
  const { browser, form } = model
  const input = useRef<HTMLInputElement>(null)
  const before = node.type === 'folder' ? (node.path.at(-1) ?? '') : node.profile.name
  useTakenSelection(input)
  const finish = (name: string | undefined) => {
    if (browser.renaming.peek() !== node.key) return
    browser.renaming.value = undefined
    if (name === undefined || name === before) return
    if (node.type === 'folder') return void browser.renameFolder(node.path, name)
    // The form is the selected profile's, which may be another one by now.
    browser.goTo(node)
    if (form.profile.peek()?.id !== node.profile.id) return
    form.edit({ name })
    void form.flush()
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    finish(event.key === 'Enter' ? event.currentTarget.value : undefined)
    onRenamed()
  }
  return (
    <input
      ref={input}
      class="rename-input"
      type="text"
      aria-label={t('newName')}
      spellcheck={false}
      defaultValue={before}
      placeholder={node.type === 'profile' ? shownTitle({ ...node.profile, name: '' }) : ''}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
      onClick={(event) => event.stopPropagation()}
      onDblClick={(event) => event.stopPropagation()}
    />
  )
}

/** What is read out: what is seen, and the state. */
function labelOf(profile: Profile, state: ConnectionState, unread: number): string {
  const count = unread > 0 ? t('unread', shortCount(unread)) : ''
  // What is seen comes first and as it is seen, so that voice control finds the row by it.
  const parts = [shownTitle(profile), addressOf(profile), count, t('profileState', stateName(state))]
  return parts.filter((part) => part !== '').join(' ')
}

function shortCount(count: number): string {
  return count > 999 ? '999+' : String(count)
}

/** The selected one as it stands in the form. */
function editedOf({ form }: InspectorModel, profileId: string | undefined): Profile | undefined {
  const edited = form.profile.value
  return edited?.id === profileId ? edited : undefined
}

function addressOf(profile: Profile): string {
  const address = seen(profile.url.trim())
  return shownTitle(profile) === address ? '' : address.replace(/^wss?:\/\//, '')
}
