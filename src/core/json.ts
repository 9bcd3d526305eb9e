import { parse } from 'lossless-json'
import { ok, type Result, refuse } from './result.ts'

/** A place in a text, both counted from 1; columns count UTF-16 code units. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Whether a received text is JSON (spec M2). */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Checks a text that is to be sent as JSON (spec M1).
 * @param expected `object` takes only `{…}`; `value` takes any JSON.
 * @returns the text as it was, or `invalid-json` with line and column.
 */
export function checkJson(text: string, expected: 'object' | 'value'): Result<string, 'invalid-json'> {
  if (text.trim() === '') return invalid('An empty text is not JSON.', { line: 1, column: 1 })
  if (!isJson(text)) return invalid(...faultOf(text))
  if (expected === 'object' && !/^[ \t\r\n]*\{/.test(text)) {
    const start = positionAt(text, text.search(/\S/))
    return invalid('A JSON object was expected; choose “JSON value” to send an array or a single value.', start)
  }
  return ok(text)
}

/** The same JSON without white space between tokens. Numbers, strings and the order of keys stay as typed. */
export function minifyJson(json: string): string {
  // Unrolled: the shorter pattern keeps a step for each character and overflows on very long strings.
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, '$1')
}

export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

function invalid(message: string, { line, column }: TextPosition) {
  return refuse('invalid-json', `Line ${line}, column ${column}: ${message}`, { field: 'message' })
}

/** Native parsers differ in what they tell about a fault; this one always tells the offset. */
function faultOf(text: string): [string, TextPosition] {
  try {
    parse(text, null, { onDuplicateKey: ({ newValue }) => newValue })
  } catch (error) {
    const told = error instanceof SyntaxError ? error.message : 'not valid JSON'
    const offset = /^(.*?) at position (\d+)$/s.exec(told)
    if (offset) return [`${offset[1]}.`, positionAt(text, Math.min(Number(offset[2]), text.length))]
  }
  return ['This is not valid JSON.', positionAt(text, text.length)]
}
