import type { Environment } from '../core/environment.ts'
import type { SecretsWay } from '../core/export-policy.ts'
import type { FolderPath } from '../core/folders.ts'
import { profileTitle } from '../core/profile.ts'
import { blanked, withoutSecrets } from '../core/without-secrets.ts'
import type { Secrets } from './encrypted-secrets.ts'
import { fromGiven, type OwnProfile } from './given-profile.ts'
import type { ImportedEnvironment } from './imported.ts'
import { differingTexts } from './places.ts'
import type { SwitchboardFile } from './switchboard.ts'
import { switchboardVersion } from './switchboard-version.ts'

type Content = Omit<SwitchboardFile, 'format' | 'version'>

/** What of a person's is to be written. */
export interface OwnThings {
  readonly profiles: readonly OwnProfile[]
  /** Paths of all folders in their order. */
  readonly folders: readonly FolderPath[]
  readonly environments: readonly Environment[]
  readonly rules?: unknown
}

/** A file, and what a person is told of it. */
export interface OwnFile {
  readonly file: SwitchboardFile
  /** How many profiles are in it. */
  readonly count: number
  /** Where there are secrets, in words, whatever becomes of them. */
  readonly secrets: readonly string[]
  /** What is to be encrypted into the file, by whoever has the passphrase. */
  readonly toEncrypt?: Secrets
}

/** A person's things as a file of Switchboard, with the secrets as chosen. */
export function ownFile(things: OwnThings, way: SecretsWay): OwnFile {
  const whole = contentOf(things)
  const blank = contentOf(withoutAllSecrets(things))
  const secrets = differingTexts(whole, blank)
  const content = way === 'in-clear' ? whole : blank
  return {
    file: { format: 'switchboard', version: switchboardVersion, ...content },
    count: things.profiles.length,
    secrets: secrets.map(([place]) => inWords(place, blank)),
    ...(way === 'encrypted' && { toEncrypt: Object.fromEntries(secrets) }),
  }
}

function contentOf({ profiles, environments, ...others }: OwnThings): Content {
  return { ...others, profiles: profiles.map(fromGiven), environments: environments.map(fileEnvironment) }
}

function withoutAllSecrets({ profiles, environments, ...others }: OwnThings): OwnThings {
  return {
    ...others,
    profiles: profiles.map((given) => ({ ...given, ...withoutSecrets(given) })),
    // A variable is what its environment says of it, whatever its name.
    environments: environments.map(({ variables, ...environment }) => ({
      ...environment,
      variables: variables.map((one) => (one.secret ? { ...one, value: blanked(one.value) } : one)),
    })),
  }
}

function fileEnvironment({ name, variables }: Environment): ImportedEnvironment {
  return {
    name,
    variables: variables.map(({ secret, ...variable }) => (secret ? { ...variable, secret } : variable)),
  }
}

/** With the names that a person knows in place of numbers. */
function inWords(place: string, { profiles, environments = [] }: Content): string {
  return place
    .replace(/^profiles\[(\d+)\]\./, (_, index) => `${titleOf(profiles[Number(index)])}: `)
    .replace(/^environments\[(\d+)\]\./, (_, index) => `${environments[Number(index)]?.name ?? ''}: `)
}

function titleOf(profile: Content['profiles'][number] | undefined): string {
  return profile ? profileTitle(profile) : ''
}
