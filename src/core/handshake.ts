import { type Auth, authAdditions, authSecrets } from './auth.ts'
import { type Browser, checkHeaders, type HeaderOperation } from './headers.ts'
import type { Profile } from './profile.ts'
import { ok, type Result, refuse } from './result.ts'
import { type ScopeName, scopeHeaders } from './scope.ts'
import type { Script } from './script.ts'
import { isSecretRow } from './secrets.ts'
import { checkSubprotocols } from './subprotocols.ts'

/** A header a person adds; one that is switched off is kept and not sent. */
export interface HeaderRow {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  /** Whether the value is masked, and kept out of logs and exports; without it the name decides. */
  readonly secret?: boolean
}

/** What becomes of a header that the browser sends by itself (spec A7). */
export type StandardChange =
  | { readonly change: 'keep' }
  | { readonly change: 'replace'; readonly value: string }
  | { readonly change: 'remove' }

/** What a profile's handshake carries beside URL and subprotocols. It holds secrets, so views get it on request only. */
export interface HandshakeSettings {
  readonly auth: Auth
  readonly scope: ScopeName
  /** Values of scope headers by name; those of other scopes are kept. */
  readonly scopeValues: Readonly<Record<string, string>>
  readonly headers: readonly HeaderRow[]
  readonly cookie: StandardChange
  readonly origin: StandardChange
  readonly userAgent: StandardChange
}

/** A profile with all that belongs to it, before it has an id. */
export interface GivenProfile {
  readonly profile: Omit<Profile, 'id'>
  readonly handshake: HandshakeSettings
  readonly script: Script
}

export const plainHandshake: HandshakeSettings = {
  auth: { type: 'none' },
  scope: 'none',
  scopeValues: {},
  headers: [],
  cookie: { change: 'keep' },
  origin: { change: 'keep' },
  userAgent: { change: 'keep' },
}

/** A handshake as it is to go out. */
export interface ResolvedHandshake {
  readonly url: string
  readonly protocols: readonly string[]
  readonly headers: readonly HeaderOperation[]
}

/** What the settings are resolved with. */
export interface HandshakeSurroundings {
  readonly browser: Browser
  /** What was read from the inspected page, for `page-token`, or given by the authorization server, for `oauth2`. */
  readonly token?: string | undefined
}

/**
 * Puts a handshake together from what a profile says.
 * @returns `invalid-headers` naming what the browser could not send, or `failed` when a page token is missing.
 */
export function resolveHandshake(
  url: URL,
  subprotocols: readonly string[],
  settings: HandshakeSettings,
  { browser, token }: HandshakeSurroundings,
): Result<ResolvedHandshake> {
  const { auth } = settings
  if (auth.type === 'page-token' && !token) {
    return refuse(
      'failed',
      'The page token could not be read: it is read from the inspected page, by the panel in DevTools.',
      {
        field: 'auth',
      },
    )
  }
  const additions = authAdditions(auth, token)
  const headers = checkHeaders(
    [...additions.headers, ...scopeOperations(settings), ...rowOperations(settings)],
    browser,
  )
  if (!headers.ok) return headers
  const protocols = checkSubprotocols([...subprotocols, ...additions.subprotocols])
  if (!protocols.ok) return protocols
  return ok({ url: withQuery(url, additions.query), protocols: protocols.value, headers: headers.value })
}

/** What of a handshake must be kept out of what is logged, wherever it was put. */
export function handshakeSecrets({ auth, headers }: HandshakeSettings, token?: string): string[] {
  const values = headers.filter((row) => row.enabled && isSecretRow(row)).map(({ value }) => value.trim())
  return [...authSecrets(auth, token), ...values.filter(Boolean)]
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

function withQuery(url: URL, parameters: readonly (readonly [string, string])[]): string {
  const extended = new URL(url)
  for (const [name, value] of parameters) extended.searchParams.append(name, value)
  return extended.href
}
