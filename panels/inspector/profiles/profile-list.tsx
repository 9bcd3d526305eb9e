import { useSignal } from '@preact/signals'
import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import { useCallback, useEffect, useId, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/controls.tsx'
import type { MenuPlace } from '../../shared/menu.tsx'
import { t } from '../../shared/text.ts'
import { FolderDialog, ProfileMenu } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { ProfileBrowser } from '../model/profile-browser.ts'
import { type Drag, dragHandlers } from './dragging.ts'
import { ProfileRow } from './profile-row.tsx'
import type { TreeNode, TreeRow } from './profile-tree.ts'

interface MenuAt {
  readonly node: TreeNode
  readonly place: MenuPlace
}

/** How many rows are drawn at first: no panel shows more of them at once. */
const atFirst = 40

/** All profiles in their folders; the selected one is worked on. */
export function ProfileList({ model, onDone }: { model: InspectorModel; onDone: () => void }) {
  const { browser } = model
  const id = useId()
  const tree = useRef<HTMLDivElement>(null)
  const menu = useSignal<MenuAt | undefined>(undefined)
  const drag = useSignal<Drag | undefined>(undefined)
  const target = drag.value?.target
  const most = useMostAfterPaint(atFirst)
  const { search } = browser
  const rows = browser.rows.value
  const cursor = browser.cursor.value
  const rowId = (row: TreeRow) => `${id}-${rows.indexOf(row)}`
  // The same each time, so that only rows which show something else are drawn.
  const focus = useCallback(() => tree.current?.focus(), [])
  const openMenu = useCallback(
    (node: TreeNode, place: MenuPlace) => {
      focus()
      browser.goTo(node)
      menu.value = { node, place }
    },
    [browser],
  )

  useEffect(() => {
    tree.current?.querySelector('[data-cursor]')?.scrollIntoView?.({ block: 'nearest' })
  }, [cursor?.node.key, most])

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (isMenu && cursor) openMenu(cursor.node, below(document.getElementById(rowId(cursor))))
    else if (!onKey(event, model, onDone)) return
    event.preventDefault()
  }
  const onContextMenu = (event: TargetedMouseEvent<HTMLDivElement>) => {
    event.preventDefault()
    const row = event.target instanceof Element ? event.target.closest('[role="treeitem"]') : null
    const node = rows.find((candidate) => rowId(candidate) === row?.id)?.node
    if (node) openMenu(node, { x: event.clientX, y: event.clientY })
  }
  return (
    <div class="profile-browser">
      <div class="profile-tools">
        <input
          class="profile-search"
          type="search"
          aria-label={t('searchProfiles')}
          placeholder={t('searchProfiles')}
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
            browser.goTo(rows.find(({ node }) => node.type === 'profile')?.node)
            focus()
            event.preventDefault()
          }}
        />
        <IconButton
          icon="folder"
          label={t('newFolder')}
          aria-keyshortcuts="Alt+Shift+N"
          onClick={() => void browser.newFolder([])}
        />
      </div>
      <div
        ref={tree}
        class="profiles"
        role="tree"
        tabIndex={0}
        aria-label={t('profiles')}
        aria-activedescendant={cursor && rowId(cursor)}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        data-drop={target === 'out' ? 'after' : undefined}
        {...dragHandlers(browser, rows, rowId, drag)}
      >
        {rows.slice(0, most).map((row) => (
          <ProfileRow
            key={row.node.key}
            id={rowId(row)}
            model={model}
            row={row}
            dropSide={typeof target === 'object' && target.key === row.node.key ? target.side : undefined}
            onDone={onDone}
            onMenu={openMenu}
            onRenamed={focus}
          />
        ))}
      </div>
      {rows.length === 0 && <p class="profiles-none">{t('noProfileFound')}</p>}
      {menu.value && (
        <ProfileMenu
          model={model}
          node={menu.value.node}
          place={menu.value.place}
          onClose={() => {
            menu.value = undefined
          }}
        />
      )}
      {browser.moving.value && <FolderDialog browser={browser} />}
    </div>
  )
}

/** So many at first, and all once these have been painted: a long list is not what a person waits for. */
function useMostAfterPaint(first: number): number {
  const most = useSignal(first)
  useEffect(() => {
    most.value = Number.POSITIVE_INFINITY
  }, [])
  return most.value
}

/** @returns whether the key meant something. */
function onKey(event: TargetedKeyboardEvent<HTMLDivElement>, model: InspectorModel, onDone: () => void): boolean {
  const { browser, deletion } = model
  const node = browser.cursor.peek()?.node
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    if (node) void browser.step(node.key, event.key === 'ArrowUp' ? 'up' : 'down')
    return true
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return false
  if (isMove(event.key, browser)) return true
  switch (event.key) {
    case 'F2':
      if (node) browser.startRenaming(node)
      return true
    case 'Delete':
      if (node?.type === 'profile') void deletion.remove(node.profile.id)
      else if (node) void deletion.removeFolder(node.path)
      return node !== undefined
    case 'Enter':
    case ' ':
      if (node?.type === 'folder') browser.toggle(node.key)
      else onDone()
      return true
    case 'Escape':
      onDone()
      return true
    default:
      return false
  }
}

/** The keys of a tree view: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
function isMove(key: string, browser: ProfileBrowser): boolean {
  const rows = browser.rows.peek()
  const cursor = browser.cursor.peek()
  const at = cursor ? rows.indexOf(cursor) : -1
  const node = cursor?.node
  const isOpen = node?.type === 'folder' && browser.isExpanded(node.key)
  const page = 10
  const targets: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: rows.length - 1,
  }
  const target = targets[key]
  if (target !== undefined) browser.goTo(rows[Math.min(rows.length - 1, Math.max(0, target))]?.node)
  else if (key === 'ArrowRight' && node?.type === 'folder' && !isOpen) browser.toggle(node.key)
  else if (key === 'ArrowRight' && isOpen) browser.goTo(rows[at + 1]?.node)
  else if (key === 'ArrowLeft' && isOpen && node) browser.toggle(node.key)
  else if (key === 'ArrowLeft') browser.goToParent()
  else return false
  return true
}

function below(element: HTMLElement | null): MenuPlace {
  const { left = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {}
  return { x: left + 24, y: bottom }
}
