import { messageOf } from '../core/message-of.ts'
import { authorizationAddress, base64Url, codeIn, failed, type Grant } from '../core/oauth.ts'
import type { OAuth2 } from '../core/oauth-settings.ts'
import { ok, type Result } from '../core/result.ts'
import type { PolicyGuard } from './policy-guard.ts'

export interface SignInContext {
  readonly guard: PolicyGuard
  /** Where the server sends the person back to. */
  redirectUrl(): string
  /** Whether the browser lets the extension open the window. */
  maySignIn(): Promise<boolean>
  /** @returns the address the person was sent back to; rejects when they close the window */
  signIn(address: string): Promise<string>
}

/** Has the person sign in with PKCE. @returns what is to be traded for a token. */
export async function signInFor(settings: OAuth2, context: SignInContext): Promise<Result<Grant>> {
  const request = { redirectUri: context.redirectUrl(), state: unguessable(), codeVerifier: unguessable() }
  const address = await authorizationAddress(settings, request)
  if (!address.ok) return address
  if (!(await context.maySignIn())) {
    return failed('To open the sign-in the extension needs your permission: press “Get new token” in a panel.')
  }
  const allowed = context.guard.checkRequest(address.value)
  if (!allowed.ok) return allowed
  const answer = await context.signIn(address.value.href).then(answered, brokenOff)
  const code = answer.ok ? codeIn(answer.value, request) : answer
  if (!code.ok) return code
  const { redirectUri: redirect_uri, codeVerifier: code_verifier } = request
  return ok({ type: 'authorization_code', code: code.value, redirect_uri, code_verifier })
}

function answered(address: string): Result<string> {
  return URL.canParse(address) ? ok(address) : failed('The sign-in ended without an answer.')
}

function brokenOff(error: unknown): Result<string> {
  return failed(`The sign-in was not finished; the browser says: ${messageOf(error).replace(/\.?$/, '.')}`)
}

/** 256 bits, as RFC 7636 section 7.1 recommends. */
function unguessable(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)))
}
