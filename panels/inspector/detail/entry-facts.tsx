import { closeCodeMeaning } from '../../../src/core/close-codes.ts'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import { unreachable } from '../../../src/core/result.ts'
import { said } from '../../shared/said.ts'
import { causeText } from '../../shared/state-text.ts'
import { t } from '../../shared/text.ts'
import { Observed } from '../handshake/observed-handshake.tsx'
import { exactText } from './exact-text.tsx'

type Fact = readonly [term: string, description: string]

/** An entry that is no message, as a list of what it tells. */
export function EntryFacts({ entry }: { entry: LogEntry }) {
  const observed = entry.type === 'handshake' ? entry.observed : undefined
  return (
    <>
      <Facts entry={entry} />
      {observed && <Observed handshake={observed} />}
    </>
  )
}

function Facts({ entry }: { entry: LogEntry }) {
  return (
    <dl class="facts">
      {factsOf(entry).map(([term, description]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{exactText(description)}</dd>
        </div>
      ))}
    </dl>
  )
}

function factsOf(entry: LogEntry): readonly Fact[] {
  switch (entry.type) {
    case 'handshake':
      return [
        [t('url'), entry.url],
        ...(entry.observed ? [] : [[t('subprotocols'), entry.protocols.join(', ') || t('none')] as const]),
      ]
    case 'opened':
      return [
        [t('subprotocol'), entry.protocol || t('none')],
        [t('extensions'), entry.extensions || t('none')],
      ]
    case 'closed':
      return [
        [t('closeCode'), t('codeAndMeaning', String(entry.code), said(closeCodeMeaning(entry.code)))],
        [t('reason'), entry.reason || t('none')],
        [t('closedBy'), causeText(entry.cause)],
        [t('closingHandshake'), t(entry.clean ? 'closedCleanly' : 'closedUncleanly')],
        ...(entry.detail === undefined ? [] : [[t('explanation'), said(entry.detail)] as const]),
      ]
    case 'error':
    case 'note':
      return [[t('explanation'), said(entry.message)]]
    case 'message':
      return []
    default:
      return unreachable(entry)
  }
}
