import { closeCodeMeaning } from '../../src/core/close-codes.ts'
import type { Close } from '../../src/core/connection.ts'
import { failureOf } from '../../src/core/handshake-failure.ts'
import type { LogContent } from '../../src/core/log-entry.ts'
import { unreachable } from '../../src/core/result.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'
import { explained } from './explained.ts'
import { said } from './said.ts'
import { causeText } from './state-text.ts'
import { t } from './text.ts'

/** What a row of the log says, on one line. */
export function rowText({ content, preview }: RowSummary): string {
  switch (content?.type) {
    case undefined:
      if (preview === '') return t('emptyMessage')
      return /\S/.test(preview) ? preview : t('blankMessage')
    case 'handshake':
      return handshakeText(content)
    case 'opened':
      return openedText([content.protocol, content.extensions].filter(Boolean).join(' '))
    case 'closed':
      return closedText(content)
    case 'error':
      return t('rowError', said(content.message))
    case 'note':
      return said(content.message)
    default:
      return unreachable(content)
  }
}

function openedText(negotiated: string): string {
  return negotiated === '' ? t('rowOpened') : t('rowOpenedWith', negotiated)
}

function closedText({ cause, code, reason, detail }: Close & { readonly detail?: string }): string {
  const explanation = t('codeAndMeaning', String(code), said(closeCodeMeaning(code)))
  return [t('rowClosedBy', causeText(cause)), explanation, reason, detail && said(detail)].filter(Boolean).join(' · ')
}

/** What was asked for or, once it was seen, how it ended. */
function handshakeText({ url, protocols, observed }: Extract<LogContent, { type: 'handshake' }>): string {
  if (!observed) return t('rowHandshake', [url, ...protocols].join(' '))
  const failure = failureOf(observed)
  if (failure?.status === 101) return t('rowHandshakeAccepted', url, '101')
  const fault = explained(failure)?.finding ?? failure?.error ?? failure?.status ?? t('handshakeUnanswered')
  return t('rowHandshakeFailed', url, said(String(fault)))
}
