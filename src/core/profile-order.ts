import type { Profile } from './profile.ts'

/** Where a profile is to stand. */
export interface Place extends Pick<Profile, 'folder'> {
  readonly profileId: string
}

/** The profiles in this order and in these folders; those that are not named come last, as they were. */
export function arranged(profiles: readonly Profile[], places: readonly Place[]): Profile[] {
  const known = new Map(profiles.map((profile) => [profile.id, profile]))
  const placed = places.flatMap(({ profileId, folder }) => {
    const profile = known.get(profileId)
    return profile && known.delete(profileId) ? [{ ...profile, folder }] : []
  })
  return [...placed, ...known.values()]
}
