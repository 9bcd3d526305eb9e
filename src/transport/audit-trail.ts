import { payload } from '../core/payload.ts'
import type { MessageDigest } from '../wire/transport.ts'

/**
 * Makes size and SHA-256 of messages for the audit ledger, in order. Digests come later than messages: those that came
 * meanwhile are told together.
 */
export class AuditTrail {
  readonly #tell: (messages: readonly MessageDigest[]) => void
  #waiting: Promise<MessageDigest>[] = []
  #telling = false

  constructor(tell: (messages: readonly MessageDigest[]) => void) {
    this.#tell = tell
  }

  add(message: Pick<MessageDigest, 'connectionId' | 'direction' | 'at'>, data: string | Uint8Array): void {
    this.#waiting.push(digested(message, payload(data)))
    if (!this.#telling) void this.#tellAll()
  }

  async #tellAll(): Promise<void> {
    this.#telling = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      this.#tell(await Promise.all(batch))
    }
    this.#telling = false
  }
}

async function digested(
  message: Pick<MessageDigest, 'connectionId' | 'direction' | 'at'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<MessageDigest> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { ...message, bytes: bytes.byteLength, sha256 }
}
