import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Refusal } from '../../src/core/result.ts'
import type { Script } from '../../src/core/script.ts'
import type { Session } from './session.ts'

/** A profile's script as it stands, with what was just changed. */
export interface ProfileScript {
  /** Undefined until it was read. */
  readonly script: ReadonlySignal<Script | undefined>
  /** The same, and waits while it is read; undefined when it cannot be read. */
  read(): Promise<Script | undefined>
  /** Why it could not be read or written. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** Shows the change at once and has the background keep it. */
  write(change: Partial<Script>): Promise<void>
}

interface Held {
  readonly profileId: string
  readonly script: Script
}

export function createProfileScript(
  { mirror, call }: Session,
  profileId: ReadonlySignal<string | undefined>,
): ProfileScript {
  const held = signal<Held | undefined>()
  const refused = signal<{ profileId: string; refusal: Refusal } | undefined>()
  const script = computed(() => (held.value?.profileId === profileId.value ? held.value?.script : undefined))
  let writes = 0
  let writing = 0
  let reading = Promise.resolve()

  const read = async (id: string) => {
    const before = writes
    const result = await call('script.read', { profileId: id })
    if (profileId.peek() !== id) return
    // What was changed since it was asked for is newer than the answer, and is read again once it is kept.
    if (script.peek() && (writing > 0 || writes > before)) return
    if (result.ok) held.value = { profileId: id, script: result.value }
    refused.value = result.ok ? undefined : { profileId: id, refusal: result.refusal }
  }

  effect(() => {
    const id = profileId.value
    // Counts how often it was changed, by this view or another.
    if (id !== undefined) mirror.scripts.value.get(id)
    if (id !== undefined) reading = read(id)
  })

  return {
    script,
    async read() {
      if (!script.peek()) await reading
      return script.peek()
    },
    refusal: computed(() => (refused.value?.profileId === profileId.value ? refused.value?.refusal : undefined)),
    async write(change) {
      const present = held.peek()
      if (!present || present.profileId !== profileId.peek()) return
      const id = present.profileId
      held.value = { profileId: id, script: { ...present.script, ...change } }
      writes += 1
      writing += 1
      const written = await call('script.write', { profileId: id, change })
      writing -= 1
      // What is never going to be taken must not go with what is changed next.
      const isShown = written.ok || written.refusal.code === 'invalid-arguments'
      if (writing === 0 && isShown) await read(id)
      refused.value = written.ok ? undefined : { profileId: id, refusal: written.refusal }
    },
  }
}
