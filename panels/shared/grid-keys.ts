import type { ListPosition } from './list-position.ts'

/** The row a key leads to from the present one; undefined for a key that leads nowhere. */
export function keyTarget(key: string, active: number | undefined, position: ListPosition): number | undefined {
  const { count, rowHeight, viewport } = position.shape.peek()
  if (count === 0) return undefined
  const page = Math.max(1, Math.floor(viewport / rowHeight) - 1)
  // Without a present row, the keyboard begins at what is seen: the last row while the end is followed.
  const start = position.following.peek() ? count : Math.floor(position.top.peek() / rowHeight) - 1
  const from = active ?? start
  const target = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  }[key]
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}
