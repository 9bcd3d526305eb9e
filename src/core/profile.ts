import type { BinaryEncoding } from './binary-text.ts'
import type { ConfirmPoint } from './confirm.ts'
import { type KeepAlive, noKeepAlive } from './keep-alive.ts'
import { keepAll, type LogRules } from './log-rules.ts'
import { noPairing, type PairingRules } from './pairing.ts'
import { noReconnect, type ReconnectRules } from './reconnect.ts'
import type { SwitchedOffParameter } from './url-parts.ts'

/** `json`: messages must be JSON both ways; `text`: any string. */
export type Kind = 'json' | 'text'

/** How a message is to be understood before it is sent; `binary` is written in Base64. */
export type SendAs = 'json-object' | 'json-value' | 'text' | 'binary'

/** A saved description of a connection. */
export interface Profile {
  readonly id: string
  readonly name: string
  /** From the outermost folder to the innermost. */
  readonly folder: readonly string[]
  readonly kind: Kind
  /** As typed: it may not be a valid URL yet. */
  readonly url: string
  /** Query parameters that are not in the URL for now. */
  readonly switchedOffParameters: readonly SwitchedOffParameter[]
  /** In the order of preference, as typed. */
  readonly subprotocols: readonly string[]
  /** How long a handshake may take, in milliseconds. */
  readonly handshakeTimeout: number
  /** Whether JSON goes out without the white space it was typed with. */
  readonly minify: boolean
  /** The largest message either way, in bytes of its payload; 0 for no limit but the browser's. */
  readonly maxMessageBytes: number
  readonly reconnect: ReconnectRules
  readonly keepAlive: KeepAlive
  /** What the person wants to be asked before. */
  readonly confirm: readonly ConfirmPoint[]
  /** Whether each message is entered in the audit ledger, even where policy does not ask for it. */
  readonly auditMessages: boolean
  /** What is kept in the log, and how much of it. */
  readonly log: LogRules
  /** How a request and its answer are known to belong together. */
  readonly pairing: PairingRules
}

/** What ends the lines of a text: SIP (RFC 7118) and whatever expects a terminal want CRLF. */
export type LineEnds = 'lf' | 'crlf'

/** What a person has written in the composer and not sent yet. */
export interface Draft {
  readonly text: string
  readonly sendAs: SendAs
  /** How bytes are written, where it is sent as `binary`; hexadecimal when it says nothing. */
  readonly encoding?: BinaryEncoding
  /** The text itself is written with LF, which ends its lines when nothing is said. */
  readonly lineEnds?: LineEnds
}

const defaultHandshakeTimeout = 30_000

/** The ways of sending that a kind allows, the usual one first. */
export function sendAsOf(kind: Kind): readonly SendAs[] {
  return kind === 'json' ? ['json-object', 'json-value', 'binary'] : ['text', 'binary']
}

export function newProfile(id: string, given: Partial<Omit<Profile, 'id'>> = {}): Profile {
  return {
    id,
    name: '',
    folder: [],
    kind: 'json',
    url: '',
    switchedOffParameters: [],
    subprotocols: [],
    handshakeTimeout: defaultHandshakeTimeout,
    minify: true,
    maxMessageBytes: 0,
    reconnect: noReconnect,
    keepAlive: noKeepAlive,
    confirm: [],
    auditMessages: false,
    log: keepAll,
    pairing: noPairing,
    ...given,
  }
}

/** What to call a profile: its name, or its URL while it has none. */
export function profileTitle(profile: Pick<Profile, 'name' | 'url'>): string {
  return profile.name.trim() || profile.url.trim() || 'New connection'
}

export function emptyDraft(kind: Kind): Draft {
  return { text: '', sendAs: kind === 'json' ? 'json-object' : 'text' }
}
