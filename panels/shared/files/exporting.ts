import type { Environment } from '../../../src/core/environment.ts'
import { profileTitle } from '../../../src/core/profile.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import { encryptSecrets } from '../../../src/formats/encrypted-secrets.ts'
import { fromGiven } from '../../../src/formats/given-profile.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import { textAt } from '../../../src/formats/places.ts'
import type { SwitchboardFile } from '../../../src/formats/switchboard.ts'
import { withoutSecrets } from '../../../src/formats/without-secrets.ts'
import type { ProfileView } from '../../../src/wire/view.ts'
import type { Session } from '../session.ts'

/** What becomes of the secrets in a file (spec X3). */
export type SecretsChoice =
  | { readonly secrets: 'left-out' }
  | { readonly secrets: 'encrypted'; readonly passphrase: string }
  | { readonly secrets: 'in-clear' }

/** The person's own profiles, ready to be written. */
export interface Exportable {
  readonly count: number
  /** Where there are secrets, in words. */
  readonly secrets: readonly string[]
  write(choice: SecretsChoice): Promise<string>
}

type Content = Omit<SwitchboardFile, 'format' | 'version'>

/**
 * @param extent `backup` is everything of the person's, `profiles` what can be handed to somebody else
 */
export async function exportAll(
  call: Session['call'],
  profiles: readonly ProfileView[],
  extent: 'profiles' | 'backup',
): Promise<Result<Exportable>> {
  const own = profiles.filter(({ origin }) => origin === undefined)
  const all = await Promise.all(own.map((profile) => readProfile(call, profile)))
  const refused = all.find((read) => !read.ok)
  if (refused && !refused.ok) return refused
  const [environments, rules] = await Promise.all([call('environments.read', {}), call('rules.read', {})])
  if (!environments.ok) return environments
  if (!rules.ok) return rules
  return ok(
    exportable({
      profiles: all.flatMap((read) => (read.ok ? [read.value] : [])),
      environments: environments.value.map(fileEnvironment),
      ...(extent === 'backup' ? { rules: rules.value.rules } : {}),
    }),
  )
}

function fileEnvironment({ name, variables }: Environment): ImportedEnvironment {
  return {
    name,
    variables: variables.map(({ secret, ...variable }) => (secret ? { ...variable, secret } : variable)),
  }
}

async function readProfile(call: Session['call'], { origin: _origin, ...profile }: ProfileView) {
  const place = { profileId: profile.id }
  const [handshake, script] = await Promise.all([call('handshake.read', place), call('script.read', place)])
  if (!handshake.ok) return handshake
  return script.ok ? ok(fromGiven(profile, { handshake: handshake.value, script: script.value })) : script
}

function exportable(all: Content): Exportable {
  const { content, omitted } = withoutSecrets(all)
  const titles = all.profiles.map(profileTitle)
  return {
    count: all.profiles.length,
    secrets: omitted.map((place) =>
      place
        .replace(/^profiles\[(\d+)\]\./, (_, index) => `${titles[Number(index)] ?? ''}: `)
        .replace(/^environments\[(\d+)\]\./, (_, index) => `${all.environments?.[Number(index)]?.name ?? ''}: `),
    ),
    async write(choice) {
      // As importers have it, so that it stays out of what every dialog loads.
      const { writeSwitchboard } = await import('../../../src/formats/switchboard.ts')
      switch (choice.secrets) {
        case 'left-out':
          return writeSwitchboard(content)
        case 'in-clear':
          return writeSwitchboard(all)
        case 'encrypted': {
          const values = Object.fromEntries(omitted.map((place) => [place, textAt(all, place) ?? '']))
          const encryptedSecrets = await encryptSecrets(values, choice.passphrase, randomBytes)
          return writeSwitchboard({ ...content, encryptedSecrets })
        }
      }
    },
  }
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count))
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
