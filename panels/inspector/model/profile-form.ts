import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Profile } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { Change } from '../../shared/change.ts'
import { debounce } from '../../shared/debounce.ts'
import type { Session } from '../../shared/session.ts'
import { withEntry } from '../../shared/with-entry.ts'

export type ProfileChange = Partial<Omit<Profile, 'id'>>

export interface ProfileForm {
  /** The selected profile as it stands in the form, with what the background has not been told yet. */
  readonly profile: ReadonlySignal<Profile | undefined>
  edit(change: ProfileChange): void
  /** Changes one member of the selected profile. */
  changeOf<Key extends keyof ProfileChange>(key: Key): Change<Profile[Key]>
  /** Tells the background now what it has not been told. */
  flush(): Promise<void>
}

export function createProfileForm(
  call: Session['call'],
  selected: ReadonlySignal<Profile | undefined>,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): ProfileForm {
  /** What the background has not taken yet, by profile: what it refused stays in the form, and is given once more. */
  const pending = signal<ReadonlyMap<string, ProfileChange>>(new Map())

  const tell = async (profileId: string, change: ProfileChange) => {
    const told = await call('profile.update', { profileId, change })
    if (!told.ok) onRefusal(profileId, told.refusal)
    const isSettled = told.ok || told.refusal.code === 'unknown-profile'
    if (isSettled && pending.peek().get(profileId) === change) {
      pending.value = withEntry(pending.peek(), profileId, undefined)
    }
  }

  const { soon, flush } = debounce(async () => {
    await Promise.all([...pending.peek()].map(([profileId, change]) => tell(profileId, change)))
  })

  const profile = computed(() => {
    const kept = selected.value
    const change = pending.value.get(kept?.id ?? '')
    return kept && change ? { ...kept, ...change } : kept
  })

  const edit = (change: ProfileChange) => {
    const profileId = selected.peek()?.id
    if (profileId === undefined) return
    pending.value = withEntry(pending.peek(), profileId, { ...pending.peek().get(profileId), ...change })
    soon()
  }

  return {
    profile,
    edit,
    changeOf: (key) => (next) => {
      const present = profile.peek()
      if (present) edit({ [key]: next(present[key]) })
    },
    flush() {
      if (pending.peek().size > 0) soon()
      return flush()
    },
  }
}
