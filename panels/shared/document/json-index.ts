import { endOfString, endOfWord, sign, skipSpace } from './json-scan.ts'
import { type Values, ValueTable } from './json-values.ts'

/** A JSON text and where each of its values begins and ends, so that any part can be told without parsing the rest. */
export interface JsonIndex extends Values {
  readonly text: string
}

/**
 * Finds all values of a JSON text. The text stays as it is: digits of numbers, the order of members and names that
 * occur twice are all as they were received.
 * @returns undefined when it is not JSON
 */
export function indexJson(text: string): JsonIndex | undefined {
  const table = new ValueTable(text.length)
  /** The object or array that is open; -1 outside of all. */
  let parent = -1
  let isObject = false
  /** Whether nothing of it was read yet, so that it may end here. */
  let isFresh = false
  let at = 0
  for (;;) {
    at = skipSpace(text, at)
    const closing = isObject ? sign.closeObject : sign.closeArray
    if (isFresh && text.charCodeAt(at) === closing) {
      parent = table.close(parent, ++at)
      isObject = parent >= 0 && text.charCodeAt(table.startOf(parent)) === sign.openObject
    } else {
      let name = -1
      if (isObject) {
        name = at
        at = endOfName(text, at)
        if (at < 0) return undefined
      }
      const unit = text.charCodeAt(at)
      if (unit === sign.openObject || unit === sign.openArray) {
        parent = table.add(at++, name, parent)
        isObject = unit === sign.openObject
        isFresh = true
        continue
      }
      const end = unit === sign.quote ? endOfString(text, at) : endOfWord(text, at)
      if (end < 0) return undefined
      table.close(table.add(at, name, parent), end)
      at = end
    }
    at = closeAll()
    if (at < 0) return undefined
    if (parent < 0) return at === text.length ? { text, ...table.finish() } : undefined
    isFresh = false
  }

  /** Closes what ends behind a value. @returns where the next value begins, or -1 where there is neither */
  function closeAll(): number {
    for (let behind = at; ; ) {
      behind = skipSpace(text, behind)
      if (parent < 0) return behind
      const unit = text.charCodeAt(behind)
      if (unit === sign.comma) return behind + 1
      if (unit !== (isObject ? sign.closeObject : sign.closeArray)) return -1
      behind += 1
      parent = table.close(parent, behind)
      isObject = parent >= 0 && text.charCodeAt(table.startOf(parent)) === sign.openObject
    }
  }
}

/** The start of the value that a member's name stands before. */
function endOfName(text: string, start: number): number {
  if (text.charCodeAt(start) !== sign.quote) return -1
  const end = endOfString(text, start)
  const colon = end < 0 ? -1 : skipSpace(text, end)
  return colon >= 0 && text.charCodeAt(colon) === sign.colon ? skipSpace(text, colon + 1) : -1
}
