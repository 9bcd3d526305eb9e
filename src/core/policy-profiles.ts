import * as v from 'valibot'
import { textLike } from './bounds.ts'
import { faultOf } from './policy-fault.ts'
import { present } from './present.ts'
import { newProfile, type Profile } from './profile.ts'
import { commonProfileFields } from './profile-fields.ts'

/** The profiles an organisation hands to everyone, and what is wrong with those that cannot be read. */
export interface OrganizationProfiles {
  readonly profiles: readonly Profile[]
  /** A sentence for each unreadable profile. */
  readonly profileFaults: readonly string[]
}

const mostProfiles = 1000

/** What begins the id of an organisation's profile, which no profile of the person can have: theirs are UUIDs. */
const idPrefix = 'organization.'

const profileSchema = v.object({
  id: v.optional(textLike(/^[\w.-]{1,40}$/, 'is not an id of at most 40 letters and digits')),
  ...v.partial(v.object(commonProfileFields)).entries,
  url: commonProfileFields.url,
})

export function isOrganizationProfile(profileId: string): boolean {
  return profileId.startsWith(idPrefix)
}

export function readOrganizationProfiles(given: unknown): OrganizationProfiles {
  if (given === undefined) return { profiles: [], profileFaults: [] }
  if (!Array.isArray(given)) return { profiles: [], profileFaults: ['profiles must be a list.'] }
  const profiles: Profile[] = []
  const profileFaults: string[] = []
  for (const [index, entry] of given.slice(0, mostProfiles).entries()) {
    const read = readProfile(entry, index)
    if (typeof read === 'string') profileFaults.push(read)
    else if (profiles.some(({ id }) => id === read.id)) profileFaults.push(`profiles.${index}: its id is there twice.`)
    else profiles.push(read)
  }
  if (given.length > mostProfiles) profileFaults.push(`Only the first ${mostProfiles} profiles were read.`)
  return { profiles, profileFaults }
}

function readProfile(entry: unknown, index: number): Profile | string {
  const read = v.safeParse(profileSchema, entry)
  if (!read.success) return `${faultOf(read.issues[0], `profiles.${index}`)}.`
  const { id = index + 1, ...given } = read.output
  return newProfile(`${idPrefix}${id}`, present(given))
}
