import { indexPatterns } from './pattern-index.ts'
import { type PolicyState, type RulesAsWritten, readRules } from './policy-format.ts'

/** The person's own rules as they are kept: in the shape of a policy's `rules`, and one switch. */
export interface UserRules {
  /** Whether `allowedUrls` holds; without it the list is kept but restricts nothing. */
  readonly onlyListed: boolean
  readonly rules: RulesAsWritten
}

/** The same before it was read: anything may stand in the place of rules. */
export type UnreadUserRules = Omit<UserRules, 'rules'> & { readonly rules: unknown }

export const noUserRules: UserRules = { onlyListed: false, rules: {} }

/** What refusals call these rules. */
const name = 'Your own rule set'

/** The rules as they hold. Rules that cannot be read block everything: they were there to restrict. */
export function userPolicy({ onlyListed, rules }: UnreadUserRules): PolicyState {
  const all = readRules(rules, name)
  if (all.state !== 'active') return all
  return onlyListed
    ? { ...all, rules: { ...all.rules, allowedUrls: all.rules.allowedUrls ?? indexPatterns([]) } }
    : { ...all, rules: { ...all.rules, allowedUrls: undefined } }
}
