import type { AuditedContent } from '../core/audit.ts'
import type { CloseRequest } from '../core/close-request.ts'
import type { CloseCause, ConnectionEvent, ConnectionState } from '../core/connection.ts'
import type { HandshakeFailure } from '../core/handshake-failure.ts'
import type { ExpectedJson } from '../core/json.ts'
import type { KeepAlive } from '../core/keep-alive.ts'
import type { Direction, NoteCode } from '../core/log-entry.ts'
import type { LogRules } from '../core/log-rules.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import type { ReconnectRules } from '../core/reconnect.ts'
import type { Result } from '../core/result.ts'
import type { Retention } from '../core/retention.ts'
import type { SavedMessage } from '../core/script.ts'
import type { Sequence } from '../core/sequence.ts'
import type { Trigger } from '../core/trigger.ts'
import type { RecordedEntry } from './recording.ts'

/** The name of the port that the transport's host page opens to the background. */
export const transportPortName = 'transport'

/** What the background sends to a host page that has no port open, to make it open one. */
export const attachTransport = 'attach-transport'

/** What the background says to each event on the port but a report, in order: one that ends just then has not heard it. */
export const heard = 'heard'

/** What a connect resolved to: exactly what the handshake is made of. */
export interface ConnectionRequest {
  readonly url: string
  readonly protocols: readonly string[]
  /** Milliseconds. */
  readonly handshakeTimeout: number
  /** What of the URL and the subprotocols must not be logged. */
  readonly secrets?: readonly string[]
}

/** What policy and profile hold for a connection while it is open. */
export interface ConnectionLimits {
  /** The largest message either way, in bytes of its payload, and who says so. */
  readonly maxMessage?: { readonly bytes: number; readonly by: 'policy' | 'profile' }
  /** Whether each message is told for the audit ledger: with size and SHA-256, or with its content too. */
  readonly audit: boolean | 'content'
  /** Whether each text that is received is to be JSON. */
  readonly toBeJson?: true
  /** Whether a person is asked before each message; for what would go out by itself there is nobody to ask. */
  readonly asks?: true
  /** What the profile wants kept of the log; absent for everything. */
  readonly log?: LogRules
}

/** What a connection does by itself, whether or not the background sleeps. */
export interface Automation {
  readonly reconnect: ReconnectRules
  readonly keepAlive: KeepAlive
  /** Whether JSON goes out without white space. */
  readonly minify: boolean
  /** The saved messages that are sent by themselves. */
  readonly messages: readonly SavedMessage[]
  readonly triggers: readonly Trigger[]
  /** The values of the variables there are, by name. */
  readonly variables: readonly (readonly [name: string, value: string])[]
  /** The name of their environment. */
  readonly environment: string | undefined
  /** The JSON Schema that what a person sends must fit, where it must. */
  readonly schema?: string
}

/** A message on its way out. */
export type OutgoingMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'binary'; readonly base64: string }

/** From the background to the transport. */
export type Order =
  | {
      readonly type: 'open'
      readonly connectionId: string
      readonly logId: string
      readonly request: ConnectionRequest
      readonly limits: ConnectionLimits
      readonly automation: Automation
      /** Which attempt it is to make the connection again; 0 when a person makes it. */
      readonly attempt: number
      /** Whether the handshake has its turn at the URL, which goes with the background, as does its header rule. */
      readonly hasTurn: boolean
    }
  /** Puts this in place of what the connection did by itself. */
  | { readonly type: 'automate'; readonly connectionId: string; readonly automation: Automation }
  /** Runs a sequence on an open connection, with the saved messages it is made of. */
  | {
      readonly type: 'run'
      readonly connectionId: string
      readonly sequence: Sequence
      readonly messages: readonly SavedMessage[]
    }
  | { readonly type: 'halt'; readonly connectionId: string; readonly sequenceId: string }
  /** Ends the wait for the next attempt; `reason` also keeps a handshake under way from being tried again. */
  | { readonly type: 'rest'; readonly connectionId: string; readonly reason?: string }
  | { readonly type: 'limit'; readonly connectionId: string; readonly limits: ConnectionLimits }
  | {
      readonly type: 'send'
      readonly connectionId: string
      readonly orderId: string
      readonly message: OutgoingMessage
    }
  /** Asks what keeps a text from being sent as JSON. */
  | {
      readonly type: 'check-json'
      readonly orderId: string
      readonly text: string
      readonly expected: ExpectedJson
    }
  | ({ readonly type: 'close'; readonly connectionId: string; readonly cause: CloseCause } & CloseRequest)
  /** Forgets a connection; one that is still open is closed first. A silent one is not logged any more. */
  | { readonly type: 'dispose'; readonly connectionId: string; readonly cause: CloseCause; readonly silent?: true }
  | { readonly type: 'note'; readonly logId: string; readonly code: NoteCode; readonly message: string }
  /** Logs what a plain request told of why a handshake failed. */
  | { readonly type: 'probed'; readonly logId: string; readonly probe: HandshakeFailure }
  /** Logs what was seen of a handshake; one that need not be tried again is not. */
  | {
      readonly type: 'observed'
      readonly connectionId: string
      readonly logId: string
      readonly handshake: ObservedHandshake
    }
  /** Logs a conversation that took place elsewhere; answered when more can be taken. */
  | {
      readonly type: 'record'
      readonly orderId: string
      readonly logId: string
      readonly entries: readonly RecordedEntry[]
    }
  /** Deletes the entries of a log before a sequence number; `isOver` where nothing is going to be added to it. */
  | { readonly type: 'trim'; readonly logId: string; readonly before: number; readonly isOver: boolean }
  /** Puts a bookmark at an entry of a log, with a note that may be empty; without a note it is taken away. */
  | { readonly type: 'mark'; readonly logId: string; readonly seq: number; readonly note?: string }
  /** Deletes what may not stay on disk, and goes on to delete what becomes too old; replaces what was told before. */
  | ({ readonly type: 'retain' } & Retention)
  /** The background has gone; this is what the transport's page tells. */
  | { readonly type: 'alone' }
  | { readonly type: 'report' }

/** With each of its orders the background says how far `$counter` has come: the transport counts, too. */
export type NumberedOrder = Order & { readonly counted?: number }

/** From the transport to the background. */
export type TransportEvent =
  /** The truth about every connection the transport knows; first on each port. */
  | { readonly type: 'report'; readonly connections: readonly ConnectionReport[] }
  | { readonly type: 'changed'; readonly connectionId: string; readonly event: ConnectionEvent }
  /** It only has to be awake: in a moment something will be asked, or the transport, which ends with it, is writing. */
  | { readonly type: 'soon' }
  /** It is time to make a waiting connection again; told anew until that is done, so that none is forgotten. */
  | { readonly type: 'due'; readonly connectionId: string }
  /** What became of an order that has an id. */
  | { readonly type: 'answered'; readonly orderId: string; readonly result: Result<null> }
  /** `$counter` has come so far, or is about to. */
  | { readonly type: 'counted'; readonly counted: number }
  /** A trigger has something to say. */
  | { readonly type: 'notify'; readonly connectionId: string; readonly title: string; readonly text: string }
  | {
      readonly type: 'set-variable'
      readonly connectionId: string
      readonly name: string
      readonly value: string
    }
  /** Messages of connections whose limits ask for it, in order; unlike the others it is not contained in a report. */
  | { readonly type: 'audited'; readonly messages: readonly MessageDigest[] }

/** A message as the audit ledger has it. */
export interface MessageDigest {
  readonly connectionId: string
  readonly direction: Direction
  /** Epoch milliseconds. */
  readonly at: number
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
  /** Only where the limits ask for it. */
  readonly content?: AuditedContent
}

export interface ConnectionReport {
  readonly connectionId: string
  /** Of its last handshake, as it was ordered. */
  readonly url?: string
  readonly state: ConnectionState
}
