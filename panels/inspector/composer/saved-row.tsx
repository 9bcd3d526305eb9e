import type { TargetedKeyboardEvent } from 'preact'
import { useRef } from 'preact/hooks'
import type { SavedMessage } from '../../../src/core/script.ts'
import { IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { savedTitle } from '../../shared/saved-messages.ts'
import { useTakenSelection } from '../../shared/take-focus.ts'
import { t } from '../../shared/text.ts'
import type { SavedControl } from '../model/saved-control.ts'
import { allowDrop, dropMessage, startDrag } from './drag.ts'
import type { SavedRow } from './saved-rows.ts'

interface RowProps {
  readonly saved: SavedControl
  /** The one row that Tab reaches. */
  readonly isActive: boolean
  readonly onFocus: () => void
}

interface FolderRowProps extends RowProps {
  readonly row: Extract<SavedRow, { type: 'folder' }>
  readonly onFold: () => void
}

export function FolderRow({ row, saved, isActive, onFocus, onFold }: FolderRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard.
    <div
      class="saved-row saved-folder"
      role="treeitem"
      aria-level={1}
      aria-expanded={row.isOpen}
      tabIndex={isActive ? 0 : -1}
      data-key={row.key}
      onClick={() => {
        onFocus()
        onFold()
      }}
      onDragOver={allowDrop}
      onDrop={(event) => dropMessage(event, saved, row.path)}
    >
      <Icon name="fold" />
      <span class="saved-name">{row.path.join(' / ')}</span>
    </div>
  )
}

interface MessageRowProps extends RowProps {
  readonly message: SavedMessage
}

export function MessageRow({ message, saved, isActive, onFocus }: MessageRowProps) {
  const { id, folder, shortcut, onConnect } = message
  const title = savedTitle(message)
  const isRenaming = saved.renaming.value === id
  const isOrigin = saved.origin.value?.id === id
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard.
    <div
      class={`saved-row ${isOrigin ? 'is-origin' : ''}`}
      role="treeitem"
      aria-level={folder.length > 0 ? 2 : 1}
      aria-selected={isActive}
      aria-current={isOrigin ? 'true' : undefined}
      aria-label={title}
      tabIndex={isActive ? 0 : -1}
      data-key={id}
      title={t('savedMessageHint', title)}
      draggable={!isRenaming}
      onDragStart={(event) => startDrag(event, id)}
      onDragOver={allowDrop}
      onDrop={(event) => dropMessage(event, saved, folder, id)}
      onClick={() => {
        if (isRenaming) return
        onFocus()
        saved.load(message)
      }}
      onDblClick={() => {
        saved.renaming.value = id
      }}
    >
      {isRenaming ? <NameInput message={message} saved={saved} /> : <span class="saved-name">{title}</span>}
      {onConnect && (
        <span class="saved-mark" title={t('sendOnConnect')}>
          <Icon name="bolt" />
          <span class="off-screen">{t('sendOnConnect')}</span>
        </span>
      )}
      {shortcut !== undefined && <kbd class="saved-digit">{t('altDigit', String(shortcut))}</kbd>}
      <RowActions message={message} saved={saved} title={title} isReachable={isActive} />
    </div>
  )
}

interface RowActionsProps {
  readonly message: SavedMessage
  readonly saved: SavedControl
  readonly title: string
  readonly isReachable: boolean
}

function RowActions({ message, saved, title, isReachable }: RowActionsProps) {
  const act = (action: () => void) => (event: Event) => {
    event.stopPropagation()
    action()
  }
  const tabIndex = isReachable ? 0 : -1
  return (
    <span class="saved-actions">
      <IconButton
        icon="edit"
        label={t('editSavedMessage', title)}
        tabIndex={tabIndex}
        onClick={act(() => {
          saved.edited.value = message.id
        })}
      />
      <IconButton
        icon="trash"
        label={t('deleteSavedMessage', title)}
        tabIndex={tabIndex}
        onClick={act(() => void saved.remove(message.id))}
      />
      <IconButton
        icon="send"
        label={t('sendSavedMessage', title)}
        tabIndex={tabIndex}
        onClick={act(() => void saved.send(message))}
      />
    </span>
  )
}

/** The name, written in its place; Escape leaves it as it was. */
function NameInput({ message, saved }: { message: SavedMessage; saved: SavedControl }) {
  const input = useRef<HTMLInputElement>(null)
  useTakenSelection(input)
  const end = (name: string | undefined) => {
    if (saved.renaming.peek() !== message.id) return
    saved.renaming.value = undefined
    if (name !== undefined && name !== message.name) void saved.change(message.id, { name })
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    const row = event.currentTarget.closest<HTMLElement>('[role=treeitem]')
    end(event.key === 'Enter' ? event.currentTarget.value : undefined)
    row?.focus()
  }
  return (
    <input
      ref={input}
      class="saved-name-input"
      type="text"
      aria-label={t('savedMessageName')}
      defaultValue={message.name}
      placeholder={savedTitle(message)}
      maxLength={1000}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  )
}
