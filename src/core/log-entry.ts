import type { Close } from './connection.ts'
import type { ObservedHandshake } from './observed-handshake.ts'

export type Direction = 'sent' | 'received'

/** What an entry tells, without its place in the log. Message data is text as received, or bytes. */
export type LogContent =
  | {
      readonly type: 'handshake'
      readonly connectionId: string
      readonly url: string
      readonly protocols: readonly string[]
      /** How it went, without secrets: in an entry of its own, once the browser has told. */
      readonly observed?: ObservedHandshake
    }
  | { readonly type: 'opened'; readonly connectionId: string; readonly protocol: string; readonly extensions: string }
  | MessageContent
  | ({ readonly type: 'closed'; readonly connectionId: string; readonly detail?: string } & Close)
  | { readonly type: 'error'; readonly connectionId: string; readonly message: string }
  | { readonly type: 'note'; readonly code: NoteCode; readonly message: string }

export interface MessageContent {
  readonly type: 'message'
  readonly direction: Direction
  readonly data: string | Uint8Array
  /** Set on what is to be JSON; whether it is, is found out when it is read, not while messages pour in. */
  readonly toBeJson?: true
}

export type NoteCode =
  | 'send-refused'
  | 'gap'
  | 'trimmed'
  | 'policy'
  | 'probe'
  | 'handshake'
  | 'not-cleared'
  | 'not-marked'
  | 'recording'
  | 'too-big'
  | 'reconnect'
  | 'keep-alive'
  | 'sequence'
  | 'trigger'

/** One row of a log. */
export type LogEntry = LogContent & {
  /** Set on a message that was to be JSON and is not. */
  readonly notJson?: true
  /** Set on a message that does not fit the schema asked of it: each place and its reason. */
  readonly misfit?: readonly string[]
  /** Place in the log: the first entry is 1, the next always one more. */
  readonly seq: number
  /** Epoch milliseconds, with fractions as far as the browser tells. */
  readonly at: number
}

/** What a person can write about an entry, in UTF-16 units. */
export const longestNote = 1000

export type LogEntryType = LogContent['type']
