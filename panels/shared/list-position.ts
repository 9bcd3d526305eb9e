import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import {
  clampTop,
  endTop,
  isScaled,
  type ListShape,
  type RowRange,
  rowsAt,
  scrollTopAt,
  topAt,
  topToReveal,
} from './scroll-window.ts'
import { extraOf, offsetOf, rowAt, shifted, type TallRows, withExtra } from './tall-rows.ts'

/** Where a long list is scrolled to. It follows its end until somebody scrolls away from there. */
export interface ListPosition {
  readonly shape: ReadonlySignal<ListShape>
  /** The height that is seen; the list's element measures it. */
  readonly viewport: Signal<number>
  /** Where the list was put last; it is another object whenever it was. */
  readonly place: ReadonlySignal<ListPlace>
  /** The virtual offset of what is seen. */
  readonly top: ReadonlySignal<number>
  readonly following: ReadonlySignal<boolean>
  /** Whether the last row is seen, be it that it is followed or not. */
  readonly atEnd: ReadonlySignal<boolean>
  /** Whether nothing is to be drawn for now. */
  readonly held: ReadonlySignal<boolean>
  readonly scaled: ReadonlySignal<boolean>
  readonly scrollTop: ReadonlySignal<number>
  /** The rows to have in the document. */
  readonly rows: ReadonlySignal<RowRange>
  /** How many rows have come in front of all, less those that went. */
  readonly shifts: ReadonlySignal<number>
  /** The browser scrolled. */
  scrolled(scrollTop: number): void
  scrollBy(distance: number): void
  /** Whether a row is seen whole or, where it is higher than the view, fills it. */
  isSeen(index: number): boolean
  reveal(index: number): void
  /** The same, and stays there, also while others come; at the last row the end is followed. */
  goTo(index: number): void
  /** Has a row begin so many pixels below the upper edge of what is seen, as near as that is possible, and stays there. */
  put(index: number, below: number): void
  /** The same of a row where it is now. */
  below(index: number): number
  /** Goes on within a row that is too high to be seen whole. @returns whether there was more of it in that direction */
  readOn(index: number, direction: 'up' | 'down'): boolean
  /** A row has so many pixels beyond a line; what is seen stays where it is. */
  setExtra(index: number, extra: number): void
  /** So many rows came in front of all, or went; what is seen stays. */
  shift(rows: number): void
  /** All rows are as high as a line, as far as is known: they are others. */
  forgetExtras(): void
  /** Has what is seen stand still while the pointer is down, whatever comes. */
  hold(): void
  /** Goes on as before or, from now on, stays there. */
  release(then: 'go-on' | 'stay'): void
  /** Stays where it is, also at the end. */
  stay(): void
  toEnd(): void
}

/** Rows kept ready above and below, so that a scrolled row is there before it is drawn. */
const overscan = 8
/** At the end, where rows come that cost time to draw, only the one from which the time of the first is told. */
const overscanAtEnd = 1

/** How far a key goes in a row that is too high to be seen whole. */
const linesReadOn = 3

/** Pixels; browsers lay out in fractions of one. */
const leastDifference = 0.5

/** The end, wherever it is, or the first row that is seen, of which so many pixels are out of sight. */
type ListPlace = { readonly at: 'end' } | RowPlace
type RowPlace = { readonly at: 'row'; readonly row: number; readonly hidden: number }

/** Of a row that is not as high any more no more can be out of sight than it has. */
function offsetOfPlace(shape: ListShape, { row, hidden }: RowPlace): number {
  return offsetOf(shape, row) + Math.min(hidden, shape.rowHeight + extraOf(shape, row))
}

export function createListPosition(count: ReadonlySignal<number>, rowHeight: ReadonlySignal<number>): ListPosition {
  const viewport = signal(0)
  const place = signal<ListPlace>({ at: 'end' })
  const tall = signal<TallRows>([])
  const shifts = signal(0)
  const shape = computed(() => ({
    count: count.value,
    rowHeight: rowHeight.value,
    viewport: viewport.value,
    tall: tall.value,
  }))
  /** What stands still for now. */
  const held = signal<RowPlace | undefined>()
  const top = computed(() => {
    const seen = held.value ?? place.value
    return seen.at === 'end' ? endTop(shape.value) : clampTop(shape.value, offsetOfPlace(shape.value, seen))
  })
  const placeAt = (offset: number): RowPlace => {
    const row = Math.floor(rowAt(shape.peek(), offset))
    return { at: 'row', row, hidden: offset - offsetOf(shape.peek(), row) }
  }
  const stay = () => {
    place.value = placeAt(top.peek())
  }

  /** Where none is left it is known on: they may all come back. */
  const moved = (before: RowPlace, rows: number): RowPlace => {
    const row = before.row + rows
    return { ...before, row: count.peek() > 0 ? Math.max(0, row) : row }
  }

  const isSeen = (index: number) =>
    Math.abs(topToReveal(shape.peek(), top.peek(), index) - top.peek()) < leastDifference

  const moveTo = (wanted: number) => {
    held.value = undefined
    const next = clampTop(shape.peek(), wanted)
    // Whoever leaves the end by a pixel, as on a touchpad, has left it.
    const isEnd = next > endTop(shape.peek()) - leastDifference
    place.value = isEnd ? { at: 'end' } : placeAt(next)
  }

  return {
    shape,
    viewport,
    place,
    top,
    following: computed(() => place.value.at === 'end'),
    atEnd: computed(() => top.value >= endTop(shape.value)),
    held: computed(() => held.value !== undefined),
    scaled: computed(() => isScaled(shape.value)),
    scrollTop: computed(() => scrollTopAt(shape.value, top.value)),
    rows: computed(() => rowsAt(shape.value, top.value, place.value.at === 'end' ? overscanAtEnd : overscan)),
    shifts,
    scrolled: (scrollTop) => moveTo(topAt(shape.peek(), scrollTop)),
    scrollBy: (distance) => moveTo(top.peek() + distance),
    isSeen,
    reveal: (index) => {
      const next = topToReveal(shape.peek(), top.peek(), index)
      if (next !== top.peek()) moveTo(next)
    },
    goTo: (index) => {
      moveTo(topToReveal(shape.peek(), top.peek(), index))
      if (index < count.peek() - 1) stay()
    },
    put: (index, below) => {
      held.value = undefined
      place.value = placeAt(clampTop(shape.peek(), offsetOf(shape.peek(), index) - below))
    },
    below: (index) => offsetOf(shape.peek(), index) - top.peek(),
    readOn(index, direction) {
      const whole = topToReveal(shape.peek(), direction === 'up' ? 0 : Number.POSITIVE_INFINITY, index)
      const rest = whole - top.peek()
      const isTall = extraOf(shape.peek(), index) + rowHeight.peek() > viewport.peek()
      if (!isTall || !isSeen(index) || (direction === 'up' ? -rest : rest) < leastDifference) return false
      const step = rowHeight.peek() * linesReadOn
      moveTo(top.peek() + Math.max(-step, Math.min(step, rest)))
      return true
    },
    setExtra(index, extra) {
      const present = extraOf(shape.peek(), index)
      if (Math.abs(extra - present) < leastDifference && (extra > 0 || present === 0)) return
      tall.value = withExtra(tall.peek(), index, extra)
    },
    shift(rows) {
      batch(() => {
        shifts.value += rows
        tall.value = shifted(tall.peek(), rows)
        const [before, stood] = [place.peek(), held.peek()]
        if (before.at === 'row') place.value = moved(before, rows)
        if (stood) held.value = moved(stood, rows)
      })
    },
    forgetExtras() {
      if (tall.peek().length > 0) tall.value = []
    },
    hold: () => {
      held.value = placeAt(top.peek())
    },
    release(then) {
      if (held.peek() === undefined) return
      if (then === 'stay') stay()
      held.value = undefined
    },
    stay,
    toEnd: () => {
      place.value = { at: 'end' }
    },
  }
}
