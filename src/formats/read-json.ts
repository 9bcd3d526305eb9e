import { checkJson } from '../core/json-check.ts'
import { ok, type Result } from '../core/result.ts'
import { refuseSize } from './decode-text.ts'
import { type InvalidFile, invalidFile, tooDeep, tooMany } from './invalid-file.ts'
import { mostDepth, mostValues } from './limits.ts'

/** Up to this length it is said what is wrong; above it only where, as far as the browser tells. */
const carefulLength = 16 * 1024 * 1024

/** The value of a JSON file, or what is wrong with it, with line and column. @param parse of text that is JSON */
export function readJson(text: string, parse: (json: string) => unknown = JSON.parse): Result<unknown, 'invalid-file'> {
  const json = withoutMark(text)
  const refused = refuseSize([json.length]) ?? refuseBrackets(json)
  if (refused) return refused
  try {
    return ok(parse(json))
  } catch (error) {
    return invalidFile(faultOf(json, error))
  }
}

export function looksLikeJson(text: string): boolean {
  const start = withoutMark(text).trimStart()[0]
  return start === '{' || start === '['
}

/** Without the byte order mark, which is no part of a text. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function faultOf(json: string, error: unknown): string {
  if (json.length <= carefulLength) {
    const checked = checkJson(json, 'value')
    if (!checked.ok) return checked.refusal.message
  }
  const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? []
  return line === undefined ? 'This is not valid JSON.' : `Line ${line}, column ${column}: This is not valid JSON.`
}

const quote = 0x22
const backslash = 0x5c

/**
 * Bounds depth and number of objects and lists before they are built: tens of millions of them take all the memory, and
 * what comes after may recurse.
 */
function refuseBrackets(json: string): InvalidFile | undefined {
  let depth = 0
  let values = 0
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (unit === quote) at = endOfString(json, at)
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > mostDepth) return invalidFile(tooDeep)
      if (++values > mostValues) return invalidFile(tooMany)
    } else if (unit === 0x5d || unit === 0x7d) depth--
  }
  return undefined
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (unit === quote) return at
    if (unit === backslash) at++
  }
  return json.length
}
