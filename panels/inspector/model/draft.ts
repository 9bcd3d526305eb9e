import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type Draft, emptyDraft, type Profile, type SendAs, sendAsOf } from '../../../src/core/profile.ts'
import { later } from '../../shared/later.ts'
import type { Session } from '../../shared/session.ts'

/** The message a person is writing for the selected profile; kept across profiles, tabs and restarts. */
export interface DraftModel {
  readonly text: ReadonlySignal<string>
  /** As chosen or, where the profile's kind does not allow that any more, as is usual for it. */
  readonly sendAs: ReadonlySignal<SendAs>
  write(text: string): void
  chooseSendAs(sendAs: SendAs): void
  flush(): Promise<void>
}

interface Held {
  readonly profileId: string
  readonly draft: Draft
}

export function createDraft(call: Session['call'], profile: ReadonlySignal<Profile | undefined>): DraftModel {
  const held = signal<Held | undefined>()
  const profileId = computed(() => profile.value?.id)
  const draft = computed(() => {
    const present = held.value?.profileId === profileId.value ? held.value?.draft : undefined
    return present ?? emptyDraft(profile.value?.kind ?? 'json')
  })
  const sendAs = computed(() => {
    const allowed = sendAsOf(profile.value?.kind ?? 'json')
    return allowed.find((way) => way === draft.value.sendAs) ?? allowed[0] ?? 'text'
  })

  const { soon, flush } = later(async () => {
    if (held.peek()) await call('draft.write', held.peek() as Held)
  })

  const read = async (id: string) => {
    const stored = await call('draft.read', { profileId: id })
    // Whoever typed before the answer came wants what they typed.
    if (stored.ok && profileId.peek() === id && held.peek()?.profileId !== id) {
      held.value = { profileId: id, draft: stored.value }
    }
  }

  const change = (part: Partial<Draft>) => {
    const id = profileId.peek()
    if (id === undefined) return
    held.value = { profileId: id, draft: { text: draft.peek().text, sendAs: sendAs.peek(), ...part } }
    soon()
  }

  effect(() => {
    const id = profileId.value
    void flush()
    if (id !== undefined) void read(id)
  })

  return {
    text: computed(() => draft.value.text),
    sendAs,
    write: (text) => change({ text }),
    chooseSendAs: (chosen) => change({ sendAs: chosen }),
    flush,
  }
}
