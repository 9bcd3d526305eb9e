import type { LogContent } from './log-entry.ts'
import { day } from './retention.ts'

/** What of what happens is kept in the log, from nothing to everything; each level has what those before it have. */
export const logDetails = ['off', 'messages', 'lifecycle', 'communication'] as const

export type LogDetail = (typeof logDetails)[number]

/** What a profile wants kept of its log; 0 restricts nothing. */
export interface LogRules {
  readonly detail: LogDetail
  /** The most entries. */
  readonly entries: number
  /** About the most bytes, counted without what the browser adds. */
  readonly bytes: number
  readonly days: number
}

/** All of it, until storage is full: then the oldest of the largest log goes first. */
export const keepAll: LogRules = { detail: 'communication', entries: 0, bytes: 0, days: 0 }

export function restrictsLog({ detail, entries, bytes, days }: LogRules): boolean {
  return detail !== 'communication' || entries > 0 || bytes > 0 || days > 0
}

/** The milliseconds that entries may stay for, or undefined. */
export function longestStay({ days }: LogRules): number | undefined {
  return days > 0 ? days * day : undefined
}

/** Whether content belongs into a log of this detail. */
export function belongs(detail: LogDetail, content: LogContent): boolean {
  if (detail === 'off' || detail === 'communication') return detail !== 'off'
  return logDetails.indexOf(leastDetail(content)) <= logDetails.indexOf(detail)
}

/** The least detail at which content is kept. */
function leastDetail(content: LogContent): LogDetail {
  switch (content.type) {
    case 'message':
    case 'error':
      return 'messages'
    case 'handshake':
      return content.observed ? 'communication' : 'lifecycle'
    case 'opened':
    case 'closed':
      return 'lifecycle'
    case 'note':
      return isAboutTheLog(content.code) ? 'messages' : 'lifecycle'
  }
}

function isAboutTheLog(code: Extract<LogContent, { type: 'note' }>['code']): boolean {
  return (
    code === 'gap' || code === 'trimmed' || code === 'not-cleared' || code === 'not-marked' || code === 'send-refused'
  )
}
