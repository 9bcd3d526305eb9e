import type { JsonIndex } from './json-index.ts'
import { endOfString } from './json-scan.ts'

/**
 * The same as `prettyJson`, for a text whose values are known already: some times faster.
 * @param least ends behind the first value with which it is longer than so many characters
 */
export function prettyValues(index: JsonIndex, least = Number.POSITIVE_INFINITY): string {
  const { text, length } = index
  // Longer by a line end each: the first is cut off. One long text is made faster than a list of lines is joined.
  let laidOut = ''
  const breaks: string[] = []
  const lineBreak = (value: number) => {
    const depth = index.depthOf(value)
    breaks[depth] ??= `\n${'  '.repeat(depth)}`
    return breaks[depth]
  }
  for (let value = 0; value < length && laidOut.length <= least + 1; value += 1) {
    laidOut += lineBreak(value) + nameOf(text, index.nameOf(value)) + startOf(index, value)
    if (index.countOf(value) === 0) {
      let parent = index.parentOf(value)
      // All that ends here is closed, each on a line of its own.
      for (; parent >= 0 && index.nextOf(parent) === value + 1; parent = index.parentOf(parent)) {
        laidOut += lineBreak(parent) + closingOf(text, index.startOf(parent))
      }
      if (parent >= 0) laidOut += ','
    }
  }
  return laidOut.slice(1)
}

/** A value as it is written; of what holds others only how it begins. */
function startOf(index: JsonIndex, value: number): string {
  const { text } = index
  const start = index.startOf(value)
  const isOpening = text[start] === '{' || text[start] === '['
  if (!isOpening) return text.slice(start, index.endOf(value))
  // An empty object or array stays on its line.
  return index.countOf(value) > 0 ? text.slice(start, start + 1) : `${text[start]}${closingOf(text, start)}`
}

function nameOf(text: string, start: number): string {
  return start < 0 ? '' : `${text.slice(start, endOfString(text, start))}: `
}

function closingOf(text: string, start: number): string {
  return text[start] === '{' ? '}' : ']'
}
