import { type ReadonlySignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ListPosition } from './list-position.ts'

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
      // Where all was seen at once there was no end to follow.
      const isFollowing = position.following.peek() && position.top.peek() > 0
      const wasSeen = index !== undefined && !isFollowing && position.isSeen(index)
      position.viewport.value = seenHeight(element)
      if (wasSeen) position.reveal(index)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid, position, active])
}

/** Pixels. Some millions of them down, Firefox rounds what it was given to scroll by, and tells of that a moment later. */
const leastScroll = 2

/**
 * Keeps the browser's scroll offset and the position in step.
 * @returns the listener for scroll events
 */
export function useScrollPosition(grid: GridRef, position: ListPosition): () => void {
  /**
   * Where the browser was when it was looked at last. An event without a difference to it tells of what was set here, or by the
   * browser where the list became shorter, and not by the person; it comes later, when the list may be longer already.
   */
  const known = useRef(0)
  const byPerson = useRef(false)

  const apply = () => {
    const element = grid.current
    if (!element) return
    const distance = position.scrollTop.peek() - element.scrollTop
    // So far, and not to there: Firefox would forget a turn of the wheel that it has begun to follow.
    if (Math.abs(distance) >= 1) element.scrollBy(0, distance)
    known.current = element.scrollTop
  }

  // Twice: after a drawing, which may have changed how far can be scrolled, and when the place is another, which needs
  // no drawing. To read an offset makes the browser lay the page out, so a growing list is left to the drawing.
  useLayoutEffect(apply)
  useSignalEffect(() => {
    // Where the person scrolls to the browser is.
    if (position.place.value && !byPerson.current) apply()
  })

  return () => {
    const element = grid.current
    if (!element || element.scrollTop === known.current) return
    if (!isAtBottom(element) && Math.abs(element.scrollTop - known.current) < leastScroll) return
    // The browser does not know of all rows yet: what is seen may be further down than the browser was.
    const unknown = position.scrollTop.peek() - known.current
    known.current = element.scrollTop
    // A resize scrolls, too, and its event comes before the observer is called.
    position.viewport.value = seenHeight(element)
    byPerson.current = true
    // The end as far as the browser knows is the end that is meant, though more has come since.
    if (isAtBottom(element)) position.scrollBy(Number.POSITIVE_INFINITY)
    else position.scrolled(element.scrollTop + (Math.abs(unknown) < 1 ? 0 : unknown))
    byPerson.current = false
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

/** Browsers scroll to fractions of a pixel. */
function isAtBottom({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight > scrollHeight - 1
}

/** The height of the grid without its header. */
function seenHeight(grid: HTMLElement): number {
  const header = grid.firstElementChild instanceof HTMLElement ? grid.firstElementChild.offsetHeight : 0
  return Math.max(0, grid.clientHeight - header)
}
