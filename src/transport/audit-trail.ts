import { auditedContent } from '../core/audit.ts'
import { payload } from '../core/payload.ts'
import type { MessageDigest } from '../wire/transport.ts'

/** With their content, more would not fit what a browser takes as one message of a port. */
const mostAtOnce = 500

type Audited = Omit<MessageDigest, 'bytes' | 'sha256'>

/**
 * Makes size and SHA-256 of messages for the audit ledger, in order, and adds the content where it is asked for. Digests come later than messages: those that came
 * meanwhile are told together.
 */
export class AuditTrail {
  readonly #tell: (messages: readonly MessageDigest[]) => void
  readonly #waiting: Promise<MessageDigest>[] = []
  #telling = false

  constructor(tell: (messages: readonly MessageDigest[]) => void) {
    this.#tell = tell
  }

  add(message: Audited, data: string | Uint8Array, withContent: boolean): void {
    const bytes = payload(data)
    const content = withContent ? { content: auditedContent(typeof data === 'string', bytes) } : {}
    this.#waiting.push(digested({ ...message, ...content }, bytes))
    if (!this.#telling) void this.#tellAll()
  }

  async #tellAll(): Promise<void> {
    this.#telling = true
    while (this.#waiting.length > 0) {
      this.#tell(await Promise.all(this.#waiting.splice(0, mostAtOnce)))
    }
    this.#telling = false
  }
}

async function digested(message: Audited, bytes: Uint8Array<ArrayBuffer>): Promise<MessageDigest> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { ...message, bytes: bytes.byteLength, sha256 }
}
