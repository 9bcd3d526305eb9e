import type { EffectivePolicy } from './policy.ts'
import type { PolicyState } from './policy-format.ts'
import type { PolicyRules } from './policy-rules.ts'
import type { Refusal } from './result.ts'

/** What becomes of the secrets in a file. */
export const secretsWays = ['left-out', 'encrypted', 'in-clear'] as const

export type SecretsWay = (typeof secretsWays)[number]

/** Why something may not be exported, and the rule that says so. */
export type ExportRefusal = Required<Pick<Refusal, 'message' | 'rule'>>

/** What views are kept from: all export, or that of secrets. */
export interface ExportRefusals {
  readonly exportRefusal?: ExportRefusal
  /** There wherever nothing may be exported, too. */
  readonly secretsRefusal?: ExportRefusal
}

interface Ban {
  holds(rules: PolicyRules): boolean
  readonly what: string
  readonly rule: string
}

const allExport: Ban = { holds: ({ allowExport }) => !allowExport, what: 'export', rule: 'No export' }
const secretExport: Ban = {
  holds: ({ allowExportOfSecrets }) => !allowExportOfSecrets,
  what: 'export of secrets',
  rule: 'No export of secrets',
}

/** Both must allow it; what cannot be read does not. */
export function exportRefusals(policy: EffectivePolicy): ExportRefusals {
  const exportRefusal = refusalOf(policy, allExport)
  const secretsRefusal = exportRefusal ?? refusalOf(policy, secretExport)
  return { ...(exportRefusal && { exportRefusal }), ...(secretsRefusal && { secretsRefusal }) }
}

/** Why a file that treats secrets like this may not be made, if so. */
export function fileRefusal(policy: EffectivePolicy, secrets: SecretsWay): ExportRefusal | undefined {
  const { exportRefusal, secretsRefusal } = exportRefusals(policy)
  return secrets === 'left-out' ? exportRefusal : secretsRefusal
}

function refusalOf({ organization, user }: EffectivePolicy, ban: Ban): ExportRefusal | undefined {
  return (
    refusalBy(organization, ban, 'Your organisation does not', 'Your organisation’s policy', '') ??
    refusalBy(user, ban, 'Your own rules do not', 'Your own rule set', ' (your rules)')
  )
}

function refusalBy(policy: PolicyState, ban: Ban, who: string, source: string, suffix: string) {
  if (policy.state === 'unreadable') {
    return { message: `${source} cannot be read, so nothing may be exported.`, rule: `Unreadable policy${suffix}` }
  }
  if (policy.state === 'none' || !ban.holds(policy.rules)) return undefined
  return { message: `${who} allow ${ban.what}.`, rule: `${ban.rule}${suffix}` }
}
