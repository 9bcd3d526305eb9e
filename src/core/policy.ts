import * as v from 'valibot'
import { canonicalHost, isLoopback } from './host.ts'
import { type MatchPattern, matches, parseMatchPattern } from './match-pattern.ts'

/** What is allowed, ready to be asked. Absent lists and switches restrict nothing. */
export interface PolicyRules {
  readonly allowedUrls?: readonly MatchPattern[]
  readonly blockedUrls: readonly MatchPattern[]
  readonly requireSecure: boolean
  readonly allowInsecureLoopback: boolean
}

/** What the organisation's policy says, or that it cannot be read, which blocks everything (spec P2). */
export type PolicyState =
  | { readonly state: 'none' }
  | {
      readonly state: 'active'
      readonly organization: string
      readonly contact: string
      readonly rules: PolicyRules
    }
  | { readonly state: 'unreadable'; readonly reason: string }

export type Decision =
  | { readonly allowed: true; readonly rule: string }
  | { readonly allowed: false; readonly rule: string; readonly message: string }

const patterns = v.pipe(
  v.array(v.string()),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = dataset.value.map(parseMatchPattern)
    const fault = read.find((pattern) => typeof pattern === 'string')
    if (fault !== undefined) {
      addIssue({ message: fault })
      return NEVER
    }
    return read.filter((pattern) => typeof pattern !== 'string')
  }),
)

const rulesSchema = v.strictObject({
  allowedUrls: v.optional(patterns),
  blockedUrls: v.optional(patterns, []),
  requireSecure: v.optional(v.boolean(), false),
  allowInsecureLoopback: v.optional(v.boolean(), false),
})

/** To valibot a list without entries is an object without keys; in a policy it is a mistake. */
const notAList = v.check((value) => !Array.isArray(value), 'A list stands where an object must.')

const policySchema = v.strictObject({
  version: v.literal(1),
  organization: v.optional(v.string(), ''),
  contact: v.optional(v.string(), ''),
  rules: v.pipe(v.unknown(), notAList, rulesSchema),
})

/** Reads what the browser delivered in `storage.managed`. No keys at all is no policy; anything else must be right. */
export function readPolicy(managed: unknown): PolicyState {
  if (managed === undefined || managed === null) return { state: 'none' }
  if (typeof managed === 'object' && !Array.isArray(managed) && Object.keys(managed).length === 0)
    return { state: 'none' }
  const read = v.safeParse(policySchema, managed)
  if (!read.success) {
    const [issue] = read.issues
    const place = v.getDotPath(issue)
    return { state: 'unreadable', reason: place === null ? issue.message : `${place}: ${issue.message}` }
  }
  const { organization, contact, rules } = read.output
  const { allowedUrls, ...others } = rules
  return {
    state: 'active',
    organization,
    contact,
    rules: { ...others, ...(allowedUrls === undefined ? {} : { allowedUrls }) },
  }
}

/** Whether a parsed WebSocket URL may be reached, and the rule that decided. Blocked wins over allowed (spec P3). */
export function decide(policy: PolicyState, url: URL): Decision {
  switch (policy.state) {
    case 'none':
      return { allowed: true, rule: 'No organisation policy' }
    case 'unreadable':
      return blocked(
        'Unreadable policy',
        `Your organisation’s policy cannot be read, so nothing may be connected: ${policy.reason}`,
      )
    case 'active':
      return decideByRules(policy.rules, url, policy.organization || 'your organisation')
  }
}

function decideByRules(rules: PolicyRules, url: URL, organization: string): Decision {
  const blocking = rules.blockedUrls.find((pattern) => matches(pattern, url))
  if (blocking) return blocked(`Blocked: ${blocking.text}`, `${organization} blocks this address.`)
  if (rules.requireSecure && url.protocol === 'ws:') {
    const exempt = rules.allowInsecureLoopback && isLoopback(canonicalHost(url.hostname))
    if (!exempt) return blocked('Secure connections only', `${organization} requires wss:// instead of ws://.`)
  }
  if (rules.allowedUrls === undefined) return { allowed: true, rule: 'No rule against it' }
  const allowing = rules.allowedUrls.find((pattern) => matches(pattern, url))
  if (allowing) return { allowed: true, rule: `Allowed: ${allowing.text}` }
  return blocked('Not on the list of allowed addresses', `${organization} does not list this address as allowed.`)
}

function blocked(rule: string, message: string): Decision {
  return { allowed: false, rule, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}` }
}

/** A policy in words, for views. */
export type PolicySummary =
  | { readonly state: 'none' }
  | {
      readonly state: 'active'
      readonly organization: string
      readonly contact: string
      readonly rules: readonly string[]
    }
  | { readonly state: 'unreadable'; readonly reason: string }

export function summarize(policy: PolicyState): PolicySummary {
  if (policy.state !== 'active') return policy
  const { organization, contact, rules } = policy
  return { state: 'active', organization, contact, rules: rulesInWords(rules) }
}

function rulesInWords(rules: PolicyRules): string[] {
  const allowed = rules.allowedUrls?.map((pattern) => `${pattern.text} may be connected.`)
  return [
    ...rules.blockedUrls.map((pattern) => `${pattern.text} is blocked.`),
    ...(rules.requireSecure
      ? [`Only wss:// may be used${rules.allowInsecureLoopback ? ', except on this machine' : ''}.`]
      : []),
    ...(allowed ?? []),
    ...(allowed ? ['Every other address is blocked.'] : []),
  ]
}
