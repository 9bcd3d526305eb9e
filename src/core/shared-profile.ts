import type { GivenProfile } from './handshake.ts'
import type { Profile } from './profile.ts'
import { canonicalJson } from './profile-sync.ts'
import { withoutSecrets } from './without-secrets.ts'

// A profile on its way to another device of the same person: all that belongs to it, without secrets.

/** As it is shared; without a script it is silent about it. Newer versions may say more, with another number. */
export type SharedProfile = Omit<GivenProfile, 'script'> &
  Partial<Pick<GivenProfile, 'script'>> & { readonly version: typeof sharedVersion }

export const sharedVersion = 1

export function sharedProfile(
  { id: _id, ...profile }: Profile,
  { handshake, script }: Omit<GivenProfile, 'profile'>,
  { withScript }: { readonly withScript: boolean },
): SharedProfile {
  return {
    version: sharedVersion,
    ...withoutSecrets({ profile, handshake }),
    ...(withScript ? { script } : {}),
  }
}

/**
 * Puts the secrets of the profile that is here into what came without them.
 * @param blanked the profile that is here, without its secrets
 * @returns not checked: where both differ in shape, it is what came
 */
export function withSecretsOf(here: unknown, blanked: unknown, came: unknown): unknown {
  if (canonicalJson(blanked) === canonicalJson(came)) return here
  if (Array.isArray(came)) return Array.isArray(here) && Array.isArray(blanked) ? rowsOf(here, blanked, came) : came
  if (!isObject(came) || !isObject(blanked) || !isObject(here)) return came
  // A password is for one way to authenticate only.
  if (came.type !== blanked.type) return came
  return Object.fromEntries(
    Object.entries(came).map(([name, value]) => [name, withSecretsOf(here[name], blanked[name], value)]),
  )
}

/** Rows are known by what they say, not by their place: a value must not get to another header. */
function rowsOf(here: readonly unknown[], blanked: readonly unknown[], came: readonly unknown[]): unknown[] {
  const known: (string | undefined)[] = blanked.map(canonicalJson)
  return came.map((row) => {
    const index = known.indexOf(canonicalJson(row))
    if (index < 0) return row
    // Of two that say the same, each keeps its own.
    known[index] = undefined
    return here[index]
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
