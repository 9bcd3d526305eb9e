import type { Signal } from '@preact/signals'
import type { ComponentChildren, HTMLAttributes } from 'preact'
import { useRef } from 'preact/hooks'
import { memo } from './memo.ts'
import type { RowFeed } from './row-feed.ts'

/** How rows are drawn and what they do. The functions must stay the same: rows that stay the same are not drawn anew. */
export interface RowLook<Row> {
  readonly attributes: (row: Row) => HTMLAttributes<HTMLDivElement>
  /** @param before the row above, if it is there */
  readonly cells: (row: Row, before: Row | undefined) => readonly ComponentChildren[]
}

/** @param second whether it is picked beside the one picked before */
export type PickRow<Row> = (row: Row, second: boolean) => void

interface GridRowsProps<Row> {
  readonly id: string
  readonly rowHeight: number
  readonly feed: RowFeed<Row>
  readonly look: RowLook<Row>
  readonly active: Signal<number | undefined>
  readonly isPicked: (row: Row) => boolean
  readonly onPick: (index: number, row: Row, second: boolean) => void
  /** The pointer goes down on the rows. */
  readonly onPress: () => void
}

/** The rows that are in the document now. */
export function GridRows<Row>({ id, rowHeight, feed, look, active, isPicked, onPick, onPress }: GridRowsProps<Row>) {
  const { first, top, rows } = feed.shown.value
  const slotOf = useSlots(first, rows.length)
  return (
    <div class="grid-rows" role="rowgroup" onPointerDown={onPress}>
      <div class="grid-shift" role="presentation" style={{ transform: `translateY(${first * rowHeight - top}px)` }}>
        {rows.map((row, offset) => {
          const index = first + offset
          return row === undefined ? (
            <div class="grid-row" role="presentation" key={slotOf(index)} />
          ) : (
            <GridRow
              key={slotOf(index)}
              row={row}
              before={rows[offset - 1]}
              look={look as RowLook<unknown>}
              id={`${id}-${index}`}
              index={index}
              isPicked={isPicked(row)}
              isActive={active.value === index}
              onPick={onPick as GridRowProps['onPick']}
            />
          )
        })}
      </div>
    </div>
  )
}

/**
 * Which element a row is drawn in. Rows that leave at one end come in at the other, and their elements with them; when
 * most of the rows are others, each element stays where it is, as moving it would cost more than writing it anew.
 */
function useSlots(first: number, count: number): (index: number) => number {
  const drawn = useRef({ first, slots: new Map<number, number>(), next: 0 })
  const { current } = drawn
  const isNear = Math.abs(first - current.first) <= count / 3
  const stays = (index: number) => isNear && index >= first && index < first + count
  const free = [...current.slots].filter(([index]) => !stays(index)).map(([, slot]) => slot)
  const slots = new Map<number, number>()
  for (let index = first; index < first + count; index++) {
    const slot = (stays(index) ? current.slots.get(index) : undefined) ?? free.shift() ?? current.next++
    slots.set(index, slot)
  }
  current.first = first
  current.slots = slots
  return (index) => slots.get(index) ?? index
}

interface GridRowProps {
  readonly row: unknown
  readonly before: unknown
  readonly look: RowLook<unknown>
  readonly id: string
  readonly index: number
  readonly isPicked: boolean
  readonly isActive: boolean
  readonly onPick: (index: number, row: unknown, second: boolean) => void
}

const GridRow = memo(({ row, before, look, id, index, isPicked, isActive, onPick }: GridRowProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard.
  <div
    {...look.attributes(row)}
    id={id}
    role="row"
    aria-rowindex={index + 1}
    aria-selected={isPicked}
    data-active={isActive ? '' : undefined}
    onClick={(event) => {
      // Whoever has just marked text in a row wants to keep it.
      if (getSelection()?.type !== 'Range') onPick(index, row, event.ctrlKey || event.metaKey)
    }}
  >
    {look.cells(row, before).map((cell, column) => (
      <span role="gridcell" key={column}>
        {cell}
      </span>
    ))}
  </div>
))
