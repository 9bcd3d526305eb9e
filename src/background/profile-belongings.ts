import type { GivenProfile } from '../core/handshake.ts'
import { isOrganizationProfile } from '../core/policy-profiles.ts'
import { storageItem, storedItems } from '../platform/storage.ts'
import { belonging } from './belonging.ts'
import { readHandshake } from './handshake-settings.ts'
import { readScript } from './scripts.ts'
import { startItems } from './start-items.ts'

const copiedKinds = ['handshake', 'script', 'draft'] as const
/** A token is not copied: servers take a refresh token that two use for a theft. */
const kinds = [...copiedKinds, 'token'] as const

export type Belongings = Omit<GivenProfile, 'profile'>

/** What of a profile's belongings goes to files and other devices. */
export async function belongingsOf(profileId: string): Promise<Belongings> {
  return { handshake: await readHandshake(profileId), script: await readScript(profileId) }
}

/** What belongs to a profile, as storage values under the keys of another. */
export async function copiedBelongings(from: string, to: string): Promise<Record<string, unknown>> {
  const entries = await Promise.all(
    copiedKinds.map(async (kind) => [belonging(kind, to).key, await belonging(kind, from).read()] as const),
  )
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export async function forgetBelongings(profileId: string): Promise<void> {
  await Promise.all(kinds.map((kind) => belonging(kind, profileId).remove()))
}

/**
 * Deletes what belongs to profiles that are gone. Once in a session of the browser, before anything can have been
 * deleted in it: what is deleted later may still be brought back.
 * @param profileIds of the profiles there are
 */
export async function sweepBelongings(profileIds: () => readonly string[]): Promise<void> {
  const swept = startItems.belongingsSwept
  const before = profileIds()
  if (await swept.read()) return
  await swept.write(true)
  const keys = Object.keys(await storedItems('local'))
  // Reading takes its time: neither what has been added meanwhile is gone, nor what has been deleted.
  const present = new Set([...before, ...profileIds()])
  const gone = keys.flatMap((key) => {
    const [kind, id = ''] = key.split('/', 2)
    const isBelonging = kinds.some((known) => known === kind)
    return isBelonging && !present.has(id) && !isOrganizationProfile(id) ? [key] : []
  })
  await Promise.all(gone.map((key) => storageItem('local', key).remove()))
}
