import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type Draft, emptyDraft, type Profile, sendAsOf } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { debounce } from '../../shared/debounce.ts'
import type { Session } from '../../shared/session.ts'

/** The message a person is writing for the selected profile; kept across profiles, tabs and restarts. */
export interface DraftModel {
  /** As written; where the profile's kind does not allow its way of sending any more, in the kind's usual way. */
  readonly current: ReadonlySignal<Draft>
  /** Why it could not be kept. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  change(part: Partial<Draft>): void
  flush(): Promise<void>
}

interface Held {
  readonly profileId: string
  readonly draft: Draft
}

export function createDraft(call: Session['call'], profile: ReadonlySignal<Profile | undefined>): DraftModel {
  const held = signal<Held | undefined>()
  const profileId = computed(() => profile.value?.id)
  const kind = computed(() => profile.value?.kind ?? 'json')
  const current = computed(() => {
    const present = held.value?.profileId === profileId.value ? held.value?.draft : undefined
    return allowed(present ?? emptyDraft(kind.value), sendAsOf(kind.value))
  })

  const refused = signal<{ profileId: string; refusal: Refusal } | undefined>()
  const { soon, flush } = debounce(async () => {
    const present = held.peek()
    if (!present) return
    const kept = await call('draft.write', present)
    refused.value = kept.ok ? undefined : { profileId: present.profileId, refusal: kept.refusal }
  })

  const read = async (id: string) => {
    const stored = await call('draft.read', { profileId: id })
    // Whoever typed before the answer came wants what they typed.
    if (stored.ok && profileId.peek() === id && held.peek()?.profileId !== id) {
      held.value = { profileId: id, draft: stored.value }
    }
  }

  effect(() => {
    const id = profileId.value
    void flush()
    if (id !== undefined) void read(id)
  })

  return {
    current,
    refusal: computed(() => (refused.value?.profileId === profileId.value ? refused.value?.refusal : undefined)),
    change(part) {
      const id = profileId.peek()
      if (id === undefined) return
      held.value = { profileId: id, draft: { ...current.peek(), ...part } }
      soon()
    },
    flush,
  }
}

function allowed(draft: Draft, ways: readonly Draft['sendAs'][]): Draft {
  return ways.includes(draft.sendAs) ? draft : { ...draft, sendAs: ways[0] ?? 'text' }
}
