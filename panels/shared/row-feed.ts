import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { afterFrame } from './after-frame.ts'
import { calmed } from './calmed.ts'
import { KeptRows, pagesAround } from './kept-rows.ts'
import type { ListPosition } from './list-position.ts'
import { endTop, type ListShape, type RowRange, rowsAt } from './scroll-window.ts'

/** Where rows come from. Another object means other rows: a new filter, another log. */
export interface RowSource<Row> {
  range(index: number, count: number): Promise<readonly Row[]>
}

/** Rows as they are to be drawn: the first of them is `first`, scrolled to `top`. */
export interface ShownRows<Row> {
  /** Of the list as it was when the rows were asked for. */
  readonly shape: ListShape
  readonly first: number
  readonly top: number
  readonly rows: readonly (Row | undefined)[]
}

export interface RowFeed<Row> {
  readonly shown: ReadonlySignal<ShownRows<Row>>
  /**
   * The list as scroll bars and screen readers are told of it: while its end runs away out of sight it is a little shorter
   * than it is.
   */
  readonly told: ReadonlySignal<ListShape>
  /** Why rows could not be fetched. */
  readonly fault: ReadonlySignal<string | undefined>
  /** Takes rows that came and that the list is about to be told of, while its end is followed. */
  add(first: number, rows: readonly Row[]): void
  /** The number of a row that is drawn, which stays whatever comes or goes in front of it. */
  number(index: number): number
  /** The index that a row which is drawn has by now, as older ones may have gone since; less than 0 when it has gone, too. */
  now(index: number): number
  /** A row whatever is seen, e.g. one that the keyboard moves to. */
  row(index: number): Promise<Row | undefined>
}

interface Wanted<Row> {
  readonly source: RowSource<Row> | undefined
  /** The number of the first row of the list, by which rows are kept. */
  readonly base: number
  readonly shifts: number
  readonly range: RowRange
  readonly top: number
  readonly shape: ListShape
}

/** So many rows from one drawing to the next are a flood: nobody can read it, but it must not make frames late. */
const floodRows = 64

const none: RowRange = { first: 0, end: 0 }
const noShape: ListShape = { count: 0, rowHeight: 0, viewport: 0 }

/**
 * Brings the rows that a position wants. What is shown follows what is wanted, one fetch behind at most: until rows are
 * there the earlier ones stay, so that nothing flashes.
 * @param base less by as many as came in front of the list since it has this source, and more by those that went there
 */
export function createRowFeed<Row>(
  source: ReadonlySignal<RowSource<Row> | undefined>,
  position: ListPosition,
  base: ReadonlySignal<number> = signal(0),
): RowFeed<Row> {
  const kept = new KeptRows<Row>()
  const shown = signal<ShownRows<Row>>({ shape: noShape, first: 0, top: 0, rows: [] })
  const fault = signal<string | undefined>()
  let wanted: Wanted<Row> = { source: undefined, base: 0, shifts: 0, range: none, top: 0, shape: noShape }
  let drawn = wanted
  /** What is drawn after the next frame. */
  let flooding: Wanted<Row> | undefined
  /** Whether what is fetched is seen. One fetch of either kind is under way at most. */
  const fetching = new Set<boolean>()

  const show = (asked: Wanted<Row>) => {
    const { shape, base, range, top } = asked
    flooding = undefined
    drawn = asked
    shown.value = { shape, first: range.first, top, rows: kept.read(numbered(range, base)) }
  }

  const number = (index: number) => index - drawn.shifts

  const draw = (asked: Wanted<Row>) => {
    if (!isFlood(asked)) return show(asked)
    if (!flooding) afterFrame(() => flooding && show(flooding))
    flooding = asked
  }

  const isFlood = ({ range }: Wanted<Row>) => {
    const { first, rows } = shown.peek()
    return position.following.peek() && rows.length > 0 && range.first > first + floodRows
  }

  const told = calmed(
    computed(() => shown.value.shape),
    (now, before) =>
      position.following.value &&
      endTop(before) > 0 &&
      now.count > before.count &&
      now.rowHeight === before.rowHeight &&
      now.viewport === before.viewport,
  )

  const fetch = async (asked: Wanted<Row>, from: RowSource<Row>, { first, end }: RowRange, isSeen: boolean) => {
    fetching.add(isSeen)
    let isMore = false
    try {
      const rows = await from.range(first - base.peek(), end - first)
      if (wanted.source === asked.source) {
        kept.add(first, rows)
        // Nothing where rows should be: they are counted by what was before, and the right count is under way.
        isMore = rows.length > 0
        if (isMore && (isSeen || wanted === asked)) draw(asked)
        fault.value = undefined
      }
    } catch (error) {
      if (wanted.source === asked.source) fault.value = String(error)
    }
    fetching.delete(isSeen)
    if (isMore || wanted !== asked) update(wanted !== asked)
  }

  /** What is seen comes first: each row of a filter may be in another part of the log. */
  const update = (isOther = true) => {
    if (fetching.has(true)) return
    const { source, base, range, top, shape } = wanted
    // With the row before, by which the time of the first is told.
    const unseen = kept.missing(numbered(rowsAt(shape, top, 1), base))
    if (isOther && !unseen) show(wanted)
    const list = numbered({ first: 0, end: shape.count }, base)
    // Nobody sees what is in front of an end that is followed.
    const unready = position.following.peek() ? undefined : kept.missing(pagesAround(numbered(range, base), list))
    const missing = unseen ?? unready
    if (source && missing && !fetching.has(missing === unseen)) void fetch(wanted, source, missing, missing === unseen)
  }

  effect(() => {
    // Browsers lose what is being marked when what is around it changes.
    if (position.held.value) return
    const shape = position.shape.value
    const top = position.top.value
    const shifts = position.shifts.value
    const next = { source: source.value, base: base.value, shifts, range: position.rows.value, top, shape }
    if (next.source !== wanted.source) {
      kept.clear()
      flooding = undefined
      fault.value = undefined
    }
    wanted = next
    update()
  })

  return {
    shown,
    told,
    fault,
    add(first, rows) {
      if (position.following.peek()) kept.add(first + base.peek(), rows)
    },
    number,
    now: (index) => number(index) + position.shifts.peek(),
    row: async (index) =>
      kept.read(numbered({ first: index, end: index + 1 }, base.peek()))[0] ??
      (await wanted.source?.range(index, 1))?.[0],
  }
}

/** A range of the list by the numbers that its rows are kept by. */
function numbered({ first, end }: RowRange, base: number): RowRange {
  return { first: first + base, end: end + base }
}
