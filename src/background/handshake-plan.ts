import type { HandshakeSettings } from '../core/handshake.ts'
import { applyHeaderRules } from '../core/header-rules.ts'
import { type Browser, checkHeaders, type HeaderOperation } from '../core/headers.ts'
import { hostAccessFor } from '../core/host-access.ts'
import { handshakeSecrets, type ResolvedHandshake, resolveHandshake } from '../core/resolve-handshake.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { ConnectionRequest } from '../wire/transport.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** All that decides about a handshake; it is true at this moment, and the order must go out in the same one. */
export interface HandshakePlan {
  readonly request: ConnectionRequest
  readonly profileId: string
  readonly settings: HandshakeSettings
  /** What was read from the page, or given by the authorization server, if it is there yet. */
  readonly token: string | undefined
  /** Whether the person gave access to the host. */
  readonly hasAccess: boolean
  readonly browser: Browser
  readonly guard: PolicyGuard
}

export interface PlannedHandshake extends ResolvedHandshake {
  /** What must be kept out of what is logged. */
  readonly secrets: readonly string[]
}

/** Where there is no token yet, so that all that does not lie in it can be judged. */
const standIn = 'token'

/** What goes out, unless policy or the headers are against it, or else a token or a permission is missing. */
export function planHandshake(plan: HandshakePlan): Result<PlannedHandshake> {
  const { request, profileId, settings, token, hasAccess, browser, guard } = plan
  const url = guard.checkUrl(request.url, profileId)
  if (!url.ok) return url
  const resolved = resolveHandshake(url.value, request.protocols, settings, token || standIn)
  if (!resolved.ok) return resolved
  // Authentication may have added to the URL, and rules can be about that.
  const extended = guard.checkAddress(new URL(resolved.value.url))
  if (!extended.ok) return extended
  const headers = plannedHeaders(resolved.value, plan)
  if (!headers.ok) return headers
  if (settings.auth.type === 'page-token' && !token) {
    const message = 'The page token could not be read: the panel in DevTools reads it from the inspected page.'
    return refuse('failed', message, { field: 'auth' })
  }
  if (headers.value.length === 0 || hasAccess) {
    return ok({ ...resolved.value, headers: headers.value, secrets: handshakeSecrets(settings, token) })
  }
  return refuse('failed', `To set headers for ${url.value.host} the extension needs your permission for this host.`, {
    field: 'permission',
    hostAccess: hostAccessFor(url.value, browser),
  })
}

/** The headers of a profile and those of policy; where one of policy's cannot be sent, that is said. */
function plannedHeaders(
  { headers, url, protocols }: ResolvedHandshake,
  { guard, browser }: HandshakePlan,
): Result<readonly HeaderOperation[]> {
  const limits = guard.limits()
  const own = checkHeaders(headers, browser)
  const ruled = own.ok ? applyHeaderRules(headers, limits) : own
  if (!ruled.ok) return ruled
  for (const { name, field, how } of sentUnset(new URL(url), protocols, browser)) {
    const allowed = applyHeaderRules([{ operation: 'set', name, value: '' }], limits)
    if (!allowed.ok)
      return { ok: false, refusal: { ...allowed.refusal, message: `${allowed.refusal.message} ${how}`, field } }
  }
  for (const { name, value } of limits.addedHeaders) {
    const added = checkHeaders([{ operation: 'set', name, value }], browser)
    if (added.ok) continue
    const message = `${added.refusal.message} Policy adds it to every handshake.`
    return { ok: false, refusal: { ...added.refusal, message, rule: `Added header: ${name}` } }
  }
  return ruled
}

/** What goes out as a header though nobody has set one. */
function sentUnset({ username, password }: URL, protocols: readonly string[], browser: Browser) {
  const inUrl = 'Chrome sends user name and password of a URL in it.'
  const offered = 'Subprotocols are sent in it.'
  const hasUser = browser === 'chromium' && username + password !== ''
  return [
    ...(hasUser ? [{ name: 'authorization', field: 'url', how: inUrl }] : []),
    ...(protocols.length > 0 ? [{ name: 'sec-websocket-protocol', field: 'subprotocols', how: offered }] : []),
  ]
}
