import type { EffectivePolicy } from './policy.ts'
import type { PolicyState } from './policy-format.ts'
import type { Refusal } from './result.ts'

/** Why nothing may be exported, and the rule that says so. */
export type ExportRefusal = Required<Pick<Refusal, 'message' | 'rule'>>

/** Both must allow it; what cannot be read does not. */
export function exportRefusal({ organization, user }: EffectivePolicy): ExportRefusal | undefined {
  return (
    refusalBy(organization, 'Your organisation does not', 'Your organisation’s policy', '') ??
    refusalBy(user, 'Your own rules do not', 'Your own rule set', ' (your rules)')
  )
}

function refusalBy(policy: PolicyState, who: string, what: string, suffix: string): ExportRefusal | undefined {
  if (policy.state === 'unreadable') {
    return { message: `${what} cannot be read, so nothing may be exported.`, rule: `Unreadable policy${suffix}` }
  }
  if (policy.state === 'none' || policy.rules.allowExport) return undefined
  return { message: `${who} allow export.`, rule: `No export${suffix}` }
}
