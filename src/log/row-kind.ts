import type { LogContent } from '../core/log-entry.ts'

/**
 * What kind of row it is, in one byte, so that a scan can tell without reading the row: 0 to 3 are messages (bit 0:
 * received, bit 1: binary), 4 to 8 the other entries, bit 7 marks a message that is to be JSON.
 */
export type RowKind = number

const received = 1
const binary = 2
const others = ['handshake', 'opened', 'closed', 'error', 'note'] as const
const firstOther = 4
const toBeJson = 0x80

/** The kind of a row with this content. */
export function kindOf(content: LogContent): RowKind {
  if (content.type !== 'message') return firstOther + others.indexOf(content.type)
  return (
    (content.direction === 'received' ? received : 0) |
    (typeof content.data === 'string' ? 0 : binary) |
    (content.toBeJson ? toBeJson : 0)
  )
}

export function isMessage(kind: RowKind): boolean {
  return (kind & ~toBeJson) < firstOther
}

/** Whether a message row carries bytes; false for text and for rows that are no messages. */
export function isBinary(kind: RowKind): boolean {
  return isMessage(kind) && (kind & binary) !== 0
}

export function isToBeJson(kind: RowKind): boolean {
  return (kind & toBeJson) !== 0
}

export function directionOf(kind: RowKind): 'sent' | 'received' {
  return kind & received ? 'received' : 'sent'
}

/** The entry type of a row; `error` for a byte that no version of this code has written. */
export function typeOf(kind: RowKind): LogContent['type'] {
  return isMessage(kind) ? 'message' : (others[kind - firstOther] ?? 'error')
}
