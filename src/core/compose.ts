import { decodeBase64 } from './base64.ts'
import { checkJson, minifyJson } from './json.ts'
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
  { text, sendAs }: Written,
  source: VariableSource,
  minify: boolean,
): Result<string | Uint8Array<ArrayBuffer>> {
  if (sendAs === 'binary') {
    const bytes = decodeBase64(text)
    return bytes
      ? ok(bytes)
      : refuse('invalid-arguments', 'Nothing was sent: the bytes are not Base64.', { field: 'message' })
  }
  const filled = substitute(text, source, 'message')
  if (!filled.ok || sendAs === 'text') return filled
  const json = checkJson(filled.value, sendAs === 'json-object' ? 'object' : 'value')
  if (!json.ok) return json
  return ok(minify ? minifyJson(json.value) : json.value)
}
