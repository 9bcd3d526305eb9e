import type { CloseRequest } from '../core/close-request.ts'
import type { CloseCause, ConnectionEvent, ConnectionState } from '../core/connection.ts'
import type { Direction, NoteCode } from '../core/log-entry.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import type { Kind } from '../core/profile.ts'
import type { Result } from '../core/result.ts'
import type { Retention } from '../core/retention.ts'

/** The name of the port that the transport's host page opens to the background. */
export const transportPortName = 'transport'

/** What the background sends to a host page that has no port open, to make it open one. */
export const attachTransport = 'attach-transport'

/** What a connect resolved to: exactly what the handshake is made of. */
export interface ConnectionRequest {
  readonly url: string
  readonly protocols: readonly string[]
  readonly kind: Kind
  /** Milliseconds. */
  readonly handshakeTimeout: number
}

/** What policy holds for a connection while it is open. */
export interface ConnectionLimits {
  /** The largest message that may be received, in bytes of its payload. */
  readonly maxMessageBytes?: number
  /** Whether size and SHA-256 of each message are told for the audit ledger. */
  readonly audit: boolean
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
    }
  | { readonly type: 'limit'; readonly connectionId: string; readonly limits: ConnectionLimits }
  | {
      readonly type: 'send'
      readonly connectionId: string
      readonly sendId: string
      readonly message: OutgoingMessage
    }
  | ({ readonly type: 'close'; readonly connectionId: string; readonly cause: CloseCause } & CloseRequest)
  /** Forgets a connection; one that is still open is closed first. A silent one is not logged any more. */
  | { readonly type: 'dispose'; readonly connectionId: string; readonly cause: CloseCause; readonly silent?: true }
  | { readonly type: 'note'; readonly logId: string; readonly code: NoteCode; readonly message: string }
  /** Logs what was seen of a handshake. */
  | {
      readonly type: 'observed'
      readonly connectionId: string
      readonly logId: string
      readonly handshake: ObservedHandshake
    }
  /** Deletes the entries of a log before a sequence number. */
  | { readonly type: 'trim'; readonly logId: string; readonly before: number }
  /** Deletes what may not stay on disk, and goes on to delete what becomes too old; replaces what was told before. */
  | ({ readonly type: 'retain' } & Retention)
  | { readonly type: 'report' }

/** From the transport to the background. */
export type TransportEvent =
  /** The truth about every connection the transport knows; first on each port. */
  | { readonly type: 'report'; readonly connections: readonly ConnectionReport[] }
  | { readonly type: 'changed'; readonly connectionId: string; readonly event: ConnectionEvent }
  | { readonly type: 'sent'; readonly sendId: string; readonly result: Result<null> }
  /** Messages of connections whose limits ask for it, in order; unlike the others it is not contained in a report. */
  | { readonly type: 'audited'; readonly messages: readonly MessageDigest[] }

/** A message without its content. */
export interface MessageDigest {
  readonly connectionId: string
  readonly direction: Direction
  /** Epoch milliseconds. */
  readonly at: number
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

export interface ConnectionReport {
  readonly connectionId: string
  readonly state: ConnectionState
}
