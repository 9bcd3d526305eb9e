import { payload } from '../core/payload.ts'
import { type Decision, decide, type EffectivePolicy, limitsOf } from '../core/policy.ts'
import { isOrganizationProfile } from '../core/policy-profiles.ts'
import type { Limits } from '../core/policy-rules.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { parseWebSocketUrl } from '../core/url.ts'

/** Where the guard learns what holds. */
export interface PolicyGuardContext {
  policy(): EffectivePolicy
  profile(profileId: string): Result<Profile, 'unknown-profile'>
}

/** Asks the policy that holds at the moment of the question; it keeps nothing. */
export class PolicyGuard {
  readonly #context: PolicyGuardContext

  constructor(context: PolicyGuardContext) {
    this.#context = context
  }

  limits(): Limits {
    return limitsOf(this.#context.policy())
  }

  /** Whether a profile may be connected at a URL. */
  checkUrl(text: string, profileId: string): Result<URL, 'invalid-url' | 'url-blocked'> {
    const url = parseWebSocketUrl(text)
    if (!url.ok) return url
    const decision = this.decide(url.value)
    if (!decision.allowed) return refuse('url-blocked', decision.message, { field: 'url', rule: decision.rule })
    if (this.limits().allowUserUrls || this.#isGivenByOrganization(url.value, profileId)) return url
    const message = 'Only the profiles of your organisation may be connected.'
    return refuse('url-blocked', message, { field: 'url', rule: 'Only profiles of the organisation' })
  }

  policy(): EffectivePolicy {
    return this.#context.policy()
  }

  /** What the rules about addresses say. */
  decide(url: URL): Decision {
    return decide(this.#context.policy(), url)
  }

  /** Whether an HTTP request may be made: the rules hold for it as for a WebSocket at the same address. */
  checkRequest(url: URL): Result<null, 'url-blocked'> {
    const decision = this.decide(new URL(url.href.replace(/^http/, 'ws')))
    if (decision.allowed) return ok(null)
    const message = `Policy does not let ${url.host} be asked for a token: ${decision.message}`
    return refuse('url-blocked', message, { field: 'auth', rule: decision.rule })
  }

  /** Whether there may be one connection more than there are. */
  checkCount(present: number): Result<null, 'failed'> {
    const { maxConnections } = this.limits()
    if (maxConnections === undefined || present < maxConnections) return ok(null)
    const rule = `Most connections: ${maxConnections}`
    return refuse('failed', `Policy allows ${maxConnections} connections at once; close another one first.`, { rule })
  }

  checkMessage(data: string | Uint8Array): Result<null, 'message-too-big'> {
    const { maxMessageBytes } = this.limits()
    if (maxMessageBytes === undefined) return ok(null)
    const bytes = payload(data).length
    if (bytes <= maxMessageBytes) return ok(null)
    const rule = `Most bytes of a message: ${maxMessageBytes}`
    const message = `The message has ${bytes} bytes; policy allows ${maxMessageBytes} at most. Nothing was sent.`
    return refuse('message-too-big', message, { field: 'text', rule })
  }

  /** The URL must be the profile’s now: a request that is repeated may be older than the profile. */
  #isGivenByOrganization(url: URL, profileId: string): boolean {
    const profile = this.#context.profile(profileId)
    if (!profile.ok || !isOrganizationProfile(profileId)) return false
    const given = parseWebSocketUrl(profile.value.url)
    return given.ok && given.value.href === url.href
  }
}
