/** Whether a received text is JSON (spec M2). */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What may be sent as JSON (spec M1): only `{…}`, or any JSON. */
export type ExpectedJson = 'object' | 'value'

export function isExpectedJson(text: string, expected: ExpectedJson): boolean {
  return isJson(text) && (expected === 'value' || startsAsObject.test(text))
}

const startsAsObject = /^\s*\{/

/** The same JSON without white space between tokens. Numbers, strings and the order of keys stay as typed. */
export function minifyJson(json: string): string {
  // A string in parts, each unrolled: a step for each character, or for each of its escapes, would overflow the stack.
  return json.replace(/((?:"|\\.)[^"\\]*(?:\\.[^"\\]*){0,99}"?)|[ \t\r\n]+/g, '$1')
}
