import type { Signal } from '@preact/signals'
import type { ProfileBrowser } from '../model/profile-browser.ts'
import type { Target, TreeRow } from './profile-tree.ts'

/** A row that is being dragged, and where it would be dropped now. */
export interface Drag {
  readonly key: string
  readonly target: Target | 'out' | undefined
}

/** Rows are put in order by dragging them; the keyboard does the same with Alt and the arrows. */
export function dragHandlers(
  browser: ProfileBrowser,
  rows: readonly TreeRow[],
  rowId: (row: TreeRow) => string,
  drag: Signal<Drag | undefined>,
) {
  const rowAt = (event: DragEvent) => {
    const element = event.target instanceof Element ? event.target.closest('[role="treeitem"]') : null
    const row = rows.find((candidate) => rowId(candidate) === element?.id)
    return element && row ? { element, row } : undefined
  }
  const end = () => {
    drag.value = undefined
  }
  return {
    onDragStart(event: DragEvent) {
      const at = rowAt(event)
      if (!at) return
      // Firefox drags only what has data.
      event.dataTransfer?.setData('application/x-switchboard-profile', at.row.node.key)
      drag.value = { key: at.row.node.key, target: undefined }
    },
    onDragOver(event: DragEvent) {
      const present = drag.peek()
      if (!present) return
      event.preventDefault()
      const at = rowAt(event)
      // Below all rows is outside all folders.
      const target = at ? targetOf(at.row, at.element.getBoundingClientRect(), event.clientY) : 'out'
      if (!isSame(target, present.target)) drag.value = { ...present, target }
    },
    onDrop(event: DragEvent) {
      const present = drag.peek()
      if (!present) return
      event.preventDefault()
      end()
      if (present.target) void browser.move(present.key, present.target)
    },
    onDragEnd: end,
  }
}

function isSame(one: Drag['target'], other: Drag['target']): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  return one.key === other.key && one.side === other.side
}

/** A folder takes what is dropped on it; between others it is put by the nearer edge. */
function targetOf({ node }: TreeRow, { top, height }: DOMRect, y: number): Target | undefined {
  if (node.type === 'profile' && node.profile.origin !== undefined) return undefined
  const part = (y - top) / height
  if (node.type === 'folder') return { key: node.key, side: part < 0.3 ? 'before' : 'into' }
  return { key: node.key, side: part < 0.5 ? 'before' : 'after' }
}
