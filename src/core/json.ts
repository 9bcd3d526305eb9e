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

const startsAsObject = /^[ \t\r\n]*\{/

/** The same JSON without white space between tokens. Numbers, strings and the order of keys stay as typed. */
export function minifyJson(json: string): string {
  // Unrolled: the shorter pattern keeps a step for each character and overflows on very long strings.
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, '$1')
}
