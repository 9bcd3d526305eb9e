import { httpToken } from './http-token.ts'
import { ok, type Result, refuse } from './result.ts'

export type Browser = 'chromium' | 'firefox'

/** A change to the headers of one handshake. */
export type HeaderOperation =
  | { readonly operation: 'set'; readonly name: string; readonly value: string }
  | { readonly operation: 'remove'; readonly name: string }

/** Why a browser does not do what a rule says, in words; absent where it does. */
interface Limits {
  readonly set?: string
  readonly remove?: string
}

const breaks = 'the handshake fails when it is changed'
const ignored = 'the browser writes it itself and ignores the change without a word'
const subprotocols = 'subprotocols have a field of their own, and the browser checks the server’s answer against that'

/**
 * What each browser does with headers that are not freely settable, measured with real handshakes. The form's hints,
 * the refusal `invalid-headers` and the user guide's table come from here. The form removes `Cookie`, `Origin` and
 * `User-Agent` only; what is not named here, and the browser sends, would be absent when it is removed.
 */
export const headerLimits: Readonly<Record<string, Readonly<Record<Browser, Limits>>>> = {
  connection: { chromium: both(breaks), firefox: both(ignored) },
  upgrade: { chromium: both(breaks), firefox: both(ignored) },
  host: inBoth({ remove: ignored }),
  pragma: inBoth({ remove: ignored }),
  'cache-control': inBoth({ remove: ignored }),
  'sec-websocket-key': { chromium: both(ignored), firefox: both(breaks) },
  'sec-websocket-version': inBoth({ remove: breaks }),
  'sec-websocket-extensions': { chromium: both(ignored), firefox: {} },
  'sec-websocket-protocol': inBoth(both(subprotocols)),
}

function both(why: string): Limits {
  return { set: why, remove: why }
}

function inBoth(limits: Limits): Readonly<Record<Browser, Limits>> {
  return { chromium: limits, firefox: limits }
}

/** A `field-value` of RFC 9110 section 5.5: no controls but tab, no white space around it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const fieldValue = /^(?:[^\x00-\x20\x7f](?:[^\x00-\x08\x0a-\x1f\x7f]*[^\x00-\x20\x7f])?)?$/

/** @returns why a browser cannot do this to a handshake, in words, or `undefined` when it can. */
export function headerLimit(operation: HeaderOperation, browser: Browser): string | undefined {
  // What every object has by names such as `constructor` has no browsers.
  return headerLimits[operation.name.toLowerCase()]?.[browser]?.[operation.operation]
}

/**
 * Checks what a handshake is to be changed by: that it is well-formed, that no name comes twice, and that the browser
 * does it. Nothing is dropped in silence.
 * @returns `invalid-headers` naming the first header that cannot be sent, and why.
 */
export function checkHeaders(
  operations: readonly HeaderOperation[],
  browser: Browser,
): Result<readonly HeaderOperation[], 'invalid-headers'> {
  const names = operations.map(({ name }) => name.toLowerCase())
  for (const [index, operation] of operations.entries()) {
    const fault = faultOf(operation, browser) ?? (names.indexOf(names[index] ?? '') === index ? undefined : twice)
    if (fault !== undefined)
      return refuse('invalid-headers', `The header “${operation.name}” ${fault}.`, { field: 'headers' })
  }
  return ok(operations)
}

const twice = 'is listed twice; put all its values into one row'

function faultOf(operation: HeaderOperation, browser: Browser): string | undefined {
  const { name } = operation
  if (name === '') return 'has no name'
  if (!httpToken.test(name))
    return "has a name that cannot be sent: only letters, digits and !#$%&'*+-.^_`|~ are allowed"
  if (operation.operation === 'set') {
    const { value } = operation
    if (/[\r\n]/.test(value)) return 'has a line break in its value'
    if (!fieldValue.test(value)) return 'has a control character in its value, or white space around it'
    if (/[^\x20-\x7e\t]/.test(value) && browser === 'firefox')
      return 'has characters Firefox cannot send in a header as UTF-8'
    if (value === '' && browser === 'firefox') return 'has no value; Firefox sends no empty headers'
  }
  const limit = headerLimit(operation, browser)
  const verb = operation.operation === 'set' ? 'set' : 'removed'
  return limit === undefined ? undefined : `cannot be ${verb} in ${browserNames[browser]}: ${limit}`
}

const browserNames: Readonly<Record<Browser, string>> = { chromium: 'Chrome', firefox: 'Firefox' }
