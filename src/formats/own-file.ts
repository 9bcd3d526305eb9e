import type { Environment } from '../core/environment.ts'
import type { SecretsChoice } from '../core/export-policy.ts'
import type { FolderPath } from '../core/folders.ts'
import type { GivenProfile } from '../core/handshake.ts'
import { type Profile, profileTitle } from '../core/profile.ts'
import { encryptSecrets, type RandomBytes } from './encrypted-secrets.ts'
import { fromGiven } from './given-profile.ts'
import type { ImportedEnvironment } from './imported.ts'
import { textAt } from './places.ts'
import type { SwitchboardFile } from './switchboard.ts'
import { switchboardVersion } from './switchboard-version.ts'
import { withoutSecrets } from './without-secrets.ts'

type Content = Omit<SwitchboardFile, 'format' | 'version'>

/** What of a person's is to be written. */
export interface OwnThings {
  readonly profiles: readonly { readonly profile: Profile; readonly belongings: Omit<GivenProfile, 'profile'> }[]
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
}

/** A person's things as a file of Switchboard, with the secrets as chosen. */
export async function ownFile(things: OwnThings, choice: SecretsChoice, random: RandomBytes): Promise<OwnFile> {
  const all: Content = {
    folders: things.folders,
    profiles: things.profiles.map(({ profile, belongings }) => fromGiven(profile, belongings)),
    environments: things.environments.map(fileEnvironment),
    ...(things.rules === undefined ? {} : { rules: things.rules }),
  }
  const { content, omitted } = withoutSecrets(all)
  return {
    file: { format: 'switchboard', version: switchboardVersion, ...(await withChosen(all, content, omitted)) },
    count: all.profiles.length,
    secrets: omitted.map((place) => inWords(place, content)),
  }

  async function withChosen(whole: Content, blank: Content, places: readonly string[]): Promise<Content> {
    switch (choice.secrets) {
      case 'left-out':
        return blank
      case 'in-clear':
        return whole
      case 'encrypted': {
        const values = Object.fromEntries(places.map((place) => [place, textAt(whole, place) ?? '']))
        return { ...blank, encryptedSecrets: await encryptSecrets(values, choice.passphrase, random) }
      }
    }
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
