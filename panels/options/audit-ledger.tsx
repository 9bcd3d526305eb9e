import type { EndpointSummary } from '../../src/core/audit.ts'
import { ExportProgress } from '../shared/files/export-progress.tsx'
import type { Session } from '../shared/session.ts'
import { seen } from '../shared/special.ts'
import { t } from '../shared/text.ts'
import { AuditGrid } from './audit-grid.tsx'
import { type AuditView, useAudit } from './audit-view.ts'
import { dateTime } from './audit-words.ts'

/** What was asked, opened, closed and refused. */
export function AuditLedger({ session }: { session: Session }) {
  const view = useAudit(session)
  const fault = view.fault.value
  return (
    <section class="card" aria-labelledby="audit-ledger">
      <header class="card-header">
        <h2 id="audit-ledger">{t('auditLedger')}</h2>
      </header>
      <p>{t('auditExplained')}</p>
      <AuditTools view={view} />
      {fault !== undefined && (
        <p class="export-fault" role="alert">
          {t('auditUnread', fault)}
        </p>
      )}
      <AuditGrid view={view} />
      {view.mayHaveMore.value && (
        <button type="button" onClick={() => void view.loadOlder()}>
          {t('auditOlder', view.entries.value.length)}
        </button>
      )}
      <Endpoints lines={view.endpoints.value} />
    </section>
  )
}

function AuditTools({ view }: { view: AuditView }) {
  const state = view.exporting.value
  const isWriting = state.phase === 'writing'
  return (
    <div class="audit-tools">
      <input
        type="search"
        aria-label={t('filterAudit')}
        placeholder={t('filterAudit')}
        value={view.filter.value}
        onInput={(event) => {
          view.filterBy(event.currentTarget.value)
        }}
      />
      <button type="button" onClick={() => void view.reload()}>
        {t('auditReload')}
      </button>
      <button type="button" aria-disabled={isWriting} onClick={isWriting ? undefined : () => void view.exportAll()}>
        {t('auditExport')}
      </button>
      {state.phase !== 'idle' && (
        // It keeps the focus when there is nothing to give up any more: beside it the next export would be begun.
        <button type="button" aria-disabled={!isWriting} onClick={isWriting ? view.cancelExport : undefined}>
          {t('cancel')}
        </button>
      )}
      <ExportProgress state={state} />
    </div>
  )
}

function Endpoints({ lines }: { lines: readonly EndpointSummary[] }) {
  if (lines.length === 0) return null
  return (
    <details class="endpoints">
      <summary>{t('auditByEndpoint')}</summary>
      <table class="audit" aria-label={t('auditByEndpoint')}>
        <thead>
          <tr>
            <th scope="col">{t('auditProfile')}</th>
            <th scope="col">{t('auditEndpoint')}</th>
            <th scope="col">{t('auditOpened')}</th>
            <th scope="col">{t('auditRefused')}</th>
            <th scope="col">{t('auditLast')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ profile, endpoint, opened, refused, last }) => (
            <tr key={`${profile} ${endpoint}`}>
              <td>{seen(profile)}</td>
              <td>{endpoint}</td>
              <td>{opened}</td>
              <td>{refused}</td>
              <td>{dateTime(last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
