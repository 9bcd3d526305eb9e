import type { PolicySummary } from '../../src/core/policy-words.ts'
import { type TextKey, t } from '../shared/text.ts'

const names: Readonly<Record<PolicySummary['state'], TextKey>> = {
  none: 'policyNone',
  active: 'policyActive',
  unreadable: 'policyUnreadable',
}

const explanations: Readonly<Record<PolicySummary['state'], TextKey>> = {
  none: 'policyNoneExplained',
  active: 'policyActiveExplained',
  unreadable: 'policyUnreadableExplained',
}

/** What the organisation allows, in words. */
export function OrganisationPolicy({ policy }: { policy: PolicySummary }) {
  return (
    <section class="card" aria-labelledby="organisation-policy">
      <header class="card-header">
        <h2 id="organisation-policy">{t('organisationPolicy')}</h2>
        <span class="policy-state" role="status" aria-label={t('policyState')} data-state={policy.state}>
          {t(names[policy.state])}
        </span>
      </header>
      <p>{t(explanations[policy.state])}</p>
      {policy.state === 'unreadable' && <p class="policy-fault">{policy.reason}</p>}
      {policy.state === 'active' && <ActivePolicy policy={policy} />}
    </section>
  )
}

function ActivePolicy({ policy }: { policy: Extract<PolicySummary, { state: 'active' }> }) {
  const { organization, contact, rules } = policy
  return (
    <>
      <dl class="facts">
        {organization !== '' && (
          <div>
            <dt>{t('organisation')}</dt>
            <dd>{organization}</dd>
          </div>
        )}
        {contact !== '' && (
          <div>
            <dt>{t('contact')}</dt>
            <dd>{contact}</dd>
          </div>
        )}
      </dl>
      {rules.length === 0 ? (
        <p>{t('policyWithoutRules')}</p>
      ) : (
        <ul class="rules" aria-label={t('policyRules')}>
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
    </>
  )
}
