import type { PolicySummary } from '../../src/core/policy-words.ts'
import { Icon } from './icons.tsx'
import { said } from './said.ts'
import { t } from './text.ts'

/** Says, before anybody tries, that nothing can be connected and why. */
export function PolicyNotice({ policy }: { policy: PolicySummary }) {
  if (policy.state !== 'unreadable') return null
  return (
    <div class="refusal" role="note">
      <Icon name="warning" />
      <span>
        {t('policyUnreadableExplained')} {said(policy.reason)}
      </span>
    </div>
  )
}
