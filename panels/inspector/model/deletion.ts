import { type ReadonlySignal, signal } from '@preact/signals'
import type { Profile } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { Session } from '../../shared/session.ts'
import type { Selection } from './selection.ts'

/** How long a deleted profile can be brought back, in milliseconds. */
export const undoTime = 15_000

interface Deleted {
  readonly profile: Profile
  readonly index: number
}

/** Deleting a profile asks nothing and can be undone for a while. */
export interface Deletion {
  readonly deleted: ReadonlySignal<Deleted | undefined>
  remove(profileId: string): Promise<void>
  undo(): Promise<void>
  /** Lets the offer to undo stand while somebody is at it. */
  hold(): void
  release(): void
  dismiss(): void
}

export function createDeletion(
  { mirror, call }: Session,
  selection: Selection,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): Deletion {
  const deleted = signal<Deleted | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const hold = () => clearTimeout(timer)
  const dismiss = () => {
    hold()
    deleted.value = undefined
  }
  const release = () => {
    hold()
    timer = setTimeout(dismiss, undoTime)
  }

  return {
    deleted,
    hold,
    release,
    dismiss,
    async remove(profileId) {
      const next = neighbour(mirror.profiles.peek(), profileId)
      const result = await call('profile.delete', { profileId })
      if (!result.ok) return onRefusal(profileId, result.refusal)
      if (next) selection.select(next.id)
      deleted.value = result.value
      release()
    },
    async undo() {
      const given = deleted.peek()
      if (!given) return
      dismiss()
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
