import { Questions } from '../shared/questions.tsx'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { AuditLedger } from './audit-ledger.tsx'
import { Backup } from './backup.tsx'
import { EnvironmentsSection } from './environments-section.tsx'
import { OrganisationPolicy } from './organisation-policy.tsx'
import { YourRules } from './your-rules.tsx'

export function Options({ session }: { session: Session }) {
  const { ready } = session.mirror
  return (
    <main class="options" aria-busy={!ready.value}>
      <header class="options-header">
        <img src="/icons/48.png" width="32" height="32" alt="" />
        <h1>{t('extensionName')}</h1>
      </header>
      {ready.value && (
        <>
          <OrganisationPolicy session={session} />
          <YourRules call={session.call} />
          <EnvironmentsSection session={session} />
          <AuditLedger call={session.call} />
          <Backup session={session} />
        </>
      )}
      <Questions session={session} />
    </main>
  )
}
