import { computed, type ReadonlySignal } from '@preact/signals'
import type { ProfileView } from '../../../src/wire/view.ts'
import { remembered } from '../../shared/remembered.ts'

export interface Selection {
  /** The profile that is worked on: the one picked last or, where that is gone, the first. */
  readonly profile: ReadonlySignal<ProfileView | undefined>
  readonly profileId: ReadonlySignal<string | undefined>
  select(profileId: string): void
}

export function createSelection(profiles: ReadonlySignal<readonly ProfileView[]>, storage: Storage): Selection {
  const picked = remembered(storage, 'selected-profile', (stored) => (typeof stored === 'string' ? stored : ''))
  const profile = computed(() => profiles.value.find(({ id }) => id === picked.value) ?? profiles.value[0])
  return {
    profile,
    profileId: computed(() => profile.value?.id),
    select(profileId) {
      picked.value = profileId
    },
  }
}
