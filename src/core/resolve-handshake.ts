import { authAdditions, authSecrets } from './auth.ts'
import type { HandshakeSettings, StandardChange } from './handshake.ts'
import type { HeaderOperation } from './headers.ts'
import { ok, type Result, refuse } from './result.ts'
import { scopeHeaders } from './scope.ts'
import { isSecretRow, withoutValues } from './secrets.ts'
import { checkSubprotocols } from './subprotocols.ts'

const atAuth = { field: 'auth' }

/** A handshake as it is to go out. */
export interface ResolvedHandshake {
  readonly url: string
  readonly protocols: readonly string[]
  readonly headers: readonly HeaderOperation[]
}

/**
 * Puts a handshake together from what a profile says; its headers are checked with those of policy (`checkHeaders`).
 * @param token what was read from the inspected page, for `page-token`, or given by the authorization server, for `oauth2`
 * @returns `invalid-headers` naming a subprotocol that cannot be sent, or `failed` for an API key without a name.
 */
export function resolveHandshake(
  url: URL,
  subprotocols: readonly string[],
  settings: HandshakeSettings,
  token?: string,
): Result<ResolvedHandshake> {
  const { auth } = settings
  const additions = authAdditions(auth, token)
  const headers = [...additions.headers, ...scopeOperations(settings), ...rowOperations(settings)]
  const own = checkSubprotocols(subprotocols)
  if (!own.ok) return own
  const protocols = checkSubprotocols([...subprotocols, ...additions.subprotocols])
  // Refusals are told to every view and kept in the ledger, where no secret may be.
  if (!protocols.ok)
    return refuse('invalid-headers', withoutValues(protocols.refusal.message, authSecrets(auth, token)), atAuth)
  if (additions.query.some(([name]) => name === '')) return refuse('failed', 'The API key has no name.', atAuth)
  return ok({ url: withQuery(url, additions.query), protocols: protocols.value, headers })
}

/** What of a handshake must be kept out of what is logged, wherever it was put. */
export function handshakeSecrets({ auth, headers, cookie }: HandshakeSettings, token?: string): string[] {
  const rows = [...headers.filter(({ enabled }) => enabled), { name: 'cookie', value: '', ...cookie }]
  return [...authSecrets(auth, token), ...rows.filter(isSecretRow).map(({ value }) => value.trim())].filter(Boolean)
}

function scopeOperations({ scope, scopeValues }: HandshakeSettings): HeaderOperation[] {
  return scopeHeaders(scope).flatMap((name) => {
    const value = scopeValues[name]?.trim() ?? ''
    return value === '' ? [] : [{ operation: 'set', name, value } as const]
  })
}

function rowOperations({ headers, cookie, origin, userAgent }: HandshakeSettings): HeaderOperation[] {
  const rows = headers.flatMap(({ name, value, enabled }) =>
    // A row that nobody has filled in yet is no header.
    enabled && (name.trim() !== '' || value.trim() !== '')
      ? [{ operation: 'set', name: name.trim(), value: value.trim() } as const]
      : [],
  )
  return [...rows, ...standard('cookie', cookie), ...standard('origin', origin), ...standard('user-agent', userAgent)]
}

function standard(name: string, change: StandardChange): HeaderOperation[] {
  switch (change.change) {
    case 'keep':
      return []
    case 'replace':
      return [{ operation: 'set', name, value: change.value.trim() }]
    case 'remove':
      return [{ operation: 'remove', name }]
  }
}

/** What is in the query already stays as it is written. */
function withQuery(url: URL, parameters: readonly (readonly [string, string])[]): string {
  const extended = new URL(url)
  const added = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString()
  if (added !== '') extended.search += `${url.search && '&'}${added}`
  return extended.href
}
