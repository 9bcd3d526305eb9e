import { httpToken } from './http-token.ts'
import { ok, type Result, refuse } from './result.ts'

/** Splits the comma-separated form people type and `Sec-WebSocket-Protocol` uses; order is kept. */
export function splitSubprotocols(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/**
 * Checks the names offered in `Sec-WebSocket-Protocol`: each a token, none twice.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.1
 * @returns `invalid-headers` naming the first name that cannot be sent.
 */
export function checkSubprotocols(names: readonly string[]): Result<readonly string[], 'invalid-headers'> {
  for (const [index, name] of names.entries()) {
    if (!httpToken.test(name)) {
      return invalid(
        `The subprotocol “${name}” is not a valid name: only letters, digits and !#$%&'*+-.^_\`|~ are allowed.`,
      )
    }
    if (names.indexOf(name) !== index) return invalid(`The subprotocol “${name}” is listed twice.`)
  }
  return ok(names)
}

function invalid(message: string) {
  return refuse('invalid-headers', message, { field: 'subprotocols' })
}
