import { encodeBase64Text, latin1 } from '../core/base64.ts'
import { asInForms } from '../core/secrets.ts'

/** What stands in the place of a secret. */
export const redacted = '[redacted]'

export interface Redact {
  (text: string): string
  /** Bytes may hold a secret as UTF-8. */
  readonly bytes: (bytes: Uint8Array) => Uint8Array
}

/** Replaces secrets in texts, also where they are written for a URL, inside JSON or as Base64. */
export function redactor(secrets: readonly string[]): Redact {
  const given = [...new Set(secrets)].filter((secret) => secret !== '')
  const inText = expressionOf(given.flatMap(spellingsOf))
  const inBytes = expressionOf(given.map((secret) => latin1(new TextEncoder().encode(secret))))
  const redact = (text: string) => (inText ? text.replace(inText, redacted) : text)
  return Object.assign(redact, {
    bytes: (bytes: Uint8Array) => {
      if (!inBytes) return bytes
      const text = latin1(bytes)
      const replaced = text.replace(inBytes, redacted)
      return replaced === text ? bytes : Uint8Array.from(replaced, (unit) => unit.charCodeAt(0))
    },
  })
}

function spellingsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed()
  return [
    secret,
    encodeURIComponent(wellFormed),
    asInForms(wellFormed),
    JSON.stringify(secret).slice(1, -1),
    encodeBase64Text(wellFormed),
  ]
}

/** The longest first, so that a secret inside another leaves nothing of it. */
function expressionOf(spellings: readonly string[]): RegExp | undefined {
  const all = [...new Set(spellings)].toSorted((one, other) => other.length - one.length)
  if (all.length === 0) return undefined
  return new RegExp(all.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
}
