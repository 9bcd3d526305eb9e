import { type PolicySummary, rulesInWords } from '../../src/core/policy-words.ts'
import { said } from '../shared/said.ts'
import type { Session } from '../shared/session.ts'
import { type TextKey, t } from '../shared/text.ts'
import { PolicyTester } from './policy-tester.tsx'
import { useTouchedConnections } from './touched-connections.ts'

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
export function OrganisationPolicy({ session }: { session: Session }) {
  const policy = session.mirror.policy.value
  return (
    <section class="card" aria-labelledby="organisation-policy">
      <header class="card-header">
        <h2 id="organisation-policy">{t('organisationPolicy')}</h2>
        <span class="policy-state" role="status" aria-label={t('policyState')} data-state={policy.state}>
          {t(names[policy.state])}
        </span>
      </header>
      <p>{t(explanations[policy.state])}</p>
      {policy.state === 'unreadable' && <p class="policy-fault">{said(policy.reason)}</p>}
      {policy.state === 'active' && <ActivePolicy policy={policy} session={session} />}
      <PolicyTester {...session} />
    </section>
  )
}

type Active = Extract<PolicySummary, { state: 'active' }>

function ActivePolicy({ policy, session }: { policy: Active; session: Session }) {
  const { organization, contact, profileFaults } = policy
  const rules = rulesInWords(policy.rules).map(({ words }) => words)
  return (
    <>
      <dl class="facts">
        {organization !== '' && <Fact name={t('organisation')} value={organization} />}
        {contact !== '' && <Fact name={t('contact')} value={contact} />}
      </dl>
      {rules.length === 0 ? <p>{t('policyWithoutRules')}</p> : <Rules rules={rules} session={session} />}
      {profileFaults.length > 0 && (
        <>
          <p>{t('profileFaults')}</p>
          <ul class="rules policy-fault">
            {profileFaults.map((fault) => (
              <li key={fault}>{said(fault)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Rules({ rules, session }: { rules: readonly string[]; session: Session }) {
  const touched = useTouchedConnections(session)
  return (
    <ul class="rules" aria-label={t('policyRules')}>
      {rules.map((rule) => {
        const connections = touched.value.get(rule) ?? []
        return (
          <li key={rule}>
            {said(rule)}
            {connections.length > 0 && (
              <small class="touched">{t('ruleTouches', connections.length, connections.join(', '))}</small>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
