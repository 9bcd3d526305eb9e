import { EnvironmentsEditor } from '../shared/environments/environments-editor.tsx'
import '../shared/environments/environments.css'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'

/** Variables for URL, headers, authentication and messages. */
export function EnvironmentsSection({ session }: { session: Session }) {
  return (
    <section class="card" aria-labelledby="environments">
      <header class="card-header">
        <h2 id="environments">{t('environments')}</h2>
      </header>
      <EnvironmentsEditor session={session} />
    </section>
  )
}
