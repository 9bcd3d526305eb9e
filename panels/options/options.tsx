import { Questions } from '../shared/questions.tsx'
import type { Session } from '../shared/session.ts'
import { type TextKey, t } from '../shared/text.ts'
import { Appearance } from './appearance.tsx'
import { AuditLedger } from './audit-ledger.tsx'
import { Backup } from './backup.tsx'
import { EnvironmentsSection } from './environments-section.tsx'
import type { OptionsSide } from './options-side.ts'
import { OrganisationPolicy } from './organisation-policy.tsx'
import { Permissions } from './permissions.tsx'
import { StorageSection } from './storage-section.tsx'
import { YourRules } from './your-rules.tsx'

const sections: readonly (readonly [id: string, name: TextKey])[] = [
  ['organisation-policy', 'organisationPolicy'],
  ['your-rules', 'yourRules'],
  ['audit-ledger', 'auditLedger'],
  ['environments', 'environments'],
  ['storage', 'storage'],
  ['permissions', 'permissions'],
  ['appearance', 'appearance'],
  ['backup', 'backup'],
]

export function Options({ session, side }: { session: Session; side: OptionsSide }) {
  const { ready } = session.mirror
  return (
    <main class="options" aria-busy={!ready.value}>
      <header class="options-header">
        <img src="/icons/48.png" width="32" height="32" alt="" />
        <h1>{t('extensionName')}</h1>
      </header>
      <nav class="options-nav" aria-label={t('sections')}>
        {sections.map(([id, name]) => (
          <a key={id} href={`#${id}`}>
            {t(name)}
          </a>
        ))}
      </nav>
      {ready.value && (
        <>
          <OrganisationPolicy session={session} />
          <YourRules session={session} />
          <AuditLedger session={session} />
          <EnvironmentsSection session={session} />
          <StorageSection session={session} side={side} />
          <Permissions side={side} />
          <Appearance side={side} />
          <Backup session={session} side={side} />
        </>
      )}
      <Questions session={session} />
    </main>
  )
}
