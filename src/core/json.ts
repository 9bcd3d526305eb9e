/** Whether a received text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What may be sent as JSON: only `{…}`, or any JSON. */
export type ExpectedJson = 'object' | 'value'

export function isExpectedJson(text: string, expected: ExpectedJson): boolean {
  return isJson(text) && (expected === 'value' || startsAsObject.test(text))
}

const startsAsObject = /^\s*\{/

/**
 * A part of a string in JSON. One of many escapes is in several, of which each but the first begins with an escape: all
 * at once, or a step for each character, would overflow the stack of the expression.
 */
export const partOfString = /(?:"|\\.)[^"\\]*(?:\\.[^"\\]*){0,99}"?/

const stringsAndSpace = new RegExp(`(${partOfString.source})|\\s+`, 'g')

/** The same JSON without white space between tokens. Numbers, strings and the order of keys stay as typed. */
export function minifyJson(json: string): string {
  return json.replace(stringsAndSpace, '$1')
}
