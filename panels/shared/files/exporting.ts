import type { SecretsWay } from '../../../src/core/export-policy.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import { encryptSecrets } from '../../../src/formats/encrypted-secrets.ts'
import type { Session } from '../session.ts'

/** What becomes of the secrets in a file. */
export type SecretsChoice =
  | { readonly secrets: Exclude<SecretsWay, 'encrypted'> }
  | { readonly secrets: 'encrypted'; readonly passphrase: string }

/** The person's own profiles, ready to be written. */
export interface Exportable {
  readonly count: number
  /** Where there are secrets, in words. */
  readonly secrets: readonly string[]
  /** The text of the file; policy is asked again. */
  write(choice: SecretsChoice, signal: AbortSignal): Promise<Result<string>>
}

/**
 * @param extent `backup` is everything of the person's, `profiles` what can be handed to somebody else
 */
export async function readExportable(
  call: Session['call'],
  extent: 'profiles' | 'backup',
): Promise<Result<Exportable>> {
  const read = await call('profiles.export', { extent, secrets: 'left-out' })
  if (!read.ok) return read
  const { count, secrets } = read.value
  return ok({
    count,
    secrets,
    async write(choice, signal) {
      const made = await call('profiles.export', { extent, secrets: choice.secrets }, signal)
      if (!made.ok) return made
      const { file, toEncrypt = {} } = made.value
      const encrypted = choice.secrets === 'encrypted' && {
        encryptedSecrets: await encryptSecrets(toEncrypt, choice.passphrase, randomBytes),
      }
      return ok(`${JSON.stringify({ ...file, ...encrypted }, undefined, 2)}\n`)
    },
  })
}

function randomBytes(count: number) {
  return crypto.getRandomValues(new Uint8Array(count))
}
