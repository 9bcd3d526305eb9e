import { authAdditions } from '../../../src/core/auth.ts'
import type { HandshakeSettings, HeaderRow } from '../../../src/core/handshake.ts'
import { type Browser, checkHeaders, type HeaderOperation } from '../../../src/core/headers.ts'
import { scopeHeaders } from '../../../src/core/scope.ts'
import { variablesIn } from '../../../src/core/variables.ts'
import { said } from '../../shared/said.ts'

/** Why a row could not be sent, in words, as one types; a row that is switched off or still empty says nothing. */
export function rowFault(settings: HandshakeSettings, index: number, browser: Browser): string | undefined {
  const operation = operationOf(settings.headers[index])
  if (!operation || (operation.name === '' && operation.value === '')) return undefined
  // What the name will be is known when it is filled in.
  if (variablesIn(operation.name).length > 0) return undefined
  const alone = checkHeaders([operation], browser)
  if (!alone.ok) return said(alone.refusal.message)
  const earlier = earlierOperations(settings, index).find(({ name }) => isSame(name, operation.name))
  // With the same operation in its place: only that it comes twice is told, not what is wrong with the other.
  const both = checkHeaders(earlier ? [operation, operation] : [operation], browser)
  return both.ok ? undefined : said(both.refusal.message)
}

type SetOperation = Extract<HeaderOperation, { operation: 'set' }>

function operationOf(row: HeaderRow | undefined): SetOperation | undefined {
  return row?.enabled ? { operation: 'set', name: row.name.trim(), value: row.value.trim() } : undefined
}

/** What else sets or removes headers: the row is the one to say so when its name comes twice. */
function earlierOperations(settings: HandshakeSettings, index: number): readonly { readonly name: string }[] {
  const { auth, scope, scopeValues, headers, cookie, origin, userAgent } = settings
  const standard = { cookie, origin, 'user-agent': userAgent }
  return [
    ...authAdditions(auth).headers,
    ...scopeHeaders(scope).flatMap((name) => (scopeValues[name]?.trim() ? [{ name }] : [])),
    ...headers.slice(0, index).flatMap((row) => operationOf(row) ?? []),
    ...Object.entries(standard).flatMap(([name, { change }]) => (change === 'keep' ? [] : [{ name }])),
  ]
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
