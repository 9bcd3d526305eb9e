import { decodeBase64, encodeBase64 } from '../core/base64.ts'
import { ok, type Result } from '../core/result.ts'
import { invalidFile } from './invalid-file.ts'

/** Fewer would make guessing a passphrase cheap (OWASP Password Storage Cheat Sheet). */
export const leastIterations = 600_000
/** More would only hold the person up: a file must not be able to. */
export const mostIterations = 10_000_000

/** Values by their place, such as `profiles[0].auth.token`, unreadable without the passphrase. Bytes are Base64. */
export interface EncryptedSecrets {
  readonly keyDerivation: 'PBKDF2-SHA-256'
  readonly iterations: number
  readonly salt: string
  readonly cipher: 'AES-256-GCM'
  readonly iv: string
  readonly data: string
}

/** Makes so many random bytes. */
export type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>

/** Values by place. */
export type Secrets = Readonly<Record<string, string>>

/**
 * Encrypts with a key derived from a passphrase.
 * @see https://developer.mozilla.org/docs/Web/API/SubtleCrypto/deriveKey
 */
export async function encryptSecrets(
  secrets: Secrets,
  passphrase: string,
  random: RandomBytes,
): Promise<EncryptedSecrets> {
  const [salt, iv] = [random(16), random(12)]
  const key = await keyOf(passphrase, salt, leastIterations)
  const plain = new TextEncoder().encode(JSON.stringify(secrets))
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
  return {
    keyDerivation: 'PBKDF2-SHA-256',
    iterations: leastIterations,
    salt: encodeBase64(salt),
    cipher: 'AES-256-GCM',
    iv: encodeBase64(iv),
    data: encodeBase64(data),
  }
}

/** @returns `invalid-file` when the passphrase is another one, or what is encrypted was changed. */
export async function decryptSecrets(
  { salt, iterations, iv, data }: EncryptedSecrets,
  passphrase: string,
): Promise<Result<Secrets, 'invalid-file'>> {
  const [saltBytes, ivBytes, dataBytes] = [decodeBase64(salt), decodeBase64(iv), decodeBase64(data)]
  if (!saltBytes || !ivBytes || !dataBytes) return invalidFile('encryptedSecrets: its bytes are not Base64.')
  try {
    const key = await keyOf(passphrase, saltBytes, iterations)
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: ivBytes }, key, dataBytes)
    return ok(secretsIn(JSON.parse(new TextDecoder().decode(plain))))
  } catch {
    // AES-GCM tells a wrong key and changed data apart no better than we can.
    return invalidFile('The secrets cannot be read: the passphrase is wrong, or the file was changed.')
  }
}

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  // As typed on any keyboard: the same letters must be the same bytes.
  const material = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const base = await crypto.subtle.importKey('raw', material, 'PBKDF2', false, ['deriveKey'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function secretsIn(value: unknown): Secrets {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
