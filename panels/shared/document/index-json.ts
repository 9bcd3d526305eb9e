import {
  countCell,
  depthCell,
  endCell,
  JsonIndex,
  nameCell,
  nextCell,
  parentCell,
  placeCell,
  startCell,
  width,
} from './json-index.ts'
import { endOfString, endOfWord, sign, skipSpace } from './json-scan.ts'

/**
 * Finds all values of a JSON text. The text stays as it is: digits of numbers, the order of members and names that
 * occur twice are all as they were received.
 *
 * It is one function, and all that changes is in its own variables: the same with a table of its own class or with a function
 * in it takes Firefox half as long again.
 * @returns undefined when it is not JSON
 */
export function indexJson(text: string): JsonIndex | undefined {
  let cells = new Int32Array(Math.max(16, text.length >> 3) * width)
  let length = 0
  /** The object or array that is open; -1 outside of all. */
  let parent = -1
  let depth = 0
  let isObject = false
  /** Whether nothing of it was read yet, so that it may end here. */
  let isFresh = false
  let at = 0
  for (;;) {
    at = skipSpace(text, at)
    if (!isFresh || text.charCodeAt(at) !== (isObject ? sign.closeObject : sign.closeArray)) {
      const name = isObject ? at : -1
      if (isObject) at = endOfName(text, at)
      if (at < 0) return undefined
      if ((length + 1) * width > cells.length) cells = grown(cells)
      const value = length++
      cells[value * width + startCell] = at
      cells[value * width + nameCell] = name
      cells[value * width + parentCell] = parent
      cells[value * width + depthCell] = depth
      if (parent >= 0) {
        const place = cells[parent * width + countCell] ?? 0
        cells[value * width + placeCell] = place
        cells[parent * width + countCell] = place + 1
      }
      const unit = text.charCodeAt(at)
      if (unit === sign.openObject || unit === sign.openArray) {
        parent = value
        depth += 1
        isObject = unit === sign.openObject
        isFresh = true
        at += 1
        continue
      }
      at = unit === sign.quote ? endOfString(text, at) : endOfWord(text, at)
      if (at < 0) return undefined
      cells[value * width + endCell] = at
      cells[value * width + nextCell] = length
    }
    // What ends behind the value, up to where the next one begins.
    for (;;) {
      at = skipSpace(text, at)
      if (parent < 0) return at === text.length ? new JsonIndex(text, length, cells) : undefined
      const unit = text.charCodeAt(at)
      at += 1
      if (unit === sign.comma) break
      if (unit !== (isObject ? sign.closeObject : sign.closeArray)) return undefined
      cells[parent * width + endCell] = at
      cells[parent * width + nextCell] = length
      parent = cells[parent * width + parentCell] ?? -1
      depth -= 1
      isObject = parent >= 0 && text.charCodeAt(cells[parent * width + startCell] ?? 0) === sign.openObject
    }
    isFresh = false
  }
}

function grown(cells: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * cells.length)
  twice.set(cells)
  return twice
}

/** The start of the value that a member's name stands before. */
function endOfName(text: string, start: number): number {
  if (text.charCodeAt(start) !== sign.quote) return -1
  const end = endOfString(text, start)
  const colon = end < 0 ? -1 : skipSpace(text, end)
  return colon >= 0 && text.charCodeAt(colon) === sign.colon ? skipSpace(text, colon + 1) : -1
}
