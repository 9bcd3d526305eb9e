import { diffArrays, diffWordsWithSpace } from 'diff'

/** A part of a line that is in both texts, or only in one. */
export interface LinePart {
  readonly text: string
  readonly isChanged: boolean
}

export type Line = readonly LinePart[]

/** Lines that are the same in both texts, or that one has in place of the other's. Numbers begin with 1. */
export type Stretch =
  | { readonly type: 'same'; readonly left: number; readonly right: number; readonly lines: readonly string[] }
  | {
      readonly type: 'changed'
      readonly left: number
      readonly right: number
      readonly removed: readonly Line[]
      readonly added: readonly Line[]
    }

export type Comparison =
  | {
      readonly type: 'compared'
      readonly stretches: readonly Stretch[]
      readonly removed: number
      readonly added: number
    }
  /** They have so little in common that it would take too long. */
  | { readonly type: 'too-different' }

/** Milliseconds until two texts are taken to be too different. */
const patience = 4000

/** Pairs of lines of which it is told which words differ; the same of their length. */
const mostPairs = 500
const mostInLine = 2000

/** Compares two texts line by line, and changed lines word by word, or by where long ones begin and end to differ. The CR of a line end is only told where it is one of the differences. */
export function compareTexts(left: string, right: string): Comparison {
  const changes = diffArrays(left.split('\n'), right.split('\n'), { timeout: patience })
  if (!changes) return { type: 'too-different' }
  const stretches: Stretch[] = []
  const at = { left: 1, right: 1, pairs: 0 }
  for (let index = 0; index < changes.length; index += 1) {
    const change = changes[index]
    if (!change) continue
    if (!change.added && !change.removed) {
      stretches.push({ type: 'same', left: at.left, right: at.right, lines: change.value.map(withoutReturn) })
      at.left += change.value.length
      at.right += change.value.length
      continue
    }
    const removed = change.removed ? change.value : []
    const next = changes[index + 1]
    const isPair = change.removed && next?.added === true
    if (isPair) index += 1
    const added = isPair ? next.value : change.added ? change.value : []
    stretches.push({ type: 'changed', left: at.left, right: at.right, ...paired(removed, added, at) })
    at.left += removed.length
    at.right += added.length
  }
  return { type: 'compared', stretches, removed: total(stretches, 'removed'), added: total(stretches, 'added') }
}

function paired(before: readonly string[], after: readonly string[], at: { pairs: number }) {
  const [removed, added] = [ended(before, after), ended(after, before)]
  const pairs = removed.map((line, index) => {
    const other = added[index]
    if (other === undefined) return undefined
    if (line.length > mostInLine || other.length > mostInLine) return betweenEnds(line, other)
    return ++at.pairs > mostPairs ? undefined : diffWordsWithSpace(line, other)
  })
  const side = (lines: readonly string[], leaves: 'added' | 'removed') =>
    lines.map((text, index): Line => {
      const words = pairs[index]?.filter((word) => !word[leaves])
      return (
        words?.map(({ value, added, removed }) => ({ text: value, isChanged: added || removed })) ?? [
          { text, isChanged: false },
        ]
      )
    })
  return { removed: side(removed, 'added'), added: side(added, 'removed') }
}

interface Change {
  readonly value: string
  readonly added: boolean
  readonly removed: boolean
}

/** What is between the beginning and the end that two lines share. */
function betweenEnds(line: string, other: string): Change[] {
  const most = Math.min(line.length, other.length)
  let start = 0
  while (start < most && line[start] === other[start]) start += 1
  // A character of two units differs as a whole.
  if (/[\ud800-\udbff]/.test(line.charAt(start - 1))) start -= 1
  let end = 0
  while (end < most - start && line.at(-1 - end) === other.at(-1 - end)) end += 1
  if (/[\udc00-\udfff]/.test(line.charAt(line.length - end))) end -= 1
  const [lineEnd, otherEnd] = [line.length - end, other.length - end]
  return [
    { value: line.slice(0, start), added: false, removed: false },
    { value: line.slice(start, lineEnd), added: false, removed: true },
    { value: other.slice(start, otherEnd), added: true, removed: false },
    { value: line.slice(lineEnd), added: false, removed: false },
  ].filter(({ value }) => value !== '')
}

/** Lines without their CR but where the line in the place of each has none. */
function ended(lines: readonly string[], others: readonly string[]): readonly string[] {
  return lines.map((line, index) => (others[index]?.endsWith('\r') === false ? line : withoutReturn(line)))
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function total(stretches: readonly Stretch[], side: 'removed' | 'added'): number {
  return stretches.reduce((sum, stretch) => sum + (stretch.type === 'changed' ? stretch[side].length : 0), 0)
}
