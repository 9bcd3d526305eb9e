import { diffWordsWithSpace } from 'diff'
import type { Lines } from './lines.ts'

/** A part of a line that is in both texts, or only in one. */
export interface LinePart {
  readonly text: string
  readonly isChanged: boolean
}

/** A line of one of two texts that are compared. */
export interface Side {
  readonly lines: Lines
  readonly line: number
  /** Without a CR that is not told. */
  readonly length: number
}

/** A part of a line, from where the one before it ends. */
interface Mark {
  readonly end: number
  readonly isChanged: boolean
}

/** How two lines differ. */
export interface Marks {
  readonly removed: readonly Mark[]
  readonly added: readonly Mark[]
}

/** Longer lines are shown in pieces, and only told from where to where they differ. */
export const mostInLine = 2000
/** The same where many characters have an element of their own, which takes a hundred times as long. */
const crowdedLength = 250

/** So many words may differ, each with a mark of its own, until it is only told from where to where. */
const mostWords = 40

interface Change {
  readonly value: string
  readonly added: boolean
  readonly removed: boolean
}

export function marksOf(left: Side, right: Side): Marks {
  const [line, other] = [textOf(left), textOf(right)]
  const isLong = line.length > mostInLine || other.length > mostInLine
  const words = isLong ? undefined : diffWordsWithSpace(line, other, { maxEditLength: mostWords })
  const changes = words ?? betweenEnds(line, other)
  return { removed: marksWithout('added', changes), added: marksWithout('removed', changes) }
}

function marksWithout(name: 'removed' | 'added', changes: readonly Change[]): Mark[] {
  const marks: Mark[] = []
  for (const { value, ...is } of changes) {
    if (!is[name]) marks.push({ end: (marks.at(-1)?.end ?? 0) + value.length, isChanged: is.removed || is.added })
  }
  return marks
}

/** What is between the beginning and the end that two lines share. */
function betweenEnds(line: string, other: string): Change[] {
  const most = Math.min(line.length, other.length)
  let start = 0
  while (start < most && line.charCodeAt(start) === other.charCodeAt(start)) start += 1
  // A character of two units differs as a whole.
  if (/[\ud800-\udbff]/.test(line.charAt(start - 1))) start -= 1
  let end = 0
  const isSame = (back: number) => line.charCodeAt(line.length - back) === other.charCodeAt(other.length - back)
  while (end < most - start && isSame(end + 1)) end += 1
  if (/[\udc00-\udfff]/.test(line.charAt(line.length - end))) end -= 1
  const [lineEnd, otherEnd] = [line.length - end, other.length - end]
  return [
    { value: line.slice(0, start), added: false, removed: false },
    { value: line.slice(start, lineEnd), added: false, removed: true },
    { value: other.slice(start, otherEnd), added: true, removed: false },
    { value: line.slice(lineEnd), added: false, removed: false },
  ].filter(({ value }) => value !== '')
}

/** The first and the last place at which one of two lines is marked. */
export function markedBetween({ removed, added }: Marks): { readonly start: number; readonly end: number } {
  const places = [removed, added].flatMap((marks) =>
    marks.flatMap(({ end, isChanged }, index) => (isChanged ? [marks[index - 1]?.end ?? 0, end] : [])),
  )
  return { start: Math.min(...places), end: Math.max(...places) }
}

/** How long the pieces of some lines may be. */
export function pieceLengthOf(sides: readonly (Side | undefined)[]): number {
  return sides.some((side) => side && isCrowded(side)) ? crowdedLength : mostInLine
}

function isCrowded({ lines, line, length }: Side): boolean {
  if (length <= crowdedLength) return false
  for (let from = 0; from < length; from += mostInLine) {
    if (lines.specials(line, from, Math.min(length, from + mostInLine)) > crowdedLength) return true
  }
  return false
}

export function pieceOf(side: Side, from: number, to: number): string {
  return side.lines.slice(side.line, from, Math.min(to, side.length))
}

export function markedPiece(side: Side, from: number, to: number, marks: readonly Mark[]): LinePart[] {
  return marks.flatMap(({ end, isChanged }, index) => {
    const [first, last] = [Math.max(from, marks[index - 1]?.end ?? 0), Math.min(to, end)]
    return first < last ? { text: side.lines.slice(side.line, first, last), isChanged } : []
  })
}

function textOf({ lines, line, length }: Side): string {
  return lines.slice(line, 0, length)
}
