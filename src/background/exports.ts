import { fileRefusal, type SecretsWay } from '../core/export-policy.ts'
import { foldersOf } from '../core/folders.ts'
import type { EffectivePolicy } from '../core/policy.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type OwnFile, ownFile } from '../formats/own-file.ts'
import type { Environments } from './environments.ts'
import type { OwnRules } from './own-rules.ts'
import { belongingsOf } from './profile-belongings.ts'
import type { Profiles } from './profiles.ts'

export interface ExportsContext {
  readonly profiles: Pick<Profiles, 'list' | 'emptyFolders'>
  readonly environments: Pick<Environments, 'read'>
  readonly ownRules: Pick<OwnRules, 'read'>
  policy(): EffectivePolicy
}

/** What views may be handed in one message; browsers take 64 MiB of JSON. */
const mostCharacters = 60_000_000

/** Makes files of what is the person's own. Secrets leave the background only as policy and the person want it. */
export class Exports {
  readonly #context: ExportsContext

  constructor(context: ExportsContext) {
    this.#context = context
  }

  /** @param extent `backup` is everything, `profiles` what can be handed to somebody else */
  async file(extent: 'profiles' | 'backup', secrets: SecretsWay): Promise<Result<OwnFile>> {
    const { profiles, environments, ownRules } = this.#context
    const own = profiles.list().flatMap(({ origin, ...profile }) => (origin ? [] : [profile]))
    const made = ownFile(
      {
        profiles: await Promise.all(own.map(withBelongings)),
        folders: foldersOf(own, profiles.emptyFolders()),
        environments: environments.read(),
        ...(extent === 'backup' && { rules: ownRules.read().rules }),
      },
      secrets,
    )
    // Last: policy may have changed while all was read.
    const refusal = fileRefusal(this.#context.policy(), secrets)
    if (refusal) return refuse('failed', refusal.message, { rule: refusal.rule })
    if (JSON.stringify(made).length <= mostCharacters) return ok(made)
    return refuse('failed', 'The file would be larger than 60 MB; delete saved messages.')
  }
}

async function withBelongings(profile: Profile) {
  return { profile, ...(await belongingsOf(profile.id)) }
}
