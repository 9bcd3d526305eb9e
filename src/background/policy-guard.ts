import { payload } from '../core/payload.ts'
import { type Decision, decide, type EffectivePolicy, limitsOf } from '../core/policy.ts'
import { profilesIn } from '../core/policy-format.ts'
import type { Limits } from '../core/policy-rules.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { parseWebSocketUrl } from '../core/url.ts'

/** Asks the policy that holds at the moment of the question; it keeps nothing. */
export class PolicyGuard {
  readonly policy: () => EffectivePolicy

  /** @param policy what holds */
  constructor(policy: () => EffectivePolicy) {
    this.policy = policy
  }

  limits(): Limits {
    return limitsOf(this.policy())
  }

  /** Whether a profile may be connected at a URL. */
  checkUrl(text: string, profileId: string): Result<URL, 'invalid-url' | 'url-blocked'> {
    const url = parseWebSocketUrl(text)
    if (!url.ok) return url
    return asResult(url.value, this.decideFor(url.value, profileId))
  }

  /** Whether the rules about addresses let one be reached. */
  checkAddress(url: URL): Result<URL, 'url-blocked'> {
    return asResult(url, this.decide(url))
  }

  /** What a connect is told. @param profileId of the profile; without one it may be any that has the URL */
  decideFor(url: URL, profileId?: string): Decision {
    const decision = this.decide(url)
    if (!decision.allowed || this.limits().allowUserUrls || this.#isGivenByOrganization(url, profileId)) return decision
    const message = 'Only the profiles of your organisation may be connected.'
    return { allowed: false, rule: 'Only profiles of the organisation', message }
  }

  /** What the rules about addresses say. */
  decide(url: URL): Decision {
    return decide(this.policy(), url)
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
    return refuse('failed', `Policy allows ${maxConnections} at once; close another connection first.`, { rule })
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
  #isGivenByOrganization({ href }: URL, profileId: string | undefined): boolean {
    return profilesIn(this.policy().organization).some((profile) => {
      const given = parseWebSocketUrl(profile.url)
      return (profileId ?? profile.id) === profile.id && given.ok && given.value.href === href
    })
  }
}

function asResult(url: URL, decision: Decision): Result<URL, 'url-blocked'> {
  return decision.allowed ? ok(url) : refuse('url-blocked', decision.message, { field: 'url', rule: decision.rule })
}
