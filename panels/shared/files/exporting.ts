import type { SecretsChoice } from '../../../src/core/export-policy.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import type { Session } from '../session.ts'

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
  const read = await call('profiles.export', { extent, choice: { secrets: 'left-out' } })
  if (!read.ok) return read
  const { count, secrets } = read.value
  return ok({
    count,
    secrets,
    async write(choice, signal) {
      const made = await call('profiles.export', { extent, choice }, signal)
      return made.ok ? ok(`${JSON.stringify(made.value.file, undefined, 2)}\n`) : made
    },
  })
}

/** Hands a text to the browser as a file to save. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address once the click is done; it is kept a little for those that read it later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
