import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type Draft, emptyDraft, type Profile, sendAsOf } from '../../../src/core/profile.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { debounce } from '../../shared/debounce.ts'
import type { Session } from '../../shared/session.ts'
import { withEntry } from '../../shared/with-entry.ts'

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

interface Unkept {
  readonly held: Held
  readonly refusal: Refusal
}

export function createDraft(call: Session['call'], profile: ReadonlySignal<Profile | undefined>): DraftModel {
  const held = signal<Held | undefined>()
  const profileId = computed(() => profile.value?.id)
  const kind = computed(() => profile.value?.kind ?? 'json')
  const present = computed(() => (held.value?.profileId === profileId.value ? held.value?.draft : undefined))
  const current = computed(() => allowed(present.value ?? emptyDraft(kind.value), sendAsOf(kind.value)))

  /** What could not be kept, by profile: it is there again with its profile, and is given once more. */
  const unkept = signal<ReadonlyMap<string, Unkept>>(new Map())
  const unread = signal<{ profileId: string; refusal: Refusal } | undefined>()
  const { soon, flush } = debounce(async () => {
    const written = held.peek()
    if (!written) return
    const kept = await call('draft.write', written)
    const refused = kept.ok ? undefined : { held: written, refusal: kept.refusal }
    unkept.value = withEntry(unkept.peek(), written.profileId, refused)
  })

  const read = async (id: string) => {
    unread.value = undefined
    const typed = unkept.peek().get(id)
    if (typed) {
      held.value = typed.held
      return soon()
    }
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
    refusal: computed(() => unkept.value.get(profileId.value ?? '')?.refusal),
    unread: computed(() => {
      const { profileId: of, refusal } = unread.value ?? {}
      return of === profileId.value && !present.value ? refusal : undefined
    }),
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
