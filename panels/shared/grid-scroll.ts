import { type ReadonlySignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ListPosition } from './list-position.ts'
import { endTop, type ListShape, scrollTopAt } from './scroll-window.ts'

type GridRef = RefObject<HTMLDivElement | null>

/** Tells the position how much of the list is seen, and has the active row stay in it. */
export function useMeasuredHeight(
  grid: GridRef,
  position: ListPosition,
  active: ReadonlySignal<number | undefined>,
): void {
  useLayoutEffect(() => {
    const element = grid.current
    if (!element) return
    const measure = () => {
      const index = active.peek()
      const wasSeen = index !== undefined && !position.following.peek() && position.isSeen(index)
      position.viewport.value = seenHeight(element)
      if (wasSeen) position.reveal(index)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid, position, active])
}

/**
 * Keeps the browser's scroll offset and the position in step.
 * @param told the list as long as the browser takes it to be
 * @returns the listener for scroll events
 */
export function useScrollPosition(grid: GridRef, position: ListPosition, told: ReadonlySignal<ListShape>): () => void {
  /**
   * What was set here, or by the browser where the list became shorter, and not by the person. Its event comes later, when
   * the list may be longer already.
   */
  const given = useRef(Number.NaN)

  const apply = (scrollTop: number) => {
    const element = grid.current
    if (!element) return
    if (Math.abs(element.scrollTop - scrollTop) >= 1) element.scrollTop = scrollTop
    given.current = element.scrollTop
  }

  // Twice: after a drawing, which may have changed how far can be scrolled, and when the place is another, which needs
  // no drawing. To read an offset makes the browser lay the page out, so a growing list is left to the drawing.
  useLayoutEffect(() => apply(position.scrollTop.peek()))
  useSignalEffect(() => {
    if (position.place.value) apply(position.scrollTop.peek())
  })

  return () => {
    const element = grid.current
    if (!element || element.scrollTop === given.current) return
    given.current = Number.NaN
    // A resize scrolls, too, and its event comes before the observer is called.
    position.viewport.value = seenHeight(element)
    // The end as far as the browser knows is the end that is meant, though more has come since.
    if (isAtBottom(element)) return position.scrollBy(Number.POSITIVE_INFINITY)
    // Whoever leaves the end goes so far from the rows that are seen, though the browser does not know of all of them.
    const unknown = position.following.peek() ? position.scrollTop.peek() - endOf(told.peek(), position) : 0
    position.scrolled(element.scrollTop + unknown)
  }
}

/**
 * Has rows stand still while text in them is being marked, and stay when some is: what moves cannot be marked.
 * @returns the listener for a pointer that goes down on the rows
 */
export function useMarking(position: ListPosition): () => void {
  const press = useRef(new AbortController())
  useLayoutEffect(() => () => press.current.abort(), [])
  return () => {
    press.current.abort()
    press.current = new AbortController()
    const options = { signal: press.current.signal }
    const release = () => {
      press.current.abort()
      position.release(getSelection()?.type === 'Range' ? 'stay' : 'go-on')
    }
    position.hold()
    addEventListener('pointerup', release, options)
    addEventListener('pointercancel', release, options)
  }
}

/** The scroll offset at which the browser shows the end. */
function endOf(told: ListShape, { viewport }: ListPosition): number {
  const shape = { ...told, viewport: viewport.peek() }
  return scrollTopAt(shape, endTop(shape))
}

/** Browsers scroll to fractions of a pixel. */
function isAtBottom({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight > scrollHeight - 1
}

/** The height of the grid without its header. */
function seenHeight(grid: HTMLElement): number {
  const header = grid.firstElementChild instanceof HTMLElement ? grid.firstElementChild.offsetHeight : 0
  return Math.max(0, grid.clientHeight - header)
}
