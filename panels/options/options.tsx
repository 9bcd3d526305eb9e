import type { Mirror } from '../shared/mirror.ts'
import { t } from '../shared/text.ts'
import { OrganisationPolicy } from './organisation-policy.tsx'

export function Options({ mirror }: { mirror: Mirror }) {
  return (
    <main class="options" aria-busy={!mirror.ready.value}>
      <header class="options-header">
        <img src="/icons/48.png" width="32" height="32" alt="" />
        <h1>{t('extensionName')}</h1>
      </header>
      {mirror.ready.value && <OrganisationPolicy policy={mirror.policy.value} />}
    </main>
  )
}
