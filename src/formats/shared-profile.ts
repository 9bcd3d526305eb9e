import type { GivenProfile } from '../core/handshake.ts'
import type { Profile } from '../core/profile.ts'
import { canonicalJson } from '../core/profile-sync.ts'
import { ok, type Result } from '../core/result.ts'
import { fromGiven, toGiven } from './given-profile.ts'
import { importSwitchboard, type SwitchboardFile, switchboardVersion } from './switchboard.ts'
import { withoutSecrets } from './without-secrets.ts'

// A profile on its way to another device of the same person: a file of one, without secrets.

/** What a file of one profile says; without a script it is silent about it. */
export type SharedProfile = Omit<GivenProfile, 'script'> & Partial<Pick<GivenProfile, 'script'>>

export function sharedFile(
  profile: Profile,
  belongings: Omit<GivenProfile, 'profile'>,
  { withScript }: { readonly withScript: boolean },
): SwitchboardFile {
  const { script, ...rest } = fromGiven(profile, belongings)
  const { content } = withoutSecrets({ profiles: [withScript ? { ...rest, script } : rest] })
  return { format: 'switchboard', version: switchboardVersion, ...content }
}

/** Reads what this or another version has shared; not checked beyond what the file's format says. */
export function readShared(file: unknown): Result<SharedProfile | undefined, 'invalid-file'> {
  const read = importSwitchboard(JSON.stringify(file))
  if (!read.ok) return read
  const [imported] = read.value.profiles
  if (!imported) return ok(undefined)
  const { script, ...given } = toGiven(imported).given
  return ok(imported.script === undefined ? given : { ...given, script })
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
  const known = blanked.map(canonicalJson)
  return came.map((row) => {
    const index = known.indexOf(canonicalJson(row))
    return index < 0 ? row : here[index]
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
