import { useSignal } from '@preact/signals'
import type { TargetedKeyboardEvent } from 'preact'
import { useRef } from 'preact/hooks'
import { messageFolders } from '../../../src/core/saved-messages.ts'
import { savedTitle } from '../../shared/saved-messages.ts'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { SavedControl } from '../model/saved-control.ts'
import { allowDrop, dropMessage } from './drag.ts'
import { SavedDialog } from './saved-dialog.tsx'
import { FolderRow, MessageRow } from './saved-row.tsx'
import { placeBeyond, type SavedRow, savedRows } from './saved-rows.ts'

/** The saved messages of the profile: loaded into the composer, or sent as they are. */
export function SavedList({ model }: { model: InspectorModel }) {
  const { saved } = model
  const { savedCollapsed } = model.layout
  /** Folders of other profiles may have the same names. */
  const storedKey = (key: string) => `${model.selection.profileId.value} ${key}`
  const activeKey = useSignal('')
  const tree = useRef<HTMLDivElement>(null)
  const rows = savedRows(saved.list.value, (key) => savedCollapsed.value.includes(storedKey(key)))
  const active = rows.find(({ key }) => key === activeKey.value) ?? rows[0]
  const edited = saved.list.value.find(({ id }) => id === saved.edited.value)

  const fold = (key: string) => {
    const [stored, present] = [storedKey(key), savedCollapsed.peek()]
    const others = present.filter((one) => one !== stored)
    savedCollapsed.value = others.length < present.length ? others : [...others, stored]
  }
  const focus = (row: SavedRow | undefined) => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
    items.find(({ dataset }) => dataset.key === row?.key)?.focus()
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = rows.findIndex(({ key }) => key === keyOf(event.target))
    const row = rows[at]
    const isPressed = event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')
    if (!row || isPressed || event.target instanceof HTMLInputElement) return
    const targets: Record<string, SavedRow | undefined> = {
      ArrowUp: rows[at - 1],
      ArrowDown: rows[at + 1],
      Home: rows[0],
      End: rows.at(-1),
    }
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey)
    const beside = isPlain ? rowBeside(event.key, rows, at) : undefined
    if (isPlain && event.key in targets) focus(targets[event.key])
    else if (beside) focus(beside)
    else if (row.type === 'folder' ? !foldKey(event, row, fold) : !messageKey(event, row.key, model)) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section class="saved" aria-label={t('savedMessages')}>
      <div
        ref={tree}
        class="saved-tree"
        role="tree"
        tabIndex={-1}
        aria-label={t('savedMessages')}
        onKeyDown={onKeyDown}
        onFocusIn={({ target }) => {
          activeKey.value = keyOf(target) ?? activeKey.peek()
        }}
        onDragOver={allowDrop}
        onDrop={(event) => dropMessage(event, saved, [])}
      >
        {rows.map((row) =>
          row.type === 'folder' ? (
            <FolderRow
              key={row.key}
              row={row}
              saved={saved}
              isActive={row === active}
              onFocus={() => focus(row)}
              onFold={() => fold(row.key)}
            />
          ) : (
            <MessageRow
              key={row.key}
              message={row.message}
              saved={saved}
              isActive={row === active}
              onFocus={() => focus(row)}
            />
          ),
        )}
      </div>
      {rows.length === 0 && <p class="saved-none">{t('nothingSaved')}</p>}
      <DeletedOffer saved={saved} />
      {edited && <SavedDialog key={edited.id} message={edited} model={model} />}
    </section>
  )
}

/** The key of the row that something in it came from. */
function keyOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined
}

/** Where the arrows to the sides lead: from an open folder into it, and from a message out of its folder. */
function rowBeside(key: string, rows: readonly SavedRow[], at: number): SavedRow | undefined {
  const row = rows[at]
  if (key === 'ArrowRight' && row?.type === 'folder' && row.isOpen) return rows[at + 1]
  const isInside = key === 'ArrowLeft' && row?.type === 'message' && row.message.folder.length > 0
  return isInside ? rows.slice(0, at).findLast(({ type }) => type === 'folder') : undefined
}

type FolderRowOf = Extract<SavedRow, { type: 'folder' }>

/** @returns whether the key means something on a folder. */
function foldKey({ key }: KeyboardEvent, { key: folder, isOpen }: FolderRowOf, fold: (key: string) => void): boolean {
  const folds = key === 'Enter' || key === ' ' || (key === 'ArrowLeft' && isOpen) || (key === 'ArrowRight' && !isOpen)
  if (folds) fold(folder)
  return folds
}

/** @returns whether the key means something on a message. */
function messageKey(event: KeyboardEvent, id: string, model: InspectorModel): boolean {
  const { saved } = model
  const message = saved.list.peek().find((one) => one.id === id)
  if (!message) return false
  const isControl = event.ctrlKey || event.metaKey
  if (event.key === 'Enter' && isControl && event.repeat) return true
  if (event.key === 'Enter' && isControl) void saved.send(message)
  else if (event.key === 'Enter' && event.altKey) saved.edited.value = id
  else if (event.key === 'Enter') saved.load(message)
  else if (event.key === 'F2') saved.renaming.value = id
  else if (event.key === 'Delete') void saved.remove(id)
  else if (event.key === 'd' && isControl) void saved.duplicate(id)
  else if (event.altKey && event.key === 'ArrowUp') void moveBy(model, id, 'up')
  else if (event.altKey && event.key === 'ArrowDown') void moveBy(model, id, 'down')
  else return false
  return true
}

/** Moves a message by one line and says where it is then. */
async function moveBy({ saved, announce }: InspectorModel, id: string, towards: 'up' | 'down'): Promise<void> {
  const place = placeBeyond(saved.list.peek(), id, towards)
  if (!place) return
  await saved.move(id, place.folder, place.before)
  for (const { path, messages } of messageFolders(saved.list.peek())) {
    const at = messages.findIndex((message) => message.id === id)
    const moved = messages[at]
    if (moved) announce(`${[...path, savedTitle(moved)].join(' / ')}: ${t('findPlace', at + 1, messages.length)}`)
  }
}

/** Says what was deleted and takes it back. */
function DeletedOffer({ saved }: { saved: SavedControl }) {
  const deleted = saved.deleted.value
  return (
    <div class="cleared-place" role="status" aria-label={t('lastDeletedMessage')}>
      {deleted && <Toast text={t('profileDeleted', savedTitle(deleted.message))} offer={saved} />}
    </div>
  )
}
