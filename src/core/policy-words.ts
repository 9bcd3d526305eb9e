import { type ExportRefusals, exportRefusals } from './export-policy.ts'
import type { PatternIndex } from './pattern-index.ts'
import type { EffectivePolicy } from './policy.ts'
import type { PolicyState } from './policy-format.ts'
import type { Limits, PolicyRules } from './policy-rules.ts'

/** The organisation's policy as views are told it, and what both policies keep views from doing. */
export type PolicySummary = PolicyTold & ExportRefusals

type PolicyTold =
  | { readonly state: 'none' }
  | {
      readonly state: 'active'
      readonly organization: string
      readonly contact: string
      readonly rules: RulesTold
      readonly profileFaults: readonly string[]
    }
  | { readonly state: 'unreadable'; readonly reason: string }

/** With the addresses as they are written. */
export type RulesTold = Omit<PolicyRules, 'allowedUrls' | 'blockedUrls'> & {
  readonly allowedUrls?: readonly string[] | undefined
  readonly blockedUrls: readonly string[]
}

/** A rule in words, and the name a decision gives it; one without a name is about every connection. */
export interface RuleInWords {
  readonly words: string
  readonly rule?: string
}

export function summarize(policy: EffectivePolicy): PolicySummary {
  return { ...told(policy.organization), ...exportRefusals(policy) }
}

function told(policy: PolicyState): PolicyTold {
  if (policy.state !== 'active') return policy
  const { profiles: _, rules, ...rest } = policy
  const { allowedUrls, blockedUrls } = rules
  return {
    ...rest,
    rules: { ...rules, allowedUrls: allowedUrls && textsOf(allowedUrls), blockedUrls: textsOf(blockedUrls) },
  }
}

function textsOf({ patterns }: PatternIndex): string[] {
  return patterns.map(({ text }) => text)
}

export function rulesInWords(rules: RulesTold): RuleInWords[] {
  const { allowedUrls: allowed } = rules
  const security = `Only wss:// may be used${rules.allowInsecureLoopback ? ', except on this machine' : ''}.`
  return [
    ...rules.blockedUrls.map((text) => ({ words: `${text} is blocked.`, rule: `Blocked: ${text}` })),
    ...(rules.requireSecure ? [{ words: security, rule: 'Secure connections only' }] : []),
    ...(allowed ?? []).map((text) => ({ words: `${text} may be connected.`, rule: `Allowed: ${text}` })),
    ...(allowed ? [{ words: 'Every other address is blocked.', rule: 'Not on the list of allowed addresses' }] : []),
    ...limitsInWords(rules).map((words) => ({ words })),
  ]
}

function limitsInWords(limits: Limits): string[] {
  const { maxConnections, maxMessageBytes, logRetentionDays } = limits
  return [
    ...limits.blockedHeaders.map((name) => `The header ${name} may not be set.`),
    ...limits.addedHeaders.map(({ name, value }) => `Every handshake carries the header ${name}: ${value}`),
    ...when(maxConnections !== undefined, `Most connections at once: ${maxConnections}.`),
    ...when(maxMessageBytes !== undefined, `Most bytes of a message: ${maxMessageBytes}.`),
    ...when(
      limits.auditMessages && !limits.auditContent,
      'Every message is entered in the audit ledger with its size and SHA-256.',
    ),
    ...when(limits.auditContent, 'Every message is entered in the audit ledger with its content.'),
    ...when(!limits.keepLogs, 'A log is deleted when its connection is disposed.'),
    ...when(logRetentionDays !== undefined, `Days that logs are kept: ${logRetentionDays}.`),
    ...when(!limits.allowExport, 'Logs and profiles may not be exported.'),
    ...when(!limits.allowExportOfSecrets, 'What is exported may not have secrets in it.'),
    ...when(!limits.allowUserUrls, 'Only the profiles of your organisation may be connected.'),
  ]
}

function when(holds: boolean, words: string): string[] {
  return holds ? [words] : []
}
