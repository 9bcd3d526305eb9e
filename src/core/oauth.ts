import { encodeBase64, encodeBase64Text } from './base64.ts'
import type { OAuth2 } from './oauth-settings.ts'
import { ok, type Result, refuse } from './result.ts'
import { asInForms, withoutValues } from './secrets.ts'
import { readUrl } from './url.ts'

export interface AccessToken {
  readonly accessToken: string
  /** Epoch milliseconds; absent when the server did not tell. */
  readonly expiresAt?: number
  readonly refreshToken?: string
  /** What the server granted; it may be less than was asked for. */
  readonly scope: string
}

/** A request to the token URL. */
export interface TokenRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is traded for a token; but for its type, in the names of the request. */
export type Grant =
  | { readonly type: 'client_credentials' }
  | {
      readonly type: 'authorization_code'
      readonly code: string
      readonly redirect_uri: string
      readonly code_verifier: string
    }
  | { readonly type: 'refresh_token'; readonly refresh_token: string }

/** How long before its end a token is not used any more, in milliseconds: the handshake has to arrive in time. */
const leeway = 5_000

export function isExpired({ expiresAt }: Pick<AccessToken, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && now > expiresAt - leeway
}

/** What a token was got with: one of other settings is another token. The secret changes nothing about that. */
export function tokenKey(settings: OAuth2): string {
  const { grantType, authorizationUrl, accessTokenUrl, clientId, scope, audience, resource } = settings
  return JSON.stringify([grantType, authorizationUrl, accessTokenUrl, clientId, scope, audience, resource])
}

/** The URL of a server's endpoint, where it and the client ID, without which it knows nobody, can be used. */
function endpointUrl(text: string, name: string, { clientId }: OAuth2): Result<URL, 'failed'> {
  const typed = text.trim()
  if (typed === '') return failed(`The ${name} is missing.`)
  const url = readUrl(typed)
  if (!url || !/^https?:\/\//i.test(typed)) {
    return failed(`The ${name} must be a URL that begins with https:// or http://.`)
  }
  if (url.hash !== '') return failed(`The ${name} cannot have a fragment; remove “#” and what follows.`)
  return clientId.trim() === '' ? failed('The client ID is missing.') : ok(url)
}

/** The request that trades a grant for a token (RFC 6749 sections 4.1.3, 4.4.2 and 6). */
export function tokenRequest(settings: OAuth2, grant: Grant): Result<TokenRequest, 'failed'> {
  const url = endpointUrl(settings.accessTokenUrl, 'token URL', settings)
  if (!url.ok) return url
  const clientId = settings.clientId.trim()
  const { clientSecret } = settings
  const inHeader = clientSecret !== '' && settings.clientAuthentication === 'header'
  const { type, ...given } = grant
  const fields = filled({
    grant_type: type,
    ...given,
    // The scope of the first request holds for refreshed tokens too.
    scope: type === 'client_credentials' ? settings.scope : '',
    audience: settings.audience,
    resource: settings.resource,
    client_id: inHeader ? '' : clientId,
    client_secret: inHeader ? '' : clientSecret,
  })
  return ok({
    url: url.value.href,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(inHeader ? { authorization: `Basic ${basic(clientId, clientSecret)}` } : {}),
    },
    body: new URLSearchParams(fields).toString(),
  })
}

/** What goes with the person to the sign-in, and has to come back or be proven afterwards. */
export interface AuthorizationRequest {
  readonly redirectUri: string
  readonly state: string
  readonly codeVerifier: string
}

/** Where the person signs in (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
export async function authorizationAddress(
  settings: OAuth2,
  { redirectUri, state, codeVerifier }: AuthorizationRequest,
): Promise<Result<URL, 'failed'>> {
  const url = endpointUrl(settings.authorizationUrl, 'authorization URL', settings)
  if (!url.ok) return url
  const parameters = filled({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    scope: settings.scope,
    audience: settings.audience,
    resource: settings.resource,
    state,
    code_challenge: await codeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  })
  for (const [name, value] of parameters) url.value.searchParams.set(name, value)
  return url
}

/** BASE64URL(SHA256(verifier)), RFC 7636 section 4.2. */
async function codeChallenge(codeVerifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))))
}

/** Unguessable text of random bytes, as `state` and `code_verifier` need it. */
export function base64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The code in the address the server sent the person back to. */
export function codeIn(address: string, { state }: Pick<AuthorizationRequest, 'state'>): Result<string, 'failed'> {
  const answer = new URL(address).searchParams
  if (answer.get('state') !== state) {
    return failed('The answer to the sign-in is to another request.')
  }
  const error = answer.get('error')
  if (error !== null) return failed(errorInWords('The sign-in failed', error, answer.get('error_description')))
  const code = answer.get('code')
  return code === null || code === '' ? failed('The answer to the sign-in has no code.') : ok(code)
}

/**
 * Reads the answer to a token request (RFC 6749 sections 5.1 and 5.2).
 * @param now epoch milliseconds when it arrived
 * @param sent secrets that the server may repeat; none is in a refusal, which every view is told
 */
export function tokenIn(
  status: number,
  text: string,
  now: number,
  sent: readonly string[] = [],
): Result<AccessToken, 'failed'> {
  const answer = objectIn(text)
  // Before it is cut: of one that goes on beyond the cut the beginning would stay.
  const told = (value: unknown) => withoutValues(textOf(value), sent)
  const error = told(answer.error)
  if (error !== '') {
    return failed(
      errorInWords('The authorization server refused', `${error} (${status})`, told(answer.error_description)),
    )
  }
  const accessToken = textOf(answer.access_token)
  if (status !== 200 || accessToken === '') {
    return failed(`The token URL answered ${status} without a token; is it the token endpoint?`)
  }
  const type = told(answer.token_type) || 'Bearer'
  if (type.toLowerCase() !== 'bearer') {
    return failed(`The server gave a token of type “${type.slice(0, 100)}”; only Bearer can be sent.`)
  }
  const expiresAt = now + Number(answer.expires_in ?? Number.NaN) * 1000
  const refreshToken = textOf(answer.refresh_token)
  return ok({
    accessToken,
    scope: textOf(answer.scope),
    ...(Number.isFinite(expiresAt) ? { expiresAt } : {}),
    ...(refreshToken === '' ? {} : { refreshToken }),
  })
}

/** Whether a refresh was refused for good: the person has to sign in again. */
export function isGrantRefused(status: number, text: string): boolean {
  return status >= 400 && status < 500 && textOf(objectIn(text).error) === 'invalid_grant'
}

function errorInWords(what: string, error: string, description: string | null): string {
  const text = (description ?? '').slice(0, 500).trim()
  return `${what}: ${error.slice(0, 100)}${text === '' ? '' : ` — ${text}`}${/[.!?]$/.test(text) ? '' : '.'}`
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Fields of a form or a query, without empty ones. */
function filled(fields: Readonly<Record<string, string>>): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]))
}

/** Each part is encoded as in a form before they are joined, RFC 6749 section 2.3.1. */
function basic(clientId: string, clientSecret: string): string {
  return encodeBase64Text([clientId, clientSecret].map(asInForms).join(':'))
}

export function failed(message: string) {
  return refuse('failed', message, { field: 'auth' })
}
