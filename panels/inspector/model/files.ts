import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { CommandArguments } from '../../../src/wire/commands.ts'
import type { Session } from '../../shared/session.ts'
import { createOffer, type Offer } from './offer.ts'
import type { Selection } from './selection.ts'

/** Profiles that come from files and go into them. Formats are loaded with the dialogs that need them. */
export interface Files {
  /** The dialog that is open. */
  readonly dialog: Signal<'import' | 'export' | undefined>
  /** The ids of the profiles that were added last, while that can be undone. */
  readonly added: ReadonlySignal<readonly string[] | undefined>
  readonly offer: Pick<Offer<unknown>, 'hold' | 'release' | 'dismiss'> & { undo(): Promise<void> }
  /** Adds profiles in one step. @returns why none was added, if so. */
  add(profiles: readonly GivenProfile[]): Promise<Refusal | undefined>
}

export function createFiles(
  { call }: Pick<Session, 'call'>,
  selection: Selection,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): Files {
  const { done: added, make, take, ...offer } = createOffer<string[]>()
  return {
    dialog: signal(),
    added,
    async add(profiles) {
      const result = await call('profiles.add', { profiles: profiles.map(writable) })
      if (!result.ok) return result.refusal
      const { profileIds } = result.value
      if (profileIds[0] !== undefined) selection.select(profileIds[0])
      make(profileIds)
      return undefined
    },
    offer: {
      ...offer,
      async undo() {
        const profileIds = take()
        if (!profileIds) return
        const removed = await call('profiles.remove', { profileIds })
        if (!removed.ok) onRefusal(selection.profileId.peek() ?? '', removed.refusal)
      },
    },
  }
}

/** The wire has lists and records of its own. */
function writable({ profile, handshake, script }: GivenProfile): CommandArguments<'profiles.add'>['profiles'][number] {
  return {
    profile: { ...profile, subprotocols: [...profile.subprotocols] },
    handshake: { ...handshake, headers: [...handshake.headers], scopeValues: { ...handshake.scopeValues } },
    script: { messages: [...script.messages] },
  }
}
