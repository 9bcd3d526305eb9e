import { type ExportRefusals, exportRefusals } from './export-policy.ts'
import type { EffectivePolicy } from './policy.ts'
import type { PolicyState } from './policy-format.ts'
import type { Limits, PolicyRules } from './policy-rules.ts'

/** The organisation's policy in words, for views, and what both policies keep views from doing. */
export type PolicySummary = PolicyInWords & ExportRefusals

type PolicyInWords =
  | { readonly state: 'none' }
  | {
      readonly state: 'active'
      readonly organization: string
      readonly contact: string
      readonly rules: readonly string[]
      readonly profileFaults: readonly string[]
    }
  | { readonly state: 'unreadable'; readonly reason: string }

/** A rule in words, and the name a decision gives it; one without a name is about every connection. */
export interface RuleInWords {
  readonly words: string
  readonly rule?: string
}

export function summarize(policy: EffectivePolicy): PolicySummary {
  return { ...inWords(policy.organization), ...exportRefusals(policy) }
}

function inWords(policy: PolicyState): PolicyInWords {
  if (policy.state !== 'active') return policy
  const { organization, contact, rules, profileFaults } = policy
  return { state: 'active', organization, contact, rules: rulesInWords(rules).map(({ words }) => words), profileFaults }
}

export function rulesInWords(rules: PolicyRules): RuleInWords[] {
  const allowed = rules.allowedUrls?.patterns
  const security = `Only wss:// may be used${rules.allowInsecureLoopback ? ', except on this machine' : ''}.`
  return [
    ...rules.blockedUrls.patterns.map(({ text }) => ({ words: `${text} is blocked.`, rule: `Blocked: ${text}` })),
    ...(rules.requireSecure ? [{ words: security, rule: 'Secure connections only' }] : []),
    ...(allowed ?? []).map(({ text }) => ({ words: `${text} may be connected.`, rule: `Allowed: ${text}` })),
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
    ...when(!limits.allowUserUrls, 'Only the profiles of the organisation may be connected.'),
  ]
}

function when(holds: boolean, words: string): string[] {
  return holds ? [words] : []
}
