import type { MessageContent } from '../core/log-entry.ts'
import type { Match } from '../core/match.ts'

export interface MatchMessage {
  readonly text: string
  /** Bytes have no text to look into; they are any message all the same. */
  readonly isBinary: boolean
  /** One that is to be JSON and is not does not match, whatever is looked for. */
  readonly toBeJson: boolean
}

/** To the Worker: each look is through the messages at these places. */
export interface MatchBatch {
  readonly messages: readonly MatchMessage[]
  readonly looks: readonly { readonly match: Match; readonly at: readonly number[] }[]
}

/** From the Worker. */
export type MatchReport =
  /** Told before each look, so that one without end can be told from the others. */
  | { readonly type: 'begin'; readonly look: number }
  /** In the order of the messages. */
  | { readonly type: 'done'; readonly found: readonly MatchFound[] }

export interface MatchFound {
  readonly look: number
  readonly message: number
  readonly groups: readonly string[]
}

export function matchMessageOf(content: MessageContent): MatchMessage {
  const { data, toBeJson = false } = content
  const isBinary = typeof data !== 'string'
  return { text: isBinary ? '' : data, isBinary, toBeJson }
}
