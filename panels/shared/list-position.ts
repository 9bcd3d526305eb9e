import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
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
  /** Whether nothing is to be drawn for now. */
  readonly held: ReadonlySignal<boolean>
  readonly scaled: ReadonlySignal<boolean>
  readonly scrollTop: ReadonlySignal<number>
  /** The rows to have in the document. */
  readonly rows: ReadonlySignal<RowRange>
  /** The browser scrolled. */
  scrolled(scrollTop: number): void
  scrollBy(distance: number): void
  /** Whether a row is seen whole. */
  isSeen(index: number): boolean
  reveal(index: number): void
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

/** The end, wherever it is, or a row, of which a part may be out of sight. */
type ListPlace = { readonly at: 'end' } | { readonly at: 'row'; readonly row: number }

export function createListPosition(count: ReadonlySignal<number>, rowHeight: ReadonlySignal<number>): ListPosition {
  const viewport = signal(0)
  const place = signal<ListPlace>({ at: 'end' })
  const shape = computed(() => ({ count: count.value, rowHeight: rowHeight.value, viewport: viewport.value }))
  /** The offset that is held. */
  const held = signal<number | undefined>()
  const top = computed(() => {
    if (held.value !== undefined) return clampTop(shape.value, held.value)
    return place.value.at === 'end' ? endTop(shape.value) : clampTop(shape.value, place.value.row * rowHeight.value)
  })

  const moveTo = (wanted: number) => {
    held.value = undefined
    const next = clampTop(shape.peek(), wanted)
    const atEnd = next >= endTop(shape.peek()) - rowHeight.peek() / 2
    place.value = atEnd ? { at: 'end' } : { at: 'row', row: next / rowHeight.peek() }
  }

  return {
    shape,
    viewport,
    place,
    top,
    following: computed(() => place.value.at === 'end'),
    held: computed(() => held.value !== undefined),
    scaled: computed(() => isScaled(shape.value)),
    scrollTop: computed(() => scrollTopAt(shape.value, top.value)),
    rows: computed(() => rowsAt(shape.value, top.value, overscan)),
    scrolled: (scrollTop) => moveTo(topAt(shape.peek(), scrollTop)),
    scrollBy: (distance) => moveTo(top.peek() + distance),
    isSeen: (index) => topToReveal(shape.peek(), top.peek(), index) === top.peek(),
    reveal: (index) => {
      const next = topToReveal(shape.peek(), top.peek(), index)
      if (next !== top.peek()) moveTo(next)
    },
    hold: () => {
      held.value = top.peek()
    },
    release(then) {
      if (held.peek() === undefined) return
      if (then === 'stay') place.value = { at: 'row', row: top.peek() / rowHeight.peek() }
      held.value = undefined
    },
    stay: () => {
      place.value = { at: 'row', row: top.peek() / rowHeight.peek() }
    },
    toEnd: () => {
      place.value = { at: 'end' }
    },
  }
}
