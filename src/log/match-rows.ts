import { type Block, bytesOf, contentOf, countOf, textOf } from './block.ts'
import type { CompiledFilter, TextCondition } from './filter.ts'
import { directionOf, isBinary, isMessage } from './row-kind.ts'
import { describe } from './row-summary.ts'

/** Calls back with the sequence number of each row, from `from` on, that a filter keeps. */
export function matchRows(block: Block, from: number, filter: CompiledFilter, found: (seq: number) => void): void {
  const matches = rowMatcher(block, filter.condition)
  for (let index = Math.max(0, from - block.first); index < countOf(block); index++) {
    if (hasDirection(block.kinds[index] ?? 0, filter.direction) && matches(index)) found(block.first + index)
  }
}

function hasDirection(kind: number, direction: CompiledFilter['direction']): boolean {
  return direction === 'all' || (isMessage(kind) && directionOf(kind) === direction)
}

/** Whether the condition keeps a row of the block; to be asked for rows in order. */
function rowMatcher(block: Block, condition: TextCondition): (index: number) => boolean {
  if (condition.type === 'any') return () => true
  const { pattern, type } = condition
  const wanted = condition.keep === 'matching'
  const inText =
    type === 'contains' ? textSearch(block, pattern) : (index: number) => test(pattern, textOf(block, index))
  return (index) => {
    const kind = block.kinds[index] ?? 0
    if (isMessage(kind) && !isBinary(kind)) return inText(index) === wanted
    return test(pattern, searchable(block, index, kind)) === wanted
  }
}

/** Bytes are searched as the UTF-8 they may be. */
function searchable(block: Block, index: number, kind: number): string {
  return isBinary(kind) ? new TextDecoder().decode(bytesOf(block, index)) : describe(contentOf(block, index))
}

function test(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}

/** Looks through the text of all rows at once, from hit to hit, instead of cutting each row out. */
function textSearch(block: Block, pattern: RegExp): (index: number) => boolean {
  let start = -1
  let end = -1
  return (index) => {
    const rowStart = index === 0 ? 0 : (block.ends[index - 1] ?? 0)
    const rowEnd = block.ends[index] ?? 0
    if (start < rowStart) {
      pattern.lastIndex = rowStart
      const hit = pattern.exec(block.text)
      start = hit ? hit.index : Number.POSITIVE_INFINITY
      end = start + (hit?.[0].length ?? 0)
    }
    // A hit that runs into the next row is none; every later one in this row would too.
    return start >= rowStart && end <= rowEnd
  }
}
