import { payloadBytes } from '../core/payload.ts'
import { type Block, bytesOf, contentOf, countOf, jsonFault, nextAfter, textOf, unitsOf } from './block.ts'
import type { CompiledFilter, EntryKind, SizeRange, TextCondition } from './filter.ts'
import { directionOf, isBinary, isMessage, isToBeJson, type RowKind, typeOf } from './row-kind.ts'
import { describe } from './row-summary.ts'

/** Calls back with the sequence number of each row, from `from` on and before `end`, that all filters keep. */
export function matchRows(
  block: Block,
  from: number,
  filters: readonly CompiledFilter[],
  found: (seq: number) => void,
  end = nextAfter(block),
): void {
  const keeps = filters.map((filter) => keeperOf(block, filter))
  for (let index = Math.max(0, from - block.first); index < Math.min(countOf(block), end - block.first); index++) {
    if (keeps.every((keepsRow) => keepsRow(index))) found(block.first + index)
  }
}

/** Whether a filter keeps a row of the block; to be asked for rows in order. */
function keeperOf(block: Block, { direction, kind: wanted, size, condition, marked, isMisfit }: CompiledFilter) {
  const matches = rowMatcher(block, condition)
  const fits = sizeMatcher(block, size)
  return (index: number): boolean => {
    const kind = block.kinds[index] ?? 0
    if (marked && !marked.has(block.first + index)) return false
    if (!hasDirection(kind, direction) || !isOfKind(kind, wanted) || !fits(index) || !matches(index)) return false
    switch (wanted) {
      case 'misfit':
        return isMisfit?.(directionOf(kind), textOf(block, index)) === true
      case 'error':
        return !isMessage(kind) || jsonFault(block, index).notJson === true
      default:
        return true
    }
  }
}

function hasDirection(kind: RowKind, direction: CompiledFilter['direction']): boolean {
  return direction === 'all' || (isMessage(kind) && directionOf(kind) === direction)
}

/** Whether it may be of that kind, as far as can be told without its text. */
function isOfKind(kind: RowKind, wanted: EntryKind): boolean {
  switch (wanted) {
    case 'all':
      return true
    case 'text':
    case 'misfit':
      return isMessage(kind) && !isBinary(kind)
    case 'binary':
      return isBinary(kind)
    case 'error':
      return typeOf(kind) === wanted || isToBeJson(kind)
    default:
      return typeOf(kind) === wanted
  }
}

function sizeMatcher(block: Block, { least, most }: SizeRange): (index: number) => boolean {
  if (least === undefined && most === undefined) return () => true
  const fits = (bytes: number) => bytes >= (least ?? 0) && bytes <= (most ?? Number.POSITIVE_INFINITY)
  return (index) => {
    const kind = block.kinds[index] ?? 0
    if (!isMessage(kind)) return false
    if (isBinary(kind)) return fits(bytesOf(block, index).length)
    // A UTF-16 unit is one to three bytes, which mostly decides without counting them.
    const units = unitsOf(block, index)
    if (fits(units) && fits(units * 3)) return true
    return units * 3 >= (least ?? 0) && units <= (most ?? units) && fits(payloadBytes(textOf(block, index)))
  }
}

/** Whether the condition keeps a row of the block; to be asked for rows in order. */
function rowMatcher(block: Block, condition: TextCondition): (index: number) => boolean {
  if (condition.type === 'any') return () => true
  const wanted = condition.keep === 'matching'
  if (condition.type === 'selects') return (index) => selects(block, index, condition.holds) === wanted
  const { pattern, type } = condition
  const inText =
    type === 'contains' ? textSearch(block, pattern) : (index: number) => test(pattern, textOf(block, index))
  return (index) => {
    const kind = block.kinds[index] ?? 0
    if (isMessage(kind) && !isBinary(kind)) return inText(index) === wanted
    return test(pattern, searchable(block, index, kind)) === wanted
  }
}

/** What is no message, or no JSON, has nothing that a path could find. */
function selects(block: Block, index: number, holds: (text: string) => boolean): boolean {
  const kind = block.kinds[index] ?? 0
  if (!isMessage(kind)) return false
  try {
    return holds(isBinary(kind) ? searchable(block, index, kind) : textOf(block, index))
  } catch {
    return false
  }
}

/** Bytes are searched as the UTF-8 they may be. */
function searchable(block: Block, index: number, kind: RowKind): string {
  return isBinary(kind) ? new TextDecoder().decode(bytesOf(block, index)) : describe(contentOf(block, index))
}

/** What is too long for an expression, at which browsers throw, has nothing that it could find. */
function test(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  try {
    return pattern.test(text)
  } catch {
    return false
  }
}

/** Looks through the text of all rows at once, from hit to hit, instead of cutting each row out. */
function textSearch(block: Block, pattern: RegExp): (index: number) => boolean {
  const { text } = block
  if (typeof text !== 'string') return (index) => test(pattern, text[index] ?? '')
  let start = -1
  let end = -1
  return (index) => {
    const rowStart = index === 0 ? 0 : (block.ends[index - 1] ?? 0)
    const rowEnd = block.ends[index] ?? 0
    if (start < rowStart) {
      pattern.lastIndex = rowStart
      const hit = pattern.exec(text)
      start = hit ? hit.index : Number.POSITIVE_INFINITY
      end = start + (hit?.[0].length ?? 0)
    }
    // A hit that runs into the next row is none; every later one in this row would too.
    return start >= rowStart && end <= rowEnd
  }
}
