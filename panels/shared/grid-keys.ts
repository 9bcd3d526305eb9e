import type { ListPosition } from './list-position.ts'
import { offsetOf, rowAt } from './tall-rows.ts'

/** The row a key leads to from the present one; undefined for a key that leads nowhere. */
export function keyTarget(key: string, active: number | undefined, position: ListPosition): number | undefined {
  const shape = position.shape.peek()
  const { count, rowHeight, viewport } = shape
  if (count === 0) return undefined
  const page = Math.max(rowHeight, viewport - rowHeight)
  // Without a present row, the keyboard begins at what is seen: the last row while the end is followed.
  const start = position.following.peek() ? count : Math.floor(rowAt(shape, position.top.peek())) - 1
  const from = active ?? start
  const paged = (by: number) => rowAt(shape, offsetOf(shape, from) + by)
  const targets: Readonly<Record<string, () => number>> = {
    ArrowUp: () => from - 1,
    ArrowDown: () => from + 1,
    PageUp: () => Math.min(from - 1, Math.ceil(paged(-page))),
    PageDown: () => Math.max(from + 1, Math.floor(paged(page))),
    Home: () => 0,
    End: () => count - 1,
  }
  const target = targets[key]?.()
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}

/** Has an arrow go on within a row that is too high to be seen whole. @returns whether it did */
export function readsOn(key: string, active: number | undefined, position: ListPosition): boolean {
  if (active === undefined) return false
  if (key === 'ArrowDown') return position.readOn(active, 'down')
  return key === 'ArrowUp' && position.readOn(active, 'up')
}
