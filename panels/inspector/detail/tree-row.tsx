import { counted } from '../../shared/counted.ts'
import type { TreeRow } from '../../shared/document/json-tree.ts'
import { Icon } from '../../shared/icons.tsx'
import { memo } from '../../shared/memo.ts'
import { exactText } from './exact-text.tsx'
import type { TreeControl } from './tree-control.ts'

interface TreeRowProps {
  readonly id: string
  readonly row: TreeRow
  /** Its number from the top. */
  readonly at: number
  readonly isActive: boolean
  readonly tree: TreeControl
}

export const TreeRowView = memo(({ id, row, at, isActive, tree }: TreeRowProps) => {
  const hasMore = row.count > 0
  const onClick = () => {
    // Whoever has just marked text in a row wants to keep it.
    if (getSelection()?.type !== 'Range') void tree.toggle(at)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the tree has the keyboard.
    <div
      id={id}
      class="tree-row"
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.beside}
      aria-selected={isActive}
      {...(hasMore ? { 'aria-expanded': row.isOpen } : {})}
      style={{ paddingInlineStart: `${4 + Math.min(row.level - 1, 40) * 14}px` }}
      onClick={onClick}
    >
      {hasMore ? <Icon name="fold" /> : <span class="tree-leaf" />}
      {row.name !== undefined && <Name name={row.name} />}
      <Value row={row} />
    </div>
  )
})

/** Without quotation marks, where it needs none. */
function Name({ name }: { name: string }) {
  const plain = /^"([\p{L}_$][\p{L}\p{N}_$-]*)"$/u.exec(name)?.[1] ?? name
  return (
    <>
      <span class={name.startsWith('"') ? 'json-key' : 'tree-place'}>{exactText(plain)}</span>
      {': '}
    </>
  )
}

function Value({ row }: { row: TreeRow }) {
  const { kind, text, isCut, count, isOpen } = row
  if (kind !== 'object' && kind !== 'array') {
    return (
      <span class={`tree-value json-${kind}`}>
        {exactText(text)}
        {isCut && '…'}
      </span>
    )
  }
  const size = kind === 'array' ? `[${count}]` : `{${count}}`
  return (
    <>
      <span class="tree-size" title={counted(kind === 'array' ? 'elementCount' : 'memberCount', count)}>
        {size}
      </span>
      {!isOpen && count > 0 && <span class="tree-preview">{exactText(text.replace(/[ \t\r\n]+/g, ' '))}</span>}
    </>
  )
}
