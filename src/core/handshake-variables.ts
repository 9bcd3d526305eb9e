import type { Auth } from './auth.ts'
import type { HandshakeSettings, StandardChange } from './handshake.ts'
import { ok, type Result } from './result.ts'
import { scopeHeaders } from './scope.ts'
import { splitSubprotocols } from './subprotocols.ts'
import { fillIn, type VariableSource } from './variables.ts'

type Fill = (text: string) => string

/** A URL with the values of its variables. */
export function fillUrl(url: string, source: VariableSource): Result<string, 'invalid-url'> {
  return fillIn(source, { code: 'invalid-url', field: 'url' }, (fill) => fill(url))
}

/** Subprotocols with the values of their variables, one of which can stand for several. */
export function fillSubprotocols(
  protocols: readonly string[],
  source: VariableSource,
): Result<readonly string[], 'invalid-headers'> {
  return fillIn(source, { code: 'invalid-headers', field: 'subprotocols' }, (fill) =>
    protocols.flatMap((name) => (name.includes('{{') ? splitSubprotocols(fill(name)) : [name])),
  )
}

/** A handshake's settings with the values of their variables. */
export function fillHandshake(
  settings: HandshakeSettings,
  source: VariableSource,
): Result<HandshakeSettings, 'failed' | 'invalid-headers'> {
  const headers = fillIn(source, { code: 'invalid-headers', field: 'headers' }, (fill) => ({
    ...settings,
    // What is switched off, or of another scope, is not sent, so nothing in it needs to be known.
    scopeValues: Object.fromEntries(
      scopeHeaders(settings.scope).map((name) => [name, fill(settings.scopeValues[name] ?? '')]),
    ),
    headers: settings.headers.map((row) => (row.enabled ? filled(row, fill, 'name', 'value') : row)),
    cookie: filledChange(settings.cookie, fill),
    origin: filledChange(settings.origin, fill),
    userAgent: filledChange(settings.userAgent, fill),
  }))
  if (!headers.ok) return headers
  const auth = fillIn(source, { code: 'failed', field: 'auth' }, (fill) => filledAuth(settings.auth, fill))
  return auth.ok ? ok({ ...headers.value, auth: auth.value }) : auth
}

function filledAuth(auth: Auth, fill: Fill): Auth {
  switch (auth.type) {
    case 'none':
      return auth
    case 'bearer':
      return filled(auth, fill, 'prefix', 'token')
    case 'basic':
      return filled(auth, fill, 'username', 'password')
    case 'api-key':
      return filled(auth, fill, 'key', 'value')
    case 'page-token':
      // What is read from the page has been read by the panel.
      return filled(auth, fill, 'header')
    case 'oauth2': {
      const used = auth.grantType === 'client_credentials' ? { ...auth, authorizationUrl: '' } : auth
      const names = ['clientId', 'clientSecret', 'scope', 'audience', 'resource'] as const
      return filled(used, fill, 'authorizationUrl', 'accessTokenUrl', ...names)
    }
  }
}

function filledChange(change: StandardChange, fill: Fill): StandardChange {
  return change.change === 'replace' ? filled(change, fill, 'value') : change
}

/** The same with the values of the variables in these texts. */
function filled<Name extends string, T extends Readonly<Record<Name, string>>>(
  given: T,
  fill: Fill,
  ...names: readonly Name[]
): T {
  return { ...given, ...Object.fromEntries(names.map((name) => [name, fill(given[name])])) }
}
