/** What one item of `storage.sync` may take, its key included, in bytes. */
export const mostItemBytes = 8192

/** What all items may take together, in bytes, and how many there may be. */
export const mostBytes = 102_400
export const mostItems = 512

/** What did not go along, and why. */
export interface LeftOut {
  readonly title: string
  readonly why: 'too-large' | 'messages-too-large' | 'no-room'
}

/** How it stands with profiles on the person's other devices. */
export interface SyncStatus {
  readonly on: boolean
  /** Epoch milliseconds; absent before the first time. */
  readonly syncedAt?: number
  readonly leftOut: readonly LeftOut[]
  /** How many profiles of other devices cannot be read by this version. */
  readonly unreadable: number
  /** What the browser said when it could not be done. */
  readonly failure?: string
}

/** A profile in the words of its file, or null where it was deleted, and when that was changed in epoch milliseconds. */
export interface Version {
  readonly changedAt: number
  readonly text: string | null
}

export interface Sides {
  /** As it is here now; null when it is not. */
  readonly here: string | null
  /** As both sides had it last. */
  readonly agreed: Version | undefined
  readonly there: Version | undefined
  /** When it was changed here, should it have been; epoch milliseconds. */
  readonly changedAt: number
}

/** Which way a profile goes: the last change wins. What is missing there was not deleted; a deletion is written down. */
export function direction({ here, agreed, there, changedAt }: Sides): 'none' | 'give' | 'take' {
  if (!there) return here === null ? 'none' : 'give'
  if (there.text === here) return 'none'
  const changedHere = here !== (agreed?.text ?? null)
  const changedThere = there.changedAt !== agreed?.changedAt
  if (changedHere && changedThere) return changedAt >= there.changedAt ? 'give' : 'take'
  if (changedHere) return 'give'
  return changedThere ? 'take' : 'none'
}

/** JSON with the members of objects in one order: storage does not keep the one they had. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([first], [second]) => (first < second ? -1 : 1)))
      : part,
  )
}

/** What an item takes of the quota, in bytes; Chrome counts `<` as it escapes it. */
export function itemBytes(key: string, value: unknown): number {
  return new TextEncoder().encode(key + JSON.stringify(value).replaceAll('<', '\\u003C')).length
}
