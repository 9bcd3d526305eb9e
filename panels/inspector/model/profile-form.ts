import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Profile } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { Change } from '../../shared/change.ts'
import { debounce } from '../../shared/debounce.ts'
import type { Session } from '../../shared/session.ts'

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

interface Edit {
  readonly profileId: string
  readonly change: ProfileChange
}

export function createProfileForm(
  call: Session['call'],
  selected: ReadonlySignal<Profile | undefined>,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): ProfileForm {
  const pending = signal<Edit | undefined>()

  const { soon, flush } = debounce(async () => {
    const edit = pending.peek()
    if (!edit) return
    const told = await call('profile.update', edit)
    if (!told.ok) onRefusal(edit.profileId, told.refusal)
    if (pending.peek() === edit) pending.value = undefined
  })

  const profile = computed(() => {
    const kept = selected.value
    return kept && pending.value?.profileId === kept.id ? { ...kept, ...pending.value.change } : kept
  })

  const edit = (change: ProfileChange) => {
    const profileId = selected.peek()?.id
    if (profileId === undefined) return
    const before = pending.peek()
    if (before && before.profileId !== profileId) void flush()
    pending.value = { profileId, change: before?.profileId === profileId ? { ...before.change, ...change } : change }
    soon()
  }

  return {
    profile,
    edit,
    changeOf: (key) => (next) => {
      const present = profile.peek()
      if (present) edit({ [key]: next(present[key]) })
    },
    flush,
  }
}
