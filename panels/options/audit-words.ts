import type { AuditAction, AuditEntry } from '../../src/core/audit.ts'
import { counted } from '../shared/counted.ts'
import { said } from '../shared/said.ts'
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
      if (entry.sha256 !== undefined) return counted('auditMessage', entry.bytes ?? 0, entry.sha256)
      return said(entry.detail)
    default:
      return entry[column]
  }
}

/** A date and time that sorts and reads alike everywhere. */
export function dateTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}
