import { findStretches, type Stretches } from './compare.ts'
import {
  type LinePart,
  type Marks,
  markedBetween,
  markedPiece,
  marksOf,
  mostInLine,
  pieceLengthOf,
  pieceOf,
  type Side,
} from './line-pieces.ts'
import { byteLines, type Lines, textLines } from './lines.ts'

/** A line that only one text has, or a piece of it where it is long. */
export interface ChangedLine {
  /** From 1, where it begins to be shown. */
  readonly number: number | undefined
  readonly parts: readonly LinePart[]
}

/** What stands beside each other. */
export interface ChangedRow {
  readonly removed: ChangedLine | undefined
  readonly added: ChangedLine | undefined
}

/** A line that both have, or a piece of it, with its numbers in both. */
export interface SameRow {
  readonly left: number | undefined
  readonly right: number | undefined
  readonly text: string
}

/** Some lines of a comparison. */
export type CompareBlock =
  | { readonly type: 'same'; readonly rows: readonly SameRow[] }
  | { readonly type: 'changed'; readonly rows: readonly ChangedRow[] }
  /** So many lines that are the same, or so much of one line, that are not shown until somebody asks for this `fold`. */
  | { readonly type: 'folded'; readonly of: 'lines' | 'characters'; readonly count: number; readonly fold: string }

/** Lines shown around what was changed, and characters in a long line. */
const context = 3
const contextInLine = 200

/** Of what is drawn in a frame, which has time for that of some parts. A row costs as much as some characters. */
const mostInFrame = 8192
const charactersPerRow = 320

/** Of a part. A special character has an element of its own, which costs as much as some characters. */
const mostRows = 100
const mostCharacters = 16_384
const charactersPerSpecial = 8

/** What is drawn is some pixels high; how wide the pane is only shows then. */
const [lineHeight, foldHeight, charactersPerLine] = [18, 22, 80]

/** Where something stands: in which stretch, in which of its pairs of lines, and from where in these. */
interface Place {
  readonly stretch: number
  readonly pair: number
  readonly from: number
}

/** A line of each text, or of one, that stand beside each other. */
interface Pair {
  readonly type: 'same' | 'changed'
  readonly left: Side | undefined
  readonly right: Side | undefined
}

interface ShownRow {
  readonly type: 'shown'
  readonly pair: Pair
  readonly from: number
  readonly to: number
  /** Whether nothing of the pair is shown before it. */
  readonly isFirst: boolean
}

/** What is shown of a pair of lines, in pieces of such a length. */
interface Cut {
  readonly pieceLength: number
  readonly start: number
  readonly end: number
  /** Of the longer line. */
  readonly length: number
}

type Fold = Extract<CompareBlock, { type: 'folded' }>
type Row = ShownRow | Fold

type GrowingBlock =
  | { readonly type: 'same'; readonly rows: SameRow[] }
  | { readonly type: 'changed'; readonly rows: ChangedRow[] }
  | Fold

/** @returns nothing where it would take too long */
export function compareTexts(left: string, right: string): ComparedLines | undefined {
  return compareLines(textLines(left), textLines(right))
}

/** The same of bytes, by the lines of a dump. */
export function compareBytes(left: Uint8Array, right: Uint8Array): ComparedLines | undefined {
  return compareLines(byteLines(left), byteLines(right))
}

function compareLines(left: Lines, right: Lines): ComparedLines | undefined {
  const stretches = findStretches(left, right)
  return stretches && new ComparedLines(left, right, stretches)
}

/** Two texts as they are shown beside each other, part by part. */
export class ComparedLines {
  readonly #left: Lines
  readonly #right: Lines
  readonly #stretches: Stretches
  readonly #unfolded = new Set<string>()
  /** Of long lines, by that of the left text: to look through them takes a while. */
  readonly #marks = new Map<number, Marks>()
  readonly #cuts = new Map<string, Cut>()
  /** Where each part begins, and of how many rows it is. */
  #parts: { readonly place: Place; rows: number }[] = []

  constructor(left: Lines, right: Lines, stretches: Stretches) {
    this.#left = left
    this.#right = right
    this.#stretches = stretches
  }

  /** How many lines only one of the texts has. */
  changed(): { readonly removed: number; readonly added: number } {
    const { left, right } = this.#stretches
    let [removed, added] = [0, 0]
    for (let stretch = 1; stretch < left.length - 1; stretch += 2) {
      removed += (left[stretch + 1] ?? 0) - (left[stretch] ?? 0)
      added += (right[stretch + 1] ?? 0) - (right[stretch] ?? 0)
    }
    return { removed, added }
  }

  /** Shows what is folded. @returns the heights of the parts then */
  unfold(fold: string): number[] {
    this.#unfolded.add(fold)
    this.#cuts.delete(fold)
    return this.layOut()
  }

  /** Cuts all that is shown into parts. @returns how high each is, about, in pixels */
  layOut(): number[] {
    const heights: number[] = []
    this.#parts = []
    let part = { place: { stretch: 0, pair: 0, from: 0 }, rows: mostRows }
    let filled = 0
    for (const [place, row] of this.#rows(part.place)) {
      const { characters, height } = sizeOf(row)
      if (part.rows === mostRows || (filled > 0 && filled + characters > mostCharacters)) {
        part = { place, rows: 0 }
        filled = 0
        this.#parts.push(part)
        heights.push(0)
      }
      part.rows += 1
      filled += characters
      heights[heights.length - 1] = (heights.at(-1) ?? 0) + height
    }
    return heights
  }

  /** @returns what is drawn in one frame, and what in the next */
  part(index: number): readonly (readonly CompareBlock[])[] {
    const part = this.#parts[index]
    if (!part) return []
    const frames: Row[][] = []
    let [left, filled] = [part.rows, mostInFrame]
    for (const [, row] of this.#rows(part.place)) {
      if (filled >= mostInFrame) {
        frames.push([])
        filled = 0
      }
      frames.at(-1)?.push(row)
      filled += charactersPerRow + sizeOf(row).characters
      left -= 1
      if (left === 0) break
    }
    return frames.map((rows) => this.#blocks(rows))
  }

  /** What is shown from there on. */
  *#rows({ stretch, pair, from }: Place): Generator<readonly [Place, Row]> {
    for (let at = stretch; at < this.#stretches.left.length - 1; at += 1) {
      const { count, folded } = this.#sizeOfStretch(at)
      for (let line = at === stretch ? pair : 0; line < count; line += 1) {
        if (line === folded?.from) {
          const fold = { type: 'folded', of: 'lines', count: folded.to - line, fold: `${at}` } as const
          yield [{ stretch: at, pair: line, from: 0 }, fold]
          line = folded.to - 1
        } else yield* this.#pieces({ stretch: at, pair: line, from: at === stretch && line === pair ? from : 0 })
      }
    }
  }

  *#pieces({ stretch, pair: line, from }: Place): Generator<readonly [Place, Row]> {
    const pair = this.#pair(stretch, line)
    const fold = `${stretch}/${line}`
    const { pieceLength, start, end, length } = this.#cutOf(pair, fold)
    let at = from
    do {
      const place = { stretch, pair: line, from: at }
      const isHidden = at < start || (at >= end && at < length)
      const to = at < start ? start : isHidden ? length : Math.min(end, at + pieceLength)
      if (isHidden) yield [place, { type: 'folded', of: 'characters', count: to - at, fold }]
      else yield [place, { type: 'shown', pair, from: at, to, isFirst: at === start }]
      at = to
    } while (at < length)
  }

  #cutOf(pair: Pair, fold: string): Cut {
    const { left, right } = pair
    const length = Math.max(left?.length ?? 0, right?.length ?? 0)
    const known = this.#cuts.get(fold)
    if (known) return known
    const pieceLength = pieceLengthOf([left, right])
    if (length <= mostInLine) return { pieceLength, start: 0, end: length, length }
    const cut = { pieceLength, ...this.#shownOf(pair, length, fold), length }
    this.#cuts.set(fold, cut)
    return cut
  }

  /** Of a long pair: where it differs, or where it begins. Less than a piece is not worth to be folded. */
  #shownOf({ type, left, right }: Pair, length: number, fold: string): Pick<Cut, 'start' | 'end'> {
    if (!left || !right || this.#unfolded.has(fold)) return { start: 0, end: length }
    const differs = type === 'same' ? { start: 0, end: mostInLine } : markedBetween(this.#marksOf(left, right))
    const [start, end] = [differs.start - contextInLine, differs.end + contextInLine]
    return { start: start > mostInLine ? start : 0, end: length - end > mostInLine ? end : length }
  }

  /** Its pairs of lines, and which of them are not shown. */
  #sizeOfStretch(stretch: number) {
    const { left, right } = this.#stretches
    const lengthOf = (edges: readonly number[]) => (edges[stretch + 1] ?? 0) - (edges[stretch] ?? 0)
    const count = Math.max(lengthOf(left), lengthOf(right))
    if (stretch % 2 > 0 || this.#unfolded.has(`${stretch}`)) return { count, folded: undefined }
    const from = stretch === 0 ? 0 : context
    const to = stretch === left.length - 2 ? count : count - context
    return { count, folded: to - from > 1 ? { from, to } : undefined }
  }

  #pair(stretch: number, pair: number): Pair {
    const { left, right } = this.#stretches
    const type = stretch % 2 > 0 ? 'changed' : 'same'
    const lineOf = (edges: readonly number[]) => {
      const line = (edges[stretch] ?? 0) + pair
      return line < (edges[stretch + 1] ?? 0) ? line : undefined
    }
    const [one, other] = [lineOf(left), lineOf(right)]
    const sideOf = (lines: Lines, line: number | undefined, beside: Lines, opposite: number | undefined) => {
      if (line === undefined) return undefined
      // The CR of a line end is only told where it is one of the differences.
      const isTold = type === 'changed' && opposite !== undefined && !beside.endsWithReturn(opposite)
      return { lines, line, length: lines.length(line) - (lines.endsWithReturn(line) && !isTold ? 1 : 0) }
    }
    return {
      type,
      left: sideOf(this.#left, one, this.#right, other),
      right: sideOf(this.#right, other, this.#left, one),
    }
  }

  #marksOf(left: Side, right: Side): Marks {
    const marks = this.#marks.get(left.line) ?? marksOf(left, right)
    if (Math.max(left.length, right.length) > mostInLine) this.#marks.set(left.line, marks)
    return marks
  }

  #blocks(rows: readonly Row[]): CompareBlock[] {
    const blocks: GrowingBlock[] = []
    for (const row of rows) {
      const last = blocks.at(-1)
      if (row.type === 'folded') blocks.push(row)
      else if (row.pair.type === 'same') {
        if (last?.type === 'same') last.rows.push(sameRow(row))
        else blocks.push({ type: 'same', rows: [sameRow(row)] })
      } else if (last?.type === 'changed') last.rows.push(this.#changedRow(row))
      else blocks.push({ type: 'changed', rows: [this.#changedRow(row)] })
    }
    return blocks
  }

  #changedRow({ pair: { left, right }, from, to, isFirst }: ShownRow): ChangedRow {
    const marks = left && right ? this.#marksOf(left, right) : undefined
    const lineOf = (side: Side | undefined, name: keyof Marks): ChangedLine | undefined => {
      if (!side || (from >= side.length && !isFirst)) return undefined
      const plain = [{ end: side.length, isChanged: false }]
      return { number: isFirst ? side.line + 1 : undefined, parts: markedPiece(side, from, to, marks?.[name] ?? plain) }
    }
    return { removed: lineOf(left, 'removed'), added: lineOf(right, 'added') }
  }
}

function sizeOf(row: Row): { readonly characters: number; readonly height: number } {
  if (row.type === 'folded') return { characters: 0, height: foldHeight }
  const { pair, from, to } = row
  let [characters, longest] = [0, 0]
  for (const side of [pair.left, pair.right]) {
    if (!side) continue
    const length = Math.max(0, Math.min(side.length, to) - from)
    characters += length + charactersPerSpecial * side.lines.specials(side.line, from, from + length)
    longest = Math.max(longest, length)
  }
  return { characters, height: Math.max(1, Math.ceil(longest / charactersPerLine)) * lineHeight }
}

function sameRow({ pair: { left, right }, from, to, isFirst }: ShownRow): SameRow {
  const number = (side: Side | undefined) => (side && isFirst ? side.line + 1 : undefined)
  return { left: number(left), right: number(right), text: left ? pieceOf(left, from, to) : '' }
}
