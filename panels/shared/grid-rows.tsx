import type { Signal } from '@preact/signals'
import type { ComponentChildren, HTMLAttributes } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { memo } from './memo.ts'
import type { RowFeed } from './row-feed.ts'
import { offsetOf } from './tall-rows.ts'

/** How rows are drawn and what they do. The functions must stay the same: rows that stay the same are not drawn anew. */
export interface RowLook<Row> {
  readonly attributes: (row: Row) => HTMLAttributes<HTMLDivElement>
  /** @param before the row above, if it is there */
  readonly cells: (row: Row, before: Row | undefined) => readonly ComponentChildren[]
  readonly expansion?: RowExpansion<Row>
}

/** How a row is expanded in its place. */
export interface RowExpansion<Row> {
  readonly isPossible: (row: Row) => boolean
  /** What is beneath the row's line; undefined while it is not expanded. */
  readonly content: (row: Row) => ComponentChildren | undefined
  readonly toggle: (row: Row, index: number) => void
  /** So many pixels high is what is beneath the line of a row. */
  readonly measured: (index: number, height: number) => void
}

/** @param second whether it is picked beside the one picked before */
export type PickRow<Row> = (row: Row, second: boolean) => void

interface GridRowsProps<Row> {
  readonly id: string
  readonly feed: RowFeed<Row>
  readonly look: RowLook<Row>
  readonly active: Signal<number | undefined>
  readonly isPicked: (row: Row) => boolean
  readonly onPick: (index: number, row: Row, second: boolean) => void
  /** The pointer goes down on the rows. */
  readonly onPress: () => void
}

/** The rows that are in the document now. */
export function GridRows<Row>({ id, feed, look, active, isPicked, onPick, onPress }: GridRowsProps<Row>) {
  const { shape, first, top, rows } = feed.shown.value
  const from = feed.number(first)
  const slotOf = useSlots(from, rows.length)
  const shift = useRef<HTMLDivElement>(null)
  const heightOf = (index: number) => `${offsetOf(shape, index + 1) - offsetOf(shape, index)}px`
  // Has rows laid out now, between two frames: with all of it to do, the next could be late.
  useLayoutEffect(() => void shift.current?.offsetHeight)
  return (
    <div class="grid-rows" role="rowgroup" onPointerDown={onPress}>
      <div
        ref={shift}
        class="grid-shift"
        role="presentation"
        style={{ transform: `translateY(${offsetOf(shape, first) - top}px)` }}
      >
        {rows.map((row, offset) => {
          const index = first + offset
          return row === undefined ? (
            <div class="grid-row" role="presentation" key={slotOf(from + offset)} style={{ height: heightOf(index) }} />
          ) : (
            <GridRow
              key={slotOf(from + offset)}
              row={row}
              before={rows[offset - 1]}
              look={look as RowLook<unknown>}
              now={feed.now}
              id={`${id}-${index}`}
              index={index}
              isPicked={isPicked(row)}
              isActive={active.value === feed.now(index)}
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
 * @param first by numbers that stay, or what is marked in a row would be in another once older ones have gone
 */
function useSlots(first: number, count: number): (index: number) => number {
  const drawn = useRef({ slots: new Map<number, number>(), next: 0 })
  const { current } = drawn
  const isThere = (index: number) => index >= first && index < first + count
  const staying = [...current.slots.keys()].filter(isThere).length
  const stays = (index: number) => staying >= (current.slots.size * 2) / 3 && isThere(index)
  const free = [...current.slots].filter(([index]) => !stays(index)).map(([, slot]) => slot)
  const slots = new Map<number, number>()
  for (let index = first; index < first + count; index++) {
    const slot = (stays(index) ? current.slots.get(index) : undefined) ?? free.shift() ?? current.next++
    slots.set(index, slot)
  }
  current.slots = slots
  return (index) => slots.get(index) ?? index
}

interface GridRowProps {
  readonly row: unknown
  readonly before: unknown
  readonly look: RowLook<unknown>
  readonly now: RowFeed<unknown>['now']
  readonly id: string
  readonly index: number
  readonly isPicked: boolean
  readonly isActive: boolean
  readonly onPick: (index: number, row: unknown, second: boolean) => void
}

const GridRow = memo((props: GridRowProps) => {
  const { row, before, look, now, id, index, isPicked, isActive } = props
  const more = look.expansion?.content(row)
  const cells = look.cells(row, before)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard.
    <div
      {...look.attributes(row)}
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isPicked}
      data-active={isActive ? '' : undefined}
      data-expanded={more === undefined ? undefined : ''}
      onClick={(event) => clicked(event, props)}
    >
      {cells.map((cell, column) => (
        <span
          role="gridcell"
          key={column}
          // By its name: Chromium 156 may take `:last-child` for none where the row was another one's.
          class={more !== undefined && column === cells.length - 1 ? 'grid-open' : undefined}
          aria-colindex={column + 1}
          {...(column === 0 ? disclosure(look, row, more !== undefined) : {})}
        >
          {more === undefined || column < cells.length - 1 ? (
            cell
          ) : (
            <>
              <span class="grid-line">{cell}</span>
              <Beneath index={index} now={now} onMeasure={look.expansion?.measured}>
                {more}
              </Beneath>
            </>
          )}
        </span>
      ))}
    </div>
  )
})

/** Whoever clicks on what a row was expanded to, or has just marked text, wants the row to stay as it is. */
function clicked(event: MouseEvent, { row, index: drawnAt, look, now, onPick }: GridRowProps): void {
  if (!(event.target instanceof Element) || getSelection()?.type === 'Range') return
  const index = now(drawnAt)
  if (index < 0 || event.target.closest('.grid-beneath')) return
  if (event.target.closest('[role=gridcell][aria-expanded]')) look.expansion?.toggle(row, index)
  else onPick(index, row, event.ctrlKey || event.metaKey)
}

/** The first cell tells it: rows of a grid, unlike those of a tree grid, cannot. */
function disclosure({ expansion }: RowLook<unknown>, row: unknown, isExpanded: boolean) {
  return expansion?.isPossible(row) ? { 'aria-expanded': isExpanded } : {}
}

interface BeneathProps extends Pick<GridRowProps, 'index' | 'now'> {
  readonly onMeasure: RowExpansion<unknown>['measured'] | undefined
  readonly children: ComponentChildren
}

/** What a row was expanded to. Its height is told whenever it is another, before anything is painted. */
function Beneath({ index, now, onMeasure, children }: BeneathProps) {
  const block = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = block.current
    if (!element) return
    const measure = () => {
      const at = now(index)
      if (at >= 0) onMeasure?.(at, element.getBoundingClientRect().height)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [index, now, onMeasure])
  return (
    <div ref={block} class="grid-beneath">
      {children}
    </div>
  )
}
