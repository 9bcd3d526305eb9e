import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Auth } from '../../../src/core/auth.ts'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { emptyOAuth2 } from '../../../src/core/oauth-settings.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { Change } from '../../shared/change.ts'
import { debounce } from '../../shared/debounce.ts'
import type { Session } from '../../shared/session.ts'
import { createTyped } from '../../shared/typed.ts'

export type AuthType = Auth['type']

/** Authentication and headers of the selected profile. They hold secrets: they are asked for, never told unasked. */
export interface HandshakeForm {
  /** As they stand in the form; absent until the background has told. */
  readonly settings: ReadonlySignal<HandshakeSettings | undefined>
  /** Why they could not be read. */
  readonly fault: ReadonlySignal<Refusal | undefined>
  edit(change: Partial<HandshakeSettings>): void
  /** Changes one member. */
  changeOf<Key extends keyof HandshakeSettings>(key: Key): Change<HandshakeSettings[Key]>
  /** Brings back what was typed for this type before. */
  chooseAuth(type: AuthType): void
  /** Asks anew for what could not be read. */
  read(): Promise<void>
  /** Tells the background what was edited; what has not been read yet is waited for. */
  flush(): Promise<void>
}

export interface HandshakeFormContext {
  /** How often a profile's settings were changed, by whomever; see `Mirror`. */
  readonly changes: ReadonlySignal<ReadonlyMap<string, number>>
  readonly call: Session['call']
  readonly profileId: ReadonlySignal<string | undefined>
  onEdit(): void
  onRefusal(profileId: string, refusal: Refusal): void
}

interface Held {
  readonly profileId: string
  readonly handshake: HandshakeSettings
}

export function createHandshakeForm(context: HandshakeFormContext): HandshakeForm {
  const { call, changes, profileId, onEdit, onRefusal } = context
  const held = signal<Held | undefined>()
  const fault = signal<{ profileId: string; refusal: Refusal } | undefined>()
  const typed = createTyped<Auth>()
  let reading: Promise<void> = Promise.resolve()
  /** What the background has not taken yet, by profile: it stays when another panel changes the rest. */
  const unwritten = new Map<string, Partial<HandshakeSettings>>()

  const settings = computed(() => (held.value?.profileId === profileId.value ? held.value?.handshake : undefined))

  const writing = debounce(async () => {
    const present = held.peek()
    if (!present) return
    const { profileId } = present
    const upTo = unwritten.get(profileId)
    const told = await call('handshake.write', present)
    if (!told.ok) onRefusal(profileId, told.refusal)
    else if (unwritten.get(profileId) === upTo) unwritten.delete(profileId)
  })

  const read = async (id: string) => {
    fault.value = undefined
    const stored = await call('handshake.read', { profileId: id })
    if (profileId.peek() !== id) return
    if (stored.ok) held.value = { profileId: id, handshake: { ...stored.value, ...unwritten.get(id) } }
    else fault.value = { profileId: id, refusal: stored.refusal }
  }

  const edit = (change: Partial<HandshakeSettings>) => {
    const [id, present] = [profileId.peek(), settings.peek()]
    if (id === undefined || !present) return
    held.value = { profileId: id, handshake: { ...present, ...change } }
    unwritten.set(id, { ...unwritten.get(id), ...change })
    onEdit()
    writing.soon()
  }

  effect(() => {
    const id = profileId.value
    void writing.flush()
    if (id !== undefined) reading = read(id)
  })

  // Another panel may have changed them.
  const changed = computed(() => changes.value.get(profileId.value ?? ''))
  effect(() => {
    const id = changed.value === undefined ? undefined : profileId.peek()
    if (id !== undefined && held.peek()?.profileId === id) void read(id)
  })

  return {
    settings,
    fault: computed(() => (fault.value?.profileId === profileId.value ? fault.value?.refusal : undefined)),
    edit,
    changeOf: (key) => (next) => {
      const present = settings.peek()
      if (present) edit({ [key]: next(present[key]) })
    },
    chooseAuth(type) {
      const present = settings.peek()?.auth
      if (!present || present.type === type) return
      edit({ auth: typed.as(type, emptyAuth, profileId.peek())(present) })
    },
    async read() {
      const id = profileId.peek()
      if (id === undefined) return
      reading = read(id)
      await reading
    },
    async flush() {
      // What was refused is given once more: it is what the form shows.
      if (unwritten.has(profileId.peek() ?? '')) writing.soon()
      await Promise.all([reading, writing.flush()])
    },
  }
}

function emptyAuth(type: AuthType): Auth {
  switch (type) {
    case 'none':
      return { type }
    case 'bearer':
      return { type, prefix: 'Bearer', token: '' }
    case 'basic':
      return { type, username: '', password: '' }
    case 'api-key':
      return { type, in: 'header', key: '', value: '' }
    case 'oauth2':
      return emptyOAuth2
    case 'page-token':
      return { type, source: 'local-storage', from: '', path: '', header: 'Authorization' }
  }
}
