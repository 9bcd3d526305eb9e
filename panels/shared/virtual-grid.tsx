import type { Signal } from '@preact/signals'
import type { ComponentChildren, TargetedKeyboardEvent, TargetedWheelEvent } from 'preact'
import { useCallback, useId, useRef } from 'preact/hooks'
import { keyTarget, readsOn } from './grid-keys.ts'
import { GridRows, type PickRow, type RowLook } from './grid-rows.tsx'
import { useMarking, useMeasuredHeight, useScrollPosition } from './grid-scroll.ts'
import type { ListPosition } from './list-position.ts'
import type { RowFeed } from './row-feed.ts'
import { physicalHeight } from './scroll-window.ts'

export interface GridColumn {
  readonly name: string
  /** What stands in the header in place of the name. */
  readonly head?: ComponentChildren
}

/** What a key does at a row. */
export type RowKey<Row> = (row: Row, index: number) => void

export interface VirtualGridProps<Row> {
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly position: ListPosition
  readonly feed: RowFeed<Row>
  /** The row the keyboard is at, as its index. */
  readonly active: Signal<number | undefined>
  /** Which row is picked, whatever its index is under the present filter. */
  readonly isPicked: (row: Row) => boolean
  readonly look: RowLook<Row>
  /** Stays the same function, like those of `look`. */
  readonly onPick: PickRow<Row>
  /** Escape was pressed. */
  readonly onCancel: () => void
  /** The keyboard moved to another row; with Shift, from one that is picked together with it. */
  readonly onMove: (row: Row, from: Row | undefined) => void
  /** The row the keyboard is at is to be copied. */
  readonly onCopy?: RowKey<Row>
  /** What other keys do at the row the keyboard is at. */
  readonly onKey?: Readonly<Record<string, RowKey<Row>>>
  /** Shown while there are no rows. */
  readonly children?: ComponentChildren
}

/** A table of any length, of which only the rows that are seen are in the document. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { position, active } = props
  const grid = useRef<HTMLDivElement>(null)
  const id = useId()
  useMeasuredHeight(grid, position, active)
  const onScroll = useScrollPosition(grid, position)
  const onPress = useMarking(position)

  const move = async (index: number, extend: boolean) => {
    const before = extend ? active.peek() : undefined
    active.value = index
    position.goTo(index)
    // Else that would be copied in place of the row.
    getSelection()?.removeAllRanges()
    const [row, from] = await Promise.all(
      [index, before].map((at) => (at === undefined ? undefined : props.feed.row(at))),
    )
    if (row !== undefined && active.peek() === index) props.onMove(row, from)
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    // A control in the header has keys of its own.
    if (event.target !== event.currentTarget) return
    const target = keyTarget(event.key, active.peek(), position)
    const isReadOn = !event.shiftKey && readsOn(event.key, active.peek(), position)
    const isCommand = event.ctrlKey || event.metaKey
    const isPlain = !isCommand && !event.altKey
    const atRow = isPlain ? props.onKey?.[event.key] : isCommand && copies(event) ? props.onCopy : undefined
    if (event.key === 'Enter') void pickActive(props)
    else if (event.key === 'Escape') props.onCancel()
    else if (atRow) void doAtActive(props, atRow)
    else if (!isReadOn && target !== undefined) void move(target, event.shiftKey)
    else if (!isReadOn) return
    event.preventDefault()
  }
  const onWheel = (event: TargetedWheelEvent<HTMLDivElement>) => {
    if (!position.scaled.peek() || event.ctrlKey) return
    event.preventDefault()
    position.scrollBy(wheelDistance(event, position))
  }

  const pick = useCallback(
    (index: number, row: Row, second: boolean) => {
      active.value = index
      props.onPick(row, second)
    },
    [active, props.onPick],
  )

  // Rows stay where they are seen, however long the grid is: it need not grow with each of them.
  const shape = props.feed.told.value
  // As it was drawn: older ones may have gone since.
  const activeAt = active.value === undefined ? undefined : active.value - props.feed.now(0)
  const isActiveShown = activeAt !== undefined && isShown(activeAt, props.feed.shown.value)
  return (
    <div
      ref={grid}
      class="virtual-grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={true}
      aria-rowcount={shape.count}
      aria-colcount={props.columns.length}
      aria-activedescendant={isActiveShown ? `${id}-${activeAt}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onWheel={onWheel}
    >
      <GridHeader columns={props.columns} />
      <div class="grid-space" role="presentation" style={{ height: `${physicalHeight(shape)}px` }}>
        <GridRows
          id={id}
          feed={props.feed}
          look={props.look}
          active={active}
          isPicked={props.isPicked}
          onPick={pick}
          onPress={onPress}
        />
      </div>
      {shape.count === 0 && <div class="grid-empty">{props.children}</div>}
    </div>
  )
}

/** Whether it is a row that is to be copied. What is marked is the browser's to copy, and without it not all tell the grid. */
function copies({ key, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'c' && !shiftKey && !altKey && getSelection()?.type !== 'Range'
}

/** How far a wheel turn goes, in pixels: browsers tell it in pixels, lines or pages. */
function wheelDistance({ deltaY, deltaMode }: WheelEvent, position: ListPosition): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * position.shape.peek().rowHeight
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * position.viewport.peek() : deltaY
}

function GridHeader({ columns }: { columns: readonly GridColumn[] }) {
  return (
    <div class="grid-header" role="rowgroup">
      <div class="grid-row" role="row">
        {columns.map(({ name, head }, column) => (
          // Where there is little room some columns are not shown, and the others keep their numbers.
          <span key={name} role="columnheader" aria-colindex={column + 1}>
            {head ?? name}
          </span>
        ))}
      </div>
    </div>
  )
}

function pickActive<Row>(props: VirtualGridProps<Row>): Promise<void> {
  return doAtActive(props, (row) => props.onPick(row, false))
}

async function doAtActive<Row>({ active, feed }: VirtualGridProps<Row>, act: RowKey<Row>): Promise<void> {
  const index = active.peek()
  const row = index === undefined ? undefined : await feed.row(index)
  if (row !== undefined && index !== undefined) act(row, index)
}

function isShown(index: number, { first, rows }: { first: number; rows: readonly unknown[] }): boolean {
  return rows[index - first] !== undefined
}
