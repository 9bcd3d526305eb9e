import { previewOf } from '../core/preview.ts'
import { type Block, textOf, unitsOf } from './block.ts'
import type { TextCondition } from './filter.ts'
import { isBinary, isMessage } from './row-kind.ts'

/** A piece of a message around what was looked for; `…` where there is more, and no half of a character of two units at its ends. */
export interface Excerpt {
  readonly before: string
  readonly hit: string
  readonly after: string
}

/** UTF-16 units of a message that are seen in front of a hit, whatever the width of the column. */
const lead = 24
const longest = 300

/** The piece of a message around the first place at which a condition finds something. */
export function excerptOf(block: Block, index: number, condition: TextCondition): Excerpt | undefined {
  const kind = block.kinds[index] ?? 0
  const isSearched = condition.type === 'contains' || condition.type === 'matches'
  if (!isSearched || condition.keep === 'others' || !isMessage(kind) || isBinary(kind) || unitsOf(block, index) === 0) {
    return undefined
  }
  const text = textOf(block, index)
  condition.pattern.lastIndex = 0
  const found = condition.pattern.exec(text)
  if (!found) return undefined
  // An expression may have found half a character: it is shown whole.
  const begin = found.index - Number(isWithin(text, found.index))
  const endOfHit = found.index + found[0].length
  const end = endOfHit + Number(isWithin(text, endOfHit))
  const start = begin <= 2 * lead ? 0 : begin - lead
  return {
    before: start > 0 ? `…${text.slice(start, begin).replace(/^[\udc00-\udfff]/, '')}` : text.slice(0, begin),
    hit: previewOf(text.slice(begin, end), longest),
    after: previewOf(text.slice(end), longest),
  }
}

function isWithin(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1))
}
