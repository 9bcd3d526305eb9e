import { encodeBase64 } from './base64.ts'
import type { Direction } from './log-entry.ts'
import { type Profile, profileTitle } from './profile.ts'
import { mask } from './secrets.ts'

export type AuditAction =
  | 'create'
  | 'connect'
  | 'reconnect'
  | 'open'
  | 'close'
  | 'send'
  | 'receive'
  | 'confirm'
  | 'token'
  | 'command'

/** The content of a message, or its beginning: text, or bytes in Base64. */
export interface AuditedContent {
  readonly type: 'text' | 'base64'
  readonly data: string
  /** Whether there was more than the ledger takes. */
  readonly cut: boolean
}

/** The most of a message that the ledger takes, in bytes. */
const mostContent = 8192

/** What the ledger takes of a message. @param bytes the same message as it is on the wire */
export function auditedContent(isText: boolean, bytes: Uint8Array): AuditedContent {
  const kept = bytes.subarray(0, mostContent)
  const cut = kept.length < bytes.length
  if (!isText) return { type: 'base64', data: encodeBase64(kept), cut }
  // With `stream`, a character that the cut went through is left out.
  return { type: 'text', data: new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: true }), cut }
}

/**
 * What happened, without its place in the ledger. A message is told by size and digest; its content only where policy
 * says so.
 */
export interface AuditContent {
  /** Epoch milliseconds. */
  readonly at: number
  readonly action: AuditAction
  readonly decision: 'allowed' | 'refused'
  readonly connectionId: string
  /** What the profile was called then. */
  readonly profile: string
  /** See `endpointOf`. */
  readonly endpoint: string
  /** The rule that decided, in words; `''` where none did. */
  readonly rule: string
  readonly detail: string
  readonly bytes?: number
  /** In hexadecimal. */
  readonly sha256?: string
  readonly content?: AuditedContent
}

export interface AuditEntry extends AuditContent {
  /** Place in the ledger: always more than that of the entry before. */
  readonly seq: number
}

/** One line for each profile and endpoint that came together. */
export interface EndpointSummary {
  readonly profile: string
  readonly endpoint: string
  readonly opened: number
  readonly refused: number
  /** Epoch milliseconds of the last of them. */
  readonly last: number
}

/** A URL as the ledger names it: without user name, password and query, which may be secret. */
export function endpointOf(url: string): string {
  // It may be one all the same, once its variables are filled in; what is masked must stay so.
  if (url.includes(mask) || !URL.canParse(url))
    return url.replace(/[?#].*|(?<=^[^/\\]*[:/\\]+)[^/\\]*@/gs, '').slice(0, 200)
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/** What a profile is called, in the ledger too: one without a name is called by its URL. */
export function auditedTitle({ name, url }: Pick<Profile, 'name' | 'url'>): string {
  return profileTitle({ name, url: endpointOf(url) })
}

export function messageAction(direction: Direction): AuditAction {
  return direction === 'sent' ? 'send' : 'receive'
}

/** Which profiles reached which endpoints, how often, and when last. */
export class EndpointSummaries {
  readonly #lines = new Map<string, EndpointSummary>()

  add(entries: readonly AuditContent[]): void {
    for (const { action, decision, profile, endpoint, at } of entries) {
      const counts = action === 'open' || decision === 'refused'
      if (!counts || endpoint === '') continue
      const key = JSON.stringify([profile, endpoint])
      const line = this.#lines.get(key) ?? { profile, endpoint, opened: 0, refused: 0, last: 0 }
      const [opened, refused] = decision === 'refused' ? [0, 1] : [1, 0]
      const last = Math.max(line.last, at)
      this.#lines.set(key, { ...line, opened: line.opened + opened, refused: line.refused + refused, last })
    }
  }

  /** The latest first. */
  list(): EndpointSummary[] {
    return [...this.#lines.values()].sort((one, other) => other.last - one.last)
  }
}
