import { type ExpectedJson, isExpectedJson, isJson } from './json.ts'
import { findJsonFault } from './json-fault.ts'
import { ok, type Result, refuse } from './result.ts'
import { faultInWords, type TextFault } from './text-fault.ts'

/**
 * Checks a text that is to be sent as JSON.
 * @returns the text as it was, or `invalid-json` with line and column.
 */
export function checkJson(text: string, expected: ExpectedJson): Result<string, 'invalid-json'> {
  const fault = jsonFault(text, expected)
  return fault ? refuse('invalid-json', faultInWords(text, fault), { field: 'message' }) : ok(text)
}

/** What keeps a text from being sent as JSON; undefined when nothing does. */
export function jsonFault(text: string, expected: ExpectedJson): TextFault | undefined {
  if (isExpectedJson(text, expected)) return undefined
  if (text.trim() === '') return { offset: 0, message: 'An empty text is not JSON.' }
  if (!isJson(text)) return findJsonFault(text) ?? { offset: text.length, message: 'This is not valid JSON.' }
  const message = 'A JSON object was expected; choose “JSON value” to send an array or a single value.'
  return { offset: text.search(/\S/), message }
}
