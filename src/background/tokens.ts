import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import type { HandshakeSettings } from '../core/handshake.ts'
import { fillHandshake } from '../core/handshake-variables.ts'
import type { Browser } from '../core/headers.ts'
import { requestAccessFor } from '../core/host-access.ts'
import {
  type AccessToken,
  failed,
  type Grant,
  isExpired,
  isGrantRefused,
  tokenIn,
  tokenKey,
  tokenRequest,
} from '../core/oauth.ts'
import type { OAuth2 } from '../core/oauth-settings.ts'
import { present } from '../core/present.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { TokenStatus } from '../wire/view.ts'
import { belonging } from './belonging.ts'
import type { Variables } from './environments.ts'
import type { PolicyGuard } from './policy-guard.ts'
import { type SignInContext, signInFor } from './sign-in.ts'
import { askForToken } from './token-endpoint.ts'

export interface TokensContext extends SignInContext {
  profile(profileId: string): Result<Profile>
  handshake(profileId: string): Promise<HandshakeSettings>
  hasHostAccess(origins: readonly string[]): Promise<boolean>
  readonly variables: Pick<Variables, 'source' | 'withoutSecrets'>
  readonly browser: Browser
  readonly guard: PolicyGuard
  /** Called when an authorization server is about to be asked. */
  onRequest(profileId: string, url: string, grant: Grant['type']): void
  /** Called after a profile's token was got, refreshed or forgotten. */
  onToken(profileId: string): void
  now(): number
}

/** A token with what it was got with. */
const keptSchema = v.object({
  key: v.string(),
  accessToken: v.string(),
  expiresAt: v.exactOptional(v.number()),
  refreshToken: v.exactOptional(v.string()),
  scope: v.string(),
})

/** The one owner of the access tokens of OAuth 2.0, each kept in `storage.local` by itself and told on request only. */
export class Tokens {
  readonly #context: TokensContext
  /** One request at a time for each profile: servers take a refresh token that comes twice for a theft. */
  readonly #last = new Map<string, Promise<unknown>>()

  constructor(context: TokensContext) {
    this.#context = context
  }

  /** What is known of a profile's token, which is in it. */
  async read(profileId: string): Promise<Result<TokenStatus>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    const [kept, settings] = await Promise.all([keptIn(profileId), this.#settings(profileId)])
    const redirectUrl = this.#context.redirectUrl()
    if (!kept) return ok({ redirectUrl, token: null })
    const { key, refreshToken, ...token } = kept
    const isOfSettings = settings.ok && tokenKey(settings.value) === key
    return ok({ redirectUrl, token: { ...token, canRefresh: refreshToken !== undefined, isOfSettings } })
  }

  /**
   * Gets a new token, whatever there is already; the person may have to sign in for it.
   * @param signal to give it up; a window in which the person signs in stays, and nothing comes of it
   */
  async get(profileId: string, signal: AbortSignal): Promise<Result<null>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    const settings = await this.#settings(profileId)
    if (!settings.ok) return settings
    const grant = await this.#newGrant(settings.value)
    if (!grant.ok) return grant
    const got = await this.#inTurn(profileId, () => this.#request(profileId, settings.value, grant.value, signal))
    return got.ok ? ok(null) : { ok: false, refusal: this.#context.variables.withoutSecrets(got.refusal) }
  }

  async forget(profileId: string): Promise<Result<null>> {
    await this.#inTurn(profileId, () => belonging('token', profileId).remove())
    this.#context.onToken(profileId)
    return ok(null)
  }

  /**
   * The token for a handshake: the one there is, or a new one where that takes no person.
   * @param settings with the values of their variables
   * @param signal to wait for it no more
   */
  forHandshake(profileId: string, settings: OAuth2, signal: AbortSignal): Promise<Result<string>> {
    const token = this.#inTurn(profileId, async () => {
      const stored = await keptIn(profileId)
      const kept = stored?.key === tokenKey(settings) ? stored : undefined
      if (kept && !isExpired(kept, this.#context.now())) return ok(kept.accessToken)
      const grant = grantWithoutPerson(settings, kept)
      if (!grant) return failed(kept ? 'The access token has expired. Get a new one under Auth.' : needsPerson)
      const got = await this.#request(profileId, settings, grant, signal)
      return got.ok ? ok(got.value.accessToken) : got
    })
    return unlessGivenUp(token, signal)
  }

  async #newGrant(settings: OAuth2): Promise<Result<Grant>> {
    if (settings.grantType === 'client_credentials') return ok({ type: 'client_credentials' })
    // Nobody should sign in for a token that cannot be asked for afterwards.
    const ready = await this.#mayAsk(settings)
    return ready.ok ? signInFor(settings, this.#context) : ready
  }

  async #mayAsk(settings: OAuth2): Promise<Result<null>> {
    const request = tokenRequest(settings, { type: 'client_credentials' })
    if (!request.ok) return request
    const url = new URL(request.value.url)
    const hostAccess = requestAccessFor(url, this.#context.browser)
    if (await this.#context.hasHostAccess(hostAccess)) return this.#context.guard.checkRequest(url)
    const message = `To ask ${url.host} for a token the extension needs your permission for this host.`
    return refuse('failed', message, { field: 'auth', hostAccess })
  }

  async #request(
    profileId: string,
    settings: OAuth2,
    grant: Grant,
    givenUp: AbortSignal,
  ): Promise<Result<AccessToken>> {
    const request = tokenRequest(settings, grant)
    if (!request.ok) return request
    const ready = await this.#mayAsk(settings)
    if (!ready.ok) return ready
    if (givenUp.aborted) return noToken
    this.#context.onRequest(profileId, request.value.url, grant.type)
    // A refresh goes on: the server may have another refresh token in place of the one that is kept here.
    const signal = grant.type === 'refresh_token' ? new AbortController().signal : givenUp
    const answer = await askForToken(request.value, signal)
    if (signal.aborted) return noToken
    if (!answer.ok) return answer
    const { status, text } = answer.value
    const { authorization = '' } = request.value.headers
    const sent = { ...grant, type: authorization.slice(6), redirect_uri: '', clientSecret: settings.clientSecret }
    const token = tokenIn(status, text, this.#context.now(), Object.values(sent))
    if (token.ok) return ok(await this.#keep(profileId, settings, grant, token.value))
    // A refresh token that is not taken any more will not be taken later either.
    if (grant.type === 'refresh_token' && isGrantRefused(status, text)) {
      await belonging('token', profileId).remove()
      this.#context.onToken(profileId)
      return failed(`${token.refusal.message} Get a new token under Auth.`)
    }
    return token
  }

  /** What a refresh does not tell anew stays as it was. */
  async #keep(profileId: string, settings: OAuth2, grant: Grant, token: AccessToken): Promise<AccessToken> {
    const stored = grant.type === 'refresh_token' ? await keptIn(profileId) : undefined
    const refreshToken = token.refreshToken ?? stored?.refreshToken
    const scope = token.scope || (stored?.scope ?? settings.scope)
    await belonging('token', profileId).write({
      ...token,
      ...present({ refreshToken }),
      scope,
      key: tokenKey(settings),
    })
    this.#context.onToken(profileId)
    return token
  }

  /** The profile's settings with the values of their variables. */
  async #settings(profileId: string): Promise<Result<OAuth2>> {
    const filled = fillHandshake(await this.#context.handshake(profileId), this.#context.variables.source())
    if (!filled.ok) return filled
    const { auth } = filled.value
    return auth.type === 'oauth2' ? ok(auth) : failed('The authentication of this profile is not OAuth 2.0.')
  }

  #inTurn<T>(profileId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(profileId) ?? Promise.resolve()
    const done = before.catch(() => undefined).then(work)
    this.#last.set(profileId, done)
    return done
  }
}

const noToken = failed('This was given up.')

/** What comes of it, or at once that it was given up. */
function unlessGivenUp<T>(work: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const end = new Promise<Result<T>>((resolve) => signal.addEventListener('abort', () => resolve(noToken)))
  return Promise.race([work, end])
}

const needsPerson = 'There is no access token for these settings yet. Get one under Auth.'

function grantWithoutPerson({ grantType }: OAuth2, kept: { refreshToken?: string } | undefined): Grant | undefined {
  if (grantType === 'client_credentials') return { type: grantType }
  return kept?.refreshToken === undefined ? undefined : { type: 'refresh_token', refresh_token: kept.refreshToken }
}

async function keptIn(profileId: string) {
  return shaped(keptSchema, await belonging('token', profileId).read())
}
