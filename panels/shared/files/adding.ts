import type { ReadonlySignal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../offer.ts'
import type { Session } from '../session.ts'
import { createAddingRecordings, type Progress } from './adding-recordings.ts'
import { createAddingSteps } from './adding-steps.ts'
import type { Added, Additions } from './additions.ts'

/** Adds what files bring, in one step that can be undone. */
export interface Adding {
  /** What was added last, while that can be undone. */
  readonly added: ReadonlySignal<Added | undefined>
  /** Messages of recordings, while they are being added. */
  readonly progress: ReadonlySignal<Progress | undefined>
  readonly offer: Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
  /** Adds all, or nothing. @returns why nothing was added, if so. */
  add(additions: Additions): Promise<Refusal | undefined>
  /** Stops adding; what was added until then is taken back. */
  cancel(): void
}

export interface AddingContext extends Pick<Session, 'call' | 'mirror'> {
  onAdded(profileIds: readonly string[]): void
  onRefusal(refusal: Refusal): void
}

export function createAdding({ call, mirror, onAdded, onRefusal }: AddingContext): Adding {
  const { done: added, make, take, ...offer } = createOffer<Added>()
  const steps = createAddingSteps({ call, mirror, onRefusal })
  const recordings = createAddingRecordings({ call })

  /** What was imported refers to its variables, so they hold at once, unless others do. */
  const chooseFirst = async ([environmentId]: readonly string[]) => {
    if (environmentId === undefined || mirror.environments.peek().activeId !== null) return
    const chosen = await call('environment.choose', { environmentId })
    if (!chosen.ok) onRefusal(chosen.refusal)
  }

  return {
    added,
    progress: recordings.progress,
    async add(additions) {
      const result = await steps.addAll(additions)
      if (!result.ok) return result.refusal
      const { profileIds, environmentIds } = result.value
      const stopped = await recordings.add(additions.profiles, profileIds)
      if (stopped) await steps.takeBack(result.value)
      if (stopped) return stopped === 'cancelled' ? undefined : stopped
      onAdded(profileIds)
      await chooseFirst(environmentIds)
      make(result.value)
      return undefined
    },
    cancel: recordings.cancel,
    offer: {
      ...offer,
      async undo() {
        const last = take()
        if (last) await steps.takeBack(last)
      },
    },
  }
}
