import { type ReadonlySignal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../offer.ts'
import type { Session } from '../session.ts'
import { addRecordings, type Progress } from './adding-recordings.ts'
import { createAddingSteps } from './adding-steps.ts'
import type { Added, Additions } from './additions.ts'

/** Adds what files bring, in one step that can be undone. */
export interface Adding {
  /** What was added last, while that can be undone. */
  readonly added: ReadonlySignal<Added | undefined>
  /** While something is being added, or taken back. */
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
  const steps = createAddingSteps({ call, mirror, onRefusal, onKept: make })
  const progress = signal<Progress | undefined>()
  let controller = new AbortController()
  /** What there is by now of what is being added. */
  let soFar: Added | undefined
  // Part of a conversation would look like all of it.
  const leave = () => soFar && steps.takeBackUnheard(soFar)

  /** What was imported refers to its variables, so they hold at once, unless others do. */
  const chooseFirst = async ([environmentId]: readonly string[]) => {
    if (environmentId === undefined || mirror.environments.peek().activeId !== null) return
    const chosen = await call('environment.choose', { environmentId })
    if (!chosen.ok) onRefusal(chosen.refusal)
  }

  const addAll = async (additions: Additions): Promise<Refusal | undefined> => {
    const result = await steps.addAll(additions, controller.signal, (added) => {
      soFar = added
    })
    if (result === 'cancelled') return undefined
    if (!result.ok) return result.refusal
    const { profileIds, environmentIds } = result.value
    const recording = { call, progress, signal: controller.signal }
    const stopped = await addRecordings(recording, additions.profiles, profileIds)
    if (stopped) await steps.takeBack(result.value)
    if (stopped) return stopped === 'cancelled' ? undefined : stopped
    onAdded(profileIds)
    await chooseFirst(environmentIds)
    make(result.value)
    return undefined
  }

  return {
    added,
    progress,
    add(additions) {
      controller = new AbortController()
      progress.value = { done: 0, total: 0 }
      addEventListener('pagehide', leave)
      return addAll(additions).finally(() => {
        progress.value = undefined
        soFar = undefined
        removeEventListener('pagehide', leave)
      })
    },
    cancel: () => controller.abort(),
    offer: {
      ...offer,
      async undo() {
        const last = take()
        if (!last) return
        progress.value = { done: 0, total: 0 }
        await steps.takeBack(last).finally(() => {
          progress.value = undefined
        })
      },
    },
  }
}
