import type { PageToken } from '../../../src/core/auth.ts'
import { jsonPathSteps, valueAt } from '../../../src/core/json-path.ts'
import { ok, type Result, refuse } from '../../../src/core/result.ts'
import { t } from '../../shared/text.ts'
import type { BrowserSide } from './browser-side.ts'

/** How long the page may take, in milliseconds: one that is busy, paused or shows a dialog may never answer. */
const patience = 5000

/** What a connect takes, in characters; servers stop well below. */
const longest = 65_536

/** How much is told of what the page says, in characters. */
const mostTold = 500

/** Reads a token from the inspected page, or says exactly why there is none. */
export async function readPageToken(auth: PageToken, side: BrowserSide): Promise<Result<string, 'failed'>> {
  if (!side.hasInspectedPage()) return failed(t('pageTokenOnlyInDevTools'))
  if (auth.from.trim() === '') return failed(t('pageTokenFromMissing'))
  const steps = jsonPathSteps(auth.path)
  if (!steps) return failed(t('pageTokenPathInvalid', auth.path))
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience))
  const answer = await Promise.race([side.readInInspectedPage(pageExpression(auth)), late])
  switch (answer?.type) {
    case undefined:
      return failed(t('pageTokenLate', patience / 1000))
    case 'unreachable':
      return failed(t('pageTokenUnreachable', answer.message.slice(0, mostTold)))
    case 'exception':
      return failed(t('pageTokenException', answer.message.slice(0, mostTold)))
    case 'value':
      return tokenIn(answer.value, auth, steps)
  }
}

/** What to evaluate in the page. Names are put in as JSON, so that none can become code. */
export function pageExpression({ source, from }: PageToken): string {
  const name = JSON.stringify(from.trim())
  switch (source) {
    case 'local-storage':
      return `localStorage.getItem(${name})`
    case 'session-storage':
      return `sessionStorage.getItem(${name})`
    case 'cookie':
      return `(document.cookie.split('; ').find((pair) => pair.startsWith(${name} + '=')) ?? null)?.slice(${name}.length + 1) ?? null`
    case 'expression':
      return from
  }
}

function tokenIn(value: unknown, auth: PageToken, steps: readonly (string | number)[]): Result<string, 'failed'> {
  if (value === null || value === undefined || value === '') return failed(nothingFound(auth))
  const at = auth.path.trim() === '' ? value : valueAt(parsed(value), steps)
  if (at === undefined || at === null) return failed(t('pageTokenPathEmpty', auth.path))
  if (typeof at !== 'string') return failed(t('pageTokenNoText', Array.isArray(at) ? 'array' : typeof at))
  const token = at.trim()
  if (token.length > longest) return failed(t('pageTokenTooLong', token.length))
  return token === '' ? failed(nothingFound(auth)) : ok(token)
}

function nothingFound({ source, from }: PageToken): string {
  switch (source) {
    case 'local-storage':
      return t('pageTokenNotInLocalStorage', from)
    case 'session-storage':
      return t('pageTokenNotInSessionStorage', from)
    case 'cookie':
      return t('pageTokenNotInCookies', from)
    case 'expression':
      return t('pageTokenExpressionEmpty')
  }
}

/** JSON as such or, as is usual in cookies, percent-encoded; what an expression gave is a value already. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  for (const text of [() => value, () => decodeURIComponent(value)]) {
    try {
      return JSON.parse(text())
    } catch {
      // The other reading may do.
    }
  }
  return undefined
}

function failed(message: string) {
  return refuse('failed', message, { field: 'auth' })
}
