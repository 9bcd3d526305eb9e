import { isLoopback } from './host.ts'
import { type Target, targetOf } from './match-pattern.ts'
import { findPattern } from './pattern-index.ts'
import type { PolicyState } from './policy-format.ts'
import { type Limits, noLimits, type PolicyRules, stricter } from './policy-rules.ts'

/** What holds: the organisation's policy and the person's own rules, which have the same form and only tighten it. */
export interface EffectivePolicy {
  readonly organization: PolicyState
  readonly user: PolicyState
}

export type Decision =
  | { readonly allowed: true; readonly rule: string }
  | { readonly allowed: false; readonly rule: string; readonly message: string }

/** Whether a parsed WebSocket URL may be reached, and the rule that decided: both must allow it. */
export function decide({ organization, user }: EffectivePolicy, url: URL): Decision {
  const target = targetOf(url)
  const first = decideBy(organization, target, 'Your organisation’s policy')
  if (!first.allowed || user.state === 'none') return first
  const second = decideBy(user, target, 'Your own rule set')
  const named = { ...second, rule: `${second.rule} (your rules)` }
  return second.allowed && organization.state === 'active' ? first : named
}

/** The limits of both. What cannot be read allows nothing that could be withheld. */
export function limitsOf({ organization, user }: EffectivePolicy): Limits {
  return stricter(limitsIn(organization), limitsIn(user))
}

function limitsIn(policy: PolicyState): Limits {
  switch (policy.state) {
    case 'none':
      return noLimits
    case 'unreadable':
      return {
        ...noLimits,
        auditMessages: true,
        allowExport: false,
        allowExportOfSecrets: false,
        allowUserUrls: false,
      }
    case 'active':
      return policy.rules
  }
}

/** Blocked wins over allowed. */
function decideBy(policy: PolicyState, target: Target, what: string): Decision {
  switch (policy.state) {
    case 'none':
      return { allowed: true, rule: 'No organisation policy' }
    case 'unreadable':
      return blocked('Unreadable policy', `${what} cannot be read, so nothing may be connected: ${policy.reason}`)
    case 'active':
      return decideByRules(policy.rules, target, policy.organization || 'your organisation')
  }
}

function decideByRules(rules: PolicyRules, target: Target, organization: string): Decision {
  const blocking = findPattern(rules.blockedUrls, target, 'block')
  if (blocking) return blocked(`Blocked: ${blocking.text}`, `${organization} blocks this address.`)
  if (rules.requireSecure && target.protocol === 'ws:') {
    const exempt = rules.allowInsecureLoopback && isLoopback(target.host)
    if (!exempt) return blocked('Secure connections only', `${organization} requires wss:// instead of ws://.`)
  }
  if (rules.allowedUrls === undefined) return { allowed: true, rule: 'No rule against it' }
  const allowing = findPattern(rules.allowedUrls, target, 'allow')
  if (allowing) return { allowed: true, rule: `Allowed: ${allowing.text}` }
  return blocked('Not on the list of allowed addresses', `${organization} does not list this address as allowed.`)
}

function blocked(rule: string, message: string): Decision {
  return { allowed: false, rule, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}` }
}
