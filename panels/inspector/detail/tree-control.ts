import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import type { TreeRow } from '../../shared/document/json-tree.ts'
import { clampTop, type ListShape, rowsAt, scrollTopAt, topAt, topToReveal } from '../../shared/scroll-window.ts'

export const rowHeight = 20

/** Rows kept ready above and below what is seen. */
const overscan = 20

/** The rows that are drawn, which are those of one moment. */
export interface ShownTree {
  readonly shape: ListShape
  readonly top: number
  readonly first: number
  readonly rows: readonly TreeRow[]
}

/** A tree of any size: which rows are drawn, and where the keyboard is. Rows are numbered from the top. */
export interface TreeControl {
  readonly shown: ReadonlySignal<ShownTree>
  readonly active: ReadonlySignal<number>
  /** The place of the active row's value in the document. */
  readonly path: ReadonlySignal<string>
  /** The height that is seen; the element measures it. */
  readonly viewport: Signal<number>
  /** The offset the browser should have. */
  readonly scrollTop: ReadonlySignal<number>
  scrolled(scrollTop: number): void
  scrollBy(distance: number): void
  goTo(row: number): void
  moveBy(rows: number): void
  toEnd(): void
  toggle(row: number): Promise<void>
  /** Opens the active row or, where it is open, goes to the first in it. */
  openOrEnter(): Promise<void>
  /** Closes the active row or, where it is closed, goes to what it is in. */
  closeOrLeave(): Promise<void>
  openBeside(): Promise<void>
  setAllOpen(isOpen: boolean): Promise<void>
  /** Goes to the next row whose name begins so. @param stays whether the active row may be it */
  goToName(start: string, stays: boolean): Promise<void>
  /** A row's value, whole. */
  valueOfActive(): Promise<string>
  dispose(): void
}

export function createTreeControl(document: Pick<DocumentHandle, 'ask'>): TreeControl {
  const viewport = signal(0)
  const wantedTop = signal(0)
  const active = signal(0)
  const path = signal('')
  /** Another object whenever something was opened or closed. */
  const rows = signal({ count: 0 })
  const shape = computed(() => ({ count: rows.value.count, rowHeight, viewport: viewport.value }))
  const top = computed(() => clampTop(shape.value, wantedTop.value))
  const shown = signal<ShownTree>({ shape: shape.peek(), top: 0, first: 0, rows: [] })

  let wanted = {}
  const show = async () => {
    const asked = { shape: shape.peek(), top: top.peek() }
    wanted = asked
    const { first, end } = rowsAt(asked.shape, asked.top, overscan)
    const found = await document.ask('rows', first, end - first)
    if (wanted === asked) shown.value = { ...asked, first, rows: found }
  }
  const stops = [
    effect(() => {
      if (shape.value.count > 0 && top.value >= 0) void show()
    }),
    effect(() => {
      const row = active.value
      if (rows.value.count === 0) return
      void document.ask('path', row).then((found) => {
        if (active.peek() === row) path.value = found
      })
    }),
  ]
  void document.ask('rowCount').then((count) => {
    rows.value = { count }
  })

  const goTo = (row: number) => {
    active.value = Math.max(0, Math.min(row, rows.peek().count - 1))
    wantedTop.value = topToReveal(shape.peek(), top.peek(), active.peek())
  }
  const rowAt = async (row: number) => {
    const { first, rows: drawn } = shown.peek()
    return drawn[row - first] ?? (await document.ask('rows', row, 1))[0]
  }
  /** The rows above stay where they are. */
  const setOpen = async (row: number, isOpen: boolean) => {
    rows.value = { count: await document.ask('setOpen', row, isOpen) }
    goTo(row)
  }
  /** The value that is active stays so or, where it is not seen any more, what it is in. */
  const changeMany = async (change: () => Promise<number>) => {
    const present = await rowAt(active.peek())
    const count = await change()
    const row = present ? await document.ask('rowOf', present.value) : 0
    rows.value = { count }
    goTo(row)
  }

  return {
    shown,
    active,
    path,
    viewport,
    scrollTop: computed(() => scrollTopAt(shape.value, top.value)),
    scrolled(scrollTop) {
      wantedTop.value = topAt(shape.peek(), scrollTop)
    },
    scrollBy(distance) {
      wantedTop.value = clampTop(shape.peek(), top.peek() + distance)
    },
    goTo,
    moveBy: (distance) => goTo(active.peek() + distance),
    toEnd: () => goTo(rows.peek().count - 1),
    async toggle(row) {
      const found = await rowAt(row)
      if (found && found.count > 0) await setOpen(row, !found.isOpen)
      else goTo(row)
    },
    async openOrEnter() {
      const row = active.peek()
      const found = await rowAt(row)
      if (!found || found.count === 0) return
      if (found.isOpen) goTo(row + 1)
      else await setOpen(row, true)
    },
    async closeOrLeave() {
      const row = active.peek()
      const found = await rowAt(row)
      if (found && found.count > 0 && found.isOpen) await setOpen(row, false)
      else goTo(await document.ask('parentOf', row))
    },
    openBeside: () => changeMany(() => document.ask('setBesideOpen', active.peek(), true)),
    setAllOpen: (isOpen) => changeMany(() => document.ask('setAllOpen', isOpen)),
    async goToName(start, stays) {
      const row = await document.ask('rowNamed', start, active.peek() - (stays ? 1 : 0))
      if (row !== undefined) goTo(row)
    },
    valueOfActive: () => document.ask('value', active.peek()),
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
