import type { LogContent } from './log-entry.ts'
import type { Match } from './match.ts'

/** What a trigger waits for. `requested`: the request was handed on to the server. */
export type TriggerEvent = 'requested' | 'established' | 'disconnected' | 'sent' | 'received'

export type TriggerAction =
  | { readonly type: 'notify'; readonly text: string }
  | { readonly type: 'answer'; readonly messageId: string }
  | { readonly type: 'highlight' }
  | { readonly type: 'pause' }
  | { readonly type: 'set-variable'; readonly name: string; readonly value: string }

/** Something done by itself when something happens. */
export interface Trigger {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  readonly on: TriggerEvent
  /** Only of messages. */
  readonly match: Match
  readonly action: TriggerAction
  /** How often within a second it may happen; one that happens more often is stopped. */
  readonly mostPerSecond: number
}

/** What a log entry means for triggers, if it means anything. */
export function eventOf(content: LogContent): TriggerEvent | undefined {
  switch (content.type) {
    case 'handshake':
      return content.observed ? undefined : 'requested'
    case 'opened':
      return 'established'
    case 'closed':
      return 'disconnected'
    case 'message':
      return content.direction
    default:
      return undefined
  }
}

/** What a trigger has found, by the names it has in texts: `match.1` is the message, the others are groups. */
export function matchVariables(found: readonly string[]): ReadonlyMap<string, string> {
  return new Map(found.map((text, index) => [`match.${index + 1}`, text]))
}
