import type { ApiKeyPlace, PageToken } from '../core/auth.ts'
import type { FolderPath } from '../core/folders.ts'
import type { HandshakeSettings } from '../core/handshake.ts'
import type { Direction } from '../core/log-entry.ts'
import type { OAuth2 as OAuth2Settings } from '../core/oauth-settings.ts'
import type { Kind } from '../core/profile.ts'
import type { Result } from '../core/result.ts'

/** The formats that can be read, by the names their projects give them. */
export type FormatName =
  | 'Switchboard'
  | 'Insomnia v4'
  | 'Insomnia v5'
  | 'Bruno'
  | 'OpenCollection'
  | 'Postman'
  | 'HAR'
  | 'Browser WebSocket Client'
  | 'AsyncAPI'
  | 'wscat'
  | 'websocat'
  | 'curl'

/** What a file holds, in Switchboard's terms and before anything is changed. */
export interface Imported {
  readonly source: FormatName
  readonly profiles: readonly ImportedProfile[]
  readonly environments: readonly ImportedEnvironment[]
  /** Paths of all folders in their order, where a format tells more than the profiles do. */
  readonly folders?: readonly FolderPath[]
  readonly recordings: readonly ImportedRecording[]
  readonly notes: readonly ImportNote[]
  /** Places in this value that hold a secret, e.g. `profiles[0].auth.token`. */
  readonly secrets: readonly string[]
  /** The person's own rules, as a backup has them; checked when they are put in place. */
  readonly rules?: unknown
  /** Of a file with encrypted secrets: the same with them, for who knows the passphrase. */
  readonly unlock?: (passphrase: string) => Promise<ImportResult>
}

export type ImportResult = Result<Imported, 'invalid-file'>

/** Something of the file that was dropped or changed, and why. */
export interface ImportNote {
  /** Place in the file, e.g. `resources[3].authentication` or `line 12`. */
  readonly place: string
  readonly message: string
}

export interface ImportedProfile {
  readonly name: string
  /** From the outermost folder to the innermost. */
  readonly folder: readonly string[]
  readonly kind: Kind
  readonly url: string
  readonly subprotocols: readonly string[]
  readonly headers: readonly HeaderRow[]
  /** Query parameters beside those in the URL. */
  readonly parameters: readonly ParameterRow[]
  readonly auth: Auth
  readonly savedMessages: readonly SavedMessage[]
  /** Milliseconds. */
  readonly handshakeTimeout?: number
  readonly keepAlive?: KeepAlive
  readonly minify?: boolean
  /** What only Switchboard knows of a handshake. */
  readonly own?: OwnHandshake
  /** What only Switchboard knows of a profile, and its script, as its file has them: checked when they are added. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly script?: unknown
}

export type OwnHandshake = Partial<
  Pick<HandshakeSettings, 'scope' | 'scopeValues' | 'cookie' | 'origin' | 'userAgent'>
> & { readonly pageToken?: PageToken }

export interface HeaderRow {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  /** Whether the value is to be masked and kept out of exports; without it the name decides. */
  readonly secret?: boolean
}

export type ParameterRow = HeaderRow

export interface KeepAlive {
  /** Milliseconds. */
  readonly interval: number
  /** What is sent; empty where the file has none, because its tool sends ping frames. */
  readonly message: string
}

/** How a connection proves who it is. */
export type Auth =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string; readonly prefix: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'api-key'; readonly key: string; readonly value: string; readonly addTo: ApiKeyPlace }
  | OAuth2

/** What other tools do not tell. */
type Untold = 'clientAuthentication' | 'audience' | 'resource'

export type OAuth2 = Omit<OAuth2Settings, Untold> & Partial<Pick<OAuth2Settings, Untold>>

export interface SavedMessage {
  readonly name: string
  readonly folder?: string
  readonly kind: 'json' | 'text' | 'binary'
  /** The message; Base64 when it is binary. */
  readonly data: string
}

export interface ImportedEnvironment {
  readonly name: string
  readonly variables: readonly Variable[]
}

export interface Variable {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  readonly secret?: true
}

/** A conversation that took place. */
export interface ImportedRecording {
  readonly url: string
  /** Index in `profiles` of the profile that was made from it. */
  readonly profile: number
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** The subprotocol the server chose. */
  readonly protocol: string
  readonly messages: readonly RecordedMessage[]
}

export interface RecordedMessage {
  /** Epoch milliseconds. */
  readonly at: number
  readonly direction: Direction
  /** RFC 6455 section 5.2: 1 is text, 2 is binary. */
  readonly opcode: 1 | 2
  readonly data: string | Uint8Array
  /** Of a bookmark, as a log of our own is exported; empty where nothing was written about it. */
  readonly note?: string
}

export const noAuth: Auth = { type: 'none' }

export function importedProfile(given: Partial<ImportedProfile> & Pick<ImportedProfile, 'url'>): ImportedProfile {
  return {
    name: '',
    folder: [],
    kind: kindOf(given.savedMessages ?? []),
    subprotocols: [],
    headers: [],
    parameters: [],
    auth: noAuth,
    savedMessages: [],
    ...given,
  }
}

/** `text` unless all the messages are JSON: a text connection takes anything. */
function kindOf(messages: readonly Pick<SavedMessage, 'kind'>[]): Kind {
  return messages.length > 0 && messages.every((message) => message.kind === 'json') ? 'json' : 'text'
}
