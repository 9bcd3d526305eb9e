import type { ReadonlySignal } from '@preact/signals'
import type { Profile } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { Session } from '../../shared/session.ts'
import type { Selection } from './selection.ts'

interface Deleted {
  readonly profile: Profile
  readonly index: number
}

/** Deleting a profile asks nothing and can be undone for a while. */
export interface Deletion extends Pick<Offer<Deleted>, 'hold' | 'release' | 'dismiss'> {
  readonly deleted: ReadonlySignal<Deleted | undefined>
  remove(profileId: string): Promise<void>
  undo(): Promise<void>
}

export function createDeletion(
  { mirror, call }: Session,
  selection: Selection,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): Deletion {
  const {
    done: deleted,
    make,
    take,
    ...offer
  } = createOffer<Deleted>(({ profile }) => {
    void call('profile.forget', { profileId: profile.id })
  })
  return {
    ...offer,
    deleted,
    async remove(profileId) {
      const next = neighbour(mirror.profiles.peek(), profileId)
      const result = await call('profile.delete', { profileId })
      if (!result.ok) return onRefusal(profileId, result.refusal)
      if (next) selection.select(next.id)
      make(result.value)
    },
    async undo() {
      const given = take()
      if (!given) return
      const { profile, index } = given
      const subprotocols = [...profile.subprotocols]
      const restored = await call('profile.restore', { profile: { ...profile, subprotocols }, index })
      if (restored.ok) selection.select(profile.id)
      else onRefusal(profile.id, restored.refusal)
    },
  }
}

function neighbour(profiles: readonly Profile[], profileId: string): Profile | undefined {
  const index = profiles.findIndex(({ id }) => id === profileId)
  return profiles[index + 1] ?? profiles[index - 1]
}
