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
  /** Why what was kept could not be read, until something else is written in its place. */
  readonly unread: ReadonlySignal<Refusal | undefined>
  /** Asks anew for what could not be read. */
  read(): Promise<void>
  change(part: Partial<Draft>): void
  flush(): Promise<void>
}

interface Held {
  readonly profileId: string
  readonly draft: Draft
}

interface Refused {
  readonly profileId: string
  readonly refusal: Refusal
}

export function createDraft(call: Session['call'], profile: ReadonlySignal<Profile | undefined>): DraftModel {
  const held = signal<Held | undefined>()
  const profileId = computed(() => profile.value?.id)
  const kind = computed(() => profile.value?.kind ?? 'json')
  const present = computed(() => (held.value?.profileId === profileId.value ? held.value?.draft : undefined))
  const current = computed(() => allowed(present.value ?? emptyDraft(kind.value), sendAsOf(kind.value)))

  const refused = signal<Refused | undefined>()
  const unread = signal<Refused | undefined>()
  const ofPresent = (one: Refused | undefined) => (one?.profileId === profileId.value ? one?.refusal : undefined)
  const { soon, flush } = debounce(async () => {
    const written = held.peek()
    if (!written) return
    const kept = await call('draft.write', written)
    refused.value = kept.ok ? undefined : { profileId: written.profileId, refusal: kept.refusal }
  })

  const read = async (id: string) => {
    unread.value = undefined
    const stored = await call('draft.read', { profileId: id })
    // Whoever typed before the answer came wants what they typed.
    if (profileId.peek() !== id || present.peek()) return
    if (stored.ok) held.value = { profileId: id, draft: stored.value }
    else unread.value = { profileId: id, refusal: stored.refusal }
  }

  effect(() => {
    const id = profileId.value
    void flush()
    if (id !== undefined) void read(id)
  })

  return {
    current,
    refusal: computed(() => ofPresent(refused.value)),
    unread: computed(() => (present.value ? undefined : ofPresent(unread.value))),
    async read() {
      const id = profileId.peek()
      if (id !== undefined) await read(id)
    },
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
