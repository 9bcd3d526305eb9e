import { computed, type ReadonlySignal } from '@preact/signals'
import { encodeBase64 } from '../../../src/core/base64.ts'
import type { MessageContent } from '../../../src/core/log-entry.ts'
import type { Draft, Kind, Profile } from '../../../src/core/profile.ts'
import { literally } from '../../../src/core/variables.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { Composer } from './composer.ts'
import { draftOf, type Outgoing } from './outgoing.ts'
import type { SavedControl } from './saved-control.ts'

interface Replaced {
  readonly profileId: string
  /** What the composer held before. */
  readonly draft: Draft
}

/** Logged messages that are to be sent again. What the composer held before can be brought back. */
export interface Resending extends Pick<Offer<Replaced>, 'hold' | 'release' | 'dismiss'> {
  readonly replaced: ReadonlySignal<Replaced | undefined>
  /** Puts a message into the composer. */
  edit(message: MessageContent): void
  /** Keeps a message with the profile; it wants a name then. */
  save(message: MessageContent): Promise<void>
  undo(): Promise<void>
}

export interface ResendingContext {
  readonly composer: Pick<Composer, 'draft' | 'put'>
  readonly saved: Pick<SavedControl, 'keep'>
  readonly profile: ReadonlySignal<Profile | undefined>
}

export function createResending({ composer, saved, profile }: ResendingContext): Resending {
  const { done, make, take, ...offer } = createOffer<Replaced>()
  const outgoing = ({ data }: MessageContent) => outgoingAgain(data, profile.peek()?.kind ?? 'json')
  return {
    ...offer,
    replaced: computed(() => (done.value?.profileId === profile.value?.id ? done.value : undefined)),
    edit(message) {
      const id = profile.peek()?.id
      const draft = composer.draft.current.peek()
      composer.put(draftOf(outgoing(message)))
      if (id !== undefined && draft.text !== '') make({ profileId: id, draft })
    },
    save: (message) => saved.keep(outgoing(message)),
    async undo() {
      const given = take()
      if (given && given.profileId === profile.peek()?.id) composer.put(given.draft)
    },
  }
}

/** In the way it is sent again, also where it has braces like a variable: what is not JSON stays as it is, and the composer says what is wrong with it. */
function outgoingAgain(data: string | Uint8Array, kind: Kind): Outgoing {
  if (typeof data !== 'string') return { text: encodeBase64(data), sendAs: 'binary' }
  const text = literally(data)
  if (kind === 'text') return { text, sendAs: 'text' }
  return { text, sendAs: /^[ \t\r\n]*\{/.test(data) ? 'json-object' : 'json-value' }
}
