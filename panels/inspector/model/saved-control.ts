import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Refusal, refuse } from '../../../src/core/result.ts'
import {
  changedMessage,
  type MessageChange,
  mostMessageText,
  movedMessage,
  restoredMessage,
  withCopy,
  withMessage,
} from '../../../src/core/saved-messages.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { ProfileScript } from '../../shared/profile-script.ts'
import { type SavedMessages, savedTitle } from '../../shared/saved-messages.ts'
import { t } from '../../shared/text.ts'
import type { Composer } from './composer.ts'
import { draftOf, type Outgoing, outgoingOf } from './outgoing.ts'

interface Deleted {
  readonly profileId: string | undefined
  readonly message: SavedMessage
  readonly index: number
}

/** The message that the composer's text was taken from, while no other has taken its place. */
interface Taken {
  readonly from: string | undefined
  readonly id: string
  readonly replacements: number
}

/** The saved messages of the selected profile and the composer, one beside the other. */
export interface SavedControl extends Pick<Offer<Deleted>, 'hold' | 'release' | 'dismiss'> {
  readonly list: SavedMessages['list']
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** The message whose name is being written. */
  readonly renaming: Signal<string | undefined>
  /** The message whose dialog is open. */
  readonly edited: Signal<string | undefined>
  /** The message the composer's text was taken from or saved as, while there is such a one. */
  readonly origin: ReadonlySignal<SavedMessage | undefined>
  readonly deleted: ReadonlySignal<Deleted | undefined>
  /** Keeps what the composer holds: in the place of its origin, or as a new message that wants a name. */
  save(as: 'origin' | 'new'): Promise<void>
  /** The same with a message from elsewhere. */
  keep(message: Outgoing): Promise<void>
  load(message: SavedMessage): void
  send(message: SavedMessage): Promise<void>
  readonly byShortcut: SavedMessages['byShortcut']
  change(id: string, change: MessageChange): Promise<void>
  move(id: string, folder: readonly string[], before?: string): Promise<void>
  duplicate(id: string): Promise<void>
  remove(id: string): Promise<void>
  undo(): Promise<void>
}

interface SavedContext {
  readonly script: ProfileScript
  readonly saved: SavedMessages
  readonly composer: Composer
  readonly profileId: ReadonlySignal<string | undefined>
  newId(): string
  announce(words: string): void
}

export function createSavedControl(context: SavedContext): SavedControl {
  const { script, saved, composer, profileId, newId, announce } = context
  const { list, edit } = saved
  const renaming = signal<string | undefined>()
  // With its profile: copies and imports of profiles have messages of the same ids.
  const taken = signal<Taken | undefined>()
  const take = (id: string) => {
    taken.value = { from: profileId.peek(), id, replacements: composer.replacements.peek() }
  }
  const { done, make, take: withdraw, ...offer } = createOffer<Deleted>()
  const deleted = computed(() => (done.value?.profileId === profileId.value ? done.value : undefined))
  const find = (id: string | undefined) => list.peek().find((message) => message.id === id)
  const origin = computed(() => {
    const { from, id, replacements } = taken.value ?? {}
    const isThere = from === profileId.value && replacements === composer.replacements.value
    return isThere ? list.value.find((message) => message.id === id) : undefined
  })

  /** Says so of one that is. */
  const isTooLong = ({ text }: Outgoing) => {
    if (text.length <= mostMessageText) return false
    composer.report(refuse('message-too-big', t('savedTooBig')).refusal)
    return true
  }

  /** The list, where it would be seen, may be closed. */
  const tellSaved = (id: string) => {
    const message = script.refusal.peek() ? undefined : find(id)
    if (message) announce(t('messageSaved', savedTitle(message)))
  }

  /** As a new message, which wants a name. */
  const keep = async (outgoing: Outgoing, folder: readonly string[] = [], id = newId()) => {
    const message = { id, name: '', folder, onConnect: false, ...outgoing }
    renaming.value = id
    await edit((messages) => withMessage(messages, message))
  }

  return {
    ...offer,
    list,
    refusal: script.refusal,
    renaming,
    edited: signal<string | undefined>(),
    origin,
    deleted,
    async save(as) {
      const outgoing = outgoingOf(composer.draft.current.peek())
      // Bytes that cannot be read yet are kept as they are typed, in the draft only.
      if (!outgoing.ok) return composer.report(outgoing.refusal)
      if (isTooLong(outgoing.value)) return
      const present = origin.peek()
      if (present && as === 'origin') {
        await edit((messages) => changedMessage(messages, present.id, outgoing.value))
        return tellSaved(present.id)
      }
      const id = newId()
      // At once: who saves twice means the same message.
      take(id)
      await keep(outgoing.value, present?.folder, id)
      tellSaved(id)
    },
    async keep(outgoing) {
      if (!isTooLong(outgoing)) await keep(outgoing)
    },
    load(message) {
      composer.put(draftOf(message))
      take(message.id)
    },
    send: (message) => composer.sendAsIs(message),
    byShortcut: saved.byShortcut,
    change: (id, change) => edit((messages) => changedMessage(messages, id, change)),
    move: (id, folder, before) => edit((messages) => movedMessage(messages, id, folder, before)),
    duplicate: (id) => edit((messages) => withCopy(messages, id, newId())),
    async remove(id) {
      const message = find(id)
      if (!message) return
      make({ profileId: profileId.peek(), message, index: list.peek().indexOf(message) })
      await edit((messages) => messages.filter((one) => one.id !== id))
    },
    async undo() {
      const given = deleted.peek() && withdraw()
      if (given) await edit((messages) => restoredMessage(messages, given.message, given.index))
    },
  }
}
