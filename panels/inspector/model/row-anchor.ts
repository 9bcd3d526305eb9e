import type { ListPosition } from '../../shared/list-position.ts'
import type { RowFeed } from '../../shared/row-feed.ts'
import type { OpenLog } from './log-view.ts'

/** The entry by which a list stays where it is when other rows come, and how far below the upper edge it is seen. */
export interface RowAnchor {
  readonly seq: number
  readonly below: number
  readonly isActive: boolean
}

interface Seen {
  readonly position: ListPosition
  readonly feed: RowFeed<{ readonly seq: number }>
  readonly active: number | undefined
  readonly picked: number | undefined
}

/**
 * What somebody looks at: the row the keyboard is at, else the entry in the detail, else the first row that is seen.
 * Undefined where the end is followed.
 */
export function anchorOf({ position, feed, active, picked }: Seen): RowAnchor | undefined {
  const { first: drawnAt, rows } = feed.shown.peek()
  const first = feed.now(drawnAt)
  const anchorAt = (index: number, isActive: boolean) => {
    const seq = rows[index - first]?.seq
    return seq === undefined ? undefined : { seq, below: position.below(index), isActive }
  }
  const isFollowing = position.following.peek()
  if (isFollowing && position.top.peek() > 0) return undefined
  if (active !== undefined && position.isSeen(active)) return anchorAt(active, true)
  if (picked !== undefined) return { seq: picked, below: position.viewport.peek() / 3, isActive: true }
  return isFollowing ? undefined : anchorAt(rows.findIndex((_, at) => position.below(first + at) >= 0) + first, false)
}

/** Where an entry is among the rows that are shown, or the next that is; waits until that is known. */
export async function findAnchor(log: OpenLog, { seq }: Pick<RowAnchor, 'seq'>) {
  const shown = await log.locate({ type: 'entry', seq })
  const index = shown === undefined ? undefined : await log.indexOf(shown)
  return index === undefined ? undefined : { index, isSame: shown === seq }
}
