import { computed, type ReadonlySignal } from '@preact/signals'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { HandshakeForm } from './handshake-form.ts'
import type { ProfileChange, ProfileForm } from './profile-form.ts'

/** What a pasted text was understood as. */
export interface Pasted {
  /** `http:`, or the tool whose command line it was. */
  readonly source: string
  /** How many things of it could not be taken over. */
  readonly losses: number
}

/** Addresses of other kinds, put into the URL field: a command line fills the whole form. */
export interface Pasting extends Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> {
  readonly pasted: ReadonlySignal<Pasted | undefined>
  /** @returns undefined where the text is not taken: it is to be pasted as any other */
  take(text: string): Promise<void> | undefined
  undo(): Promise<void>
}

export interface PastingContext {
  readonly form: ProfileForm
  readonly handshakeForm: HandshakeForm
  onEdit(): void
  onRefusal(refusal: Refusal): void
}

interface Before {
  readonly pasted: Pasted
  readonly profileId: string
  readonly profile: ProfileChange
  readonly handshake: HandshakeSettings | undefined
}

const httpUrl = /^\s*http(s?):\/\/\S+\s*$/i
/** Whether a text looks like a command line that opens a WebSocket. */
export function isCommand(text: string): boolean {
  return command.test(text)
}

const command = /(^|[\s|/\\])(wscat|websocat|curl)(\.exe|@[\w.]+)?\s+\S/

export function createPasting({ form, handshakeForm, onEdit, onRefusal }: PastingContext): Pasting {
  const { done, make, take: withdraw, ...offer } = createOffer<Before>()

  const apply = (pasted: Pasted, profile: ProfileChange, handshake?: Partial<HandshakeSettings>) => {
    const present = form.profile.peek()
    if (!present) return
    const { url, subprotocols } = present
    make({
      pasted,
      profileId: present.id,
      profile: { url, subprotocols },
      handshake: handshake && handshakeForm.settings.peek(),
    })
    form.edit(profile)
    if (handshake) handshakeForm.edit(handshake)
    onEdit()
  }

  const takeCommand = async (text: string) => {
    const profileId = form.profile.peek()?.id
    const { readCommand } = await import('./read-command.ts')
    const read = await readCommand(text)
    await handshakeForm.flush()
    if (form.profile.peek()?.id !== profileId) return
    if (!read.ok) return onRefusal(read.refusal)
    const { given, ...pasted } = read.value
    const { url, subprotocols } = given.profile
    apply(pasted, { url, subprotocols }, given.handshake)
  }

  return {
    ...offer,
    pasted: computed(() => (done.value?.profileId === form.profile.value?.id ? done.value?.pasted : undefined)),
    take(text) {
      const http = httpUrl.exec(text)
      if (!http) return isCommand(text) ? takeCommand(text) : undefined
      apply({ source: `http${http[1]}:`, losses: 0 }, { url: text.trim().replace(/^http/i, 'ws') })
      return Promise.resolve()
    },
    async undo() {
      const before = withdraw()
      // Of a profile that was come back to they may have to be read.
      await handshakeForm.flush()
      if (!before || form.profile.peek()?.id !== before.profileId) return
      form.edit(before.profile)
      if (before.handshake) handshakeForm.edit(before.handshake)
      onEdit()
    },
  }
}
