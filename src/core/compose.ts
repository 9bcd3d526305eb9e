import { decodeBase64 } from './base64.ts'
import { type ExpectedJson, minifyJson } from './json.ts'
import { checkJson } from './json-check.ts'
import type { SendAs } from './profile.ts'
import { ok, type Result, refuse } from './result.ts'
import { substitute, type VariableSource } from './variables.ts'

/** A message as it is written. */
export interface Written {
  /** Base64 when it is sent as `binary`. */
  readonly text: string
  readonly sendAs: SendAs
}

/**
 * What goes out of what was written. What is checked is what goes out: a variable may stand for a piece of JSON.
 * @param minify whether JSON goes out without white space
 */
export function compose(
  written: Written,
  source: VariableSource,
  minify: boolean,
): Result<string | Uint8Array<ArrayBuffer>> {
  const filled = fill(written, source)
  const expected = expectedJson(written)
  if (!filled.ok || expected === undefined || typeof filled.value !== 'string') return filled
  const json = checkJson(filled.value, expected)
  return json.ok ? ok(minify ? minifyJson(json.value) : json.value) : json
}

/** What was written, with what its variables stand for. */
export function fill({ text, sendAs }: Written, source: VariableSource): Result<string | Uint8Array<ArrayBuffer>> {
  if (sendAs !== 'binary') return substitute(text, source, 'message')
  const bytes = decodeBase64(text)
  if (bytes) return ok(bytes)
  return refuse('invalid-arguments', 'Nothing was sent: the bytes are not Base64.', { field: 'message' })
}

/** What it must be to be sent as JSON; undefined where it is sent as something else. */
export function expectedJson({ sendAs }: Written): ExpectedJson | undefined {
  if (sendAs === 'json-object') return 'object'
  return sendAs === 'json-value' ? 'value' : undefined
}
