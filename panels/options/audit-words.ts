import type { AuditAction, AuditEntry } from '../../src/core/audit.ts'
import type { Answer } from '../../src/core/confirm.ts'
import { counted } from '../shared/counted.ts'
import { said } from '../shared/said.ts'
import { causeText, isCloseCause } from '../shared/state-text.ts'
import { type TextKey, t } from '../shared/text.ts'

export type AuditColumn = 'at' | 'action' | 'decision' | 'profile' | 'connectionId' | 'endpoint' | 'rule' | 'detail'

export const columns: readonly (readonly [AuditColumn, TextKey])[] = [
  ['at', 'auditTime'],
  ['action', 'auditAction'],
  ['decision', 'auditDecision'],
  ['profile', 'auditProfile'],
  ['connectionId', 'auditConnection'],
  ['endpoint', 'auditEndpoint'],
  ['rule', 'auditRule'],
  ['detail', 'auditDetail'],
]

export const columnNames = columns.map(([column]) => column)

const actions: Readonly<Record<AuditAction, TextKey>> = {
  create: 'auditCreate',
  connect: 'auditConnect',
  reconnect: 'auditReconnect',
  open: 'auditOpen',
  close: 'auditClose',
  send: 'auditSend',
  receive: 'auditReceive',
  confirm: 'auditConfirm',
  token: 'auditToken',
  command: 'auditCommand',
}

const answers: Readonly<Record<Answer, TextKey>> = {
  yes: 'auditAnswerYes',
  no: 'auditAnswerNo',
  timeout: 'auditAnswerTimeout',
  'asker-gone': 'auditAnswerAskerGone',
  nobody: 'auditAnswerNobody',
  'too-many': 'auditAnswerTooMany',
}

/** What the ledger shows of an entry, in the person's language; what is stored and exported is English. */
export function cellText(entry: AuditEntry, column: AuditColumn): string {
  switch (column) {
    case 'at':
      return dateTime(entry.at)
    case 'action':
      return t(actions[entry.action])
    case 'decision':
      return t(entry.decision === 'allowed' ? 'auditDecisionAllowed' : 'auditDecisionRefused')
    // Enough to tell connections of one profile apart; the export and the filter have the whole.
    case 'connectionId':
      return entry.connectionId.slice(0, 8)
    case 'rule':
      return said(entry.rule)
    case 'detail':
      return detailText(entry)
    default:
      return entry[column]
  }
}

function detailText({ action, decision, detail, sha256, bytes = 0 }: AuditEntry): string {
  if (sha256 !== undefined) return counted('auditMessage', bytes, sha256)
  if (action === 'confirm' && isAnswer(detail)) return t(answers[detail])
  return action === 'close' && decision === 'allowed' ? endText(detail) : said(detail)
}

/** @param detail a close code and a cause, or that the connection was disposed */
function endText(detail: string): string {
  if (detail === 'disposed') return t('auditDisposed')
  const [code = '', cause = ''] = detail.split(' ')
  return isCloseCause(cause) ? `${code} ${causeText(cause)}` : detail
}

function isAnswer(detail: string): detail is Answer {
  return Object.hasOwn(answers, detail)
}

/** A date and time that sorts and reads alike everywhere. */
export function dateTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}
