import { fileRefusal, type SecretsChoice } from '../core/export-policy.ts'
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
  async file(extent: 'profiles' | 'backup', choice: SecretsChoice): Promise<Result<OwnFile>> {
    const before = this.#refusal(choice)
    if (before) return before
    const { profiles, environments, ownRules } = this.#context
    const own = profiles.list().flatMap(({ origin, ...profile }) => (origin ? [] : [profile]))
    const made = await ownFile(
      {
        profiles: await Promise.all(own.map(withBelongings)),
        folders: foldersOf(own, profiles.emptyFolders()),
        environments: environments.read(),
        ...(extent === 'backup' && { rules: ownRules.read().rules }),
      },
      choice,
      (count) => crypto.getRandomValues(new Uint8Array(count)),
    )
    const after = this.#refusal(choice)
    if (after) return after
    if (JSON.stringify(made.file).length <= mostCharacters) return ok(made)
    return refuse('failed', 'The file would be larger than 60 MB; saved messages are what is large.')
  }

  #refusal(choice: SecretsChoice) {
    const refusal = fileRefusal(this.#context.policy(), choice)
    return refusal && refuse('failed', refusal.message, { rule: refusal.rule })
  }
}

async function withBelongings(profile: Profile) {
  return { profile, ...(await belongingsOf(profile.id)) }
}
