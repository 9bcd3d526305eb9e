import { closeCodeMeaning } from '../../src/core/close-codes.ts'
import { explainError, explainStatus } from '../../src/core/handshake-failure.ts'
import { unreachable } from '../../src/core/result.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'
import { causeText, isCloseCause } from './state-text.ts'
import { t } from './text.ts'

/** What a row of the log says, on one line. */
export function rowText(row: RowSummary): string {
  switch (row.type) {
    case 'message':
      return row.preview === '' ? t('emptyMessage') : row.preview
    case 'handshake':
      return handshakeRow(row.preview)
    case 'opened':
      return row.preview === '' ? t('rowOpened') : t('rowOpenedWith', row.preview)
    case 'closed':
      return closedRow(row.preview)
    case 'error':
      return t('rowError', row.preview)
    case 'note':
      return row.preview
    default:
      return unreachable(row.type)
  }
}

/** The summary of a handshake is its URL and subprotocols or, once it was seen, how it ended. */
function handshakeRow(preview: string): string {
  const end = preview.indexOf(' ')
  const [url, outcome] = end === -1 ? [preview, ''] : [preview.slice(0, end), preview.slice(end + 1)]
  const status = /^(?:HTTP\/[\d.]+ )?((\d{3})\b.*)$/.exec(outcome)
  if (status) {
    const finding = explainStatus(Number(status[2]))?.finding
    return finding ? t('rowHandshakeFailed', url, finding) : t('rowHandshakeAccepted', url, status[1] ?? '')
  }
  if (/^(net::)?(ERR|NS|SEC|SSL|MOZILLA_PKIX)_\w+$/.test(outcome)) {
    return t('rowHandshakeFailed', url, explainError(outcome)?.finding ?? outcome)
  }
  return t('rowHandshake', preview)
}

/** The summary of a closed row is its code, what is known of the reason, and its cause. */
function closedRow(preview: string): string {
  const words = preview.split(' ')
  const cause = words.at(-1) ?? ''
  const code = Number(words[0])
  const reason = words.slice(1, isCloseCause(cause) ? -1 : undefined).join(' ')
  const who = isCloseCause(cause) ? t('rowClosedBy', causeText(cause)) : t('rowClosed')
  const explanation = t('codeAndMeaning', String(code), closeCodeMeaning(code))
  return [who, explanation, reason].filter(Boolean).join(' · ')
}
