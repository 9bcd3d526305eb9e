import { computed, type ReadonlySignal } from '@preact/signals'
import type { Result } from '../../src/core/result.ts'
import { messageTitle } from '../../src/core/saved-messages.ts'
import type { SavedMessage } from '../../src/core/script.ts'
import type { ProfileScript } from './profile-script.ts'
import type { Session } from './session.ts'
import { t } from './text.ts'

/** The messages kept with the profile a view is at, and what can be done with them. */
export interface SavedMessages {
  /** In the person's order; none while they were not read. */
  readonly list: ReadonlySignal<readonly SavedMessage[]>
  /** Sends one as it was kept. */
  send(connectionId: string, message: SavedMessage): Promise<Result<null>>
  /** The one that Alt and a digit stand for. */
  byShortcut(digit: number): SavedMessage | undefined
  /** Keeps the list that `change` makes of the present one; see `core/saved-messages.ts`. */
  edit(change: (messages: readonly SavedMessage[]) => readonly SavedMessage[]): Promise<void>
}

export function createSavedMessages(
  call: Session['call'],
  { script, read, write }: Pick<ProfileScript, 'script' | 'read' | 'write'>,
): SavedMessages {
  const list = computed(() => script.value?.messages ?? [])
  return {
    list,
    send: (connectionId, { text, sendAs }) => call('message.send', { connectionId, text, sendAs }),
    byShortcut: (digit) => list.peek().find(({ shortcut }) => shortcut === digit),
    async edit(change) {
      const before = (script.peek() ?? (await read()))?.messages
      const messages = before && change(before)
      if (messages && messages !== before) await write({ messages })
    },
  }
}

/** What to call a saved message: its name or, without one, the start of what it says. */
export function savedTitle(message: SavedMessage): string {
  if (message.name.trim() === '' && message.sendAs === 'binary') return t('sendAsBinary')
  return messageTitle(message) || t('emptyMessage')
}
