import type { Composer } from '../model/composer.ts'

/** Does what a key in the message asks of the composer. @returns whether it was one */
export function composerKey(event: KeyboardEvent, composer: Composer): boolean {
  if (event.isComposing) return false
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    // A key that is held down sends once.
    if (!event.repeat) void composer.send()
    return true
  }
  const { text } = composer.draft.current.peek()
  return recalls(event, text) && composer.recall(event.key === 'ArrowUp' ? 'older' : 'newer')
}

/** Whether a key asks for a message sent before: an arrow in an empty text, or with Alt in any. */
function recalls({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, text: string): boolean {
  if ((key !== 'ArrowUp' && key !== 'ArrowDown') || ctrlKey || metaKey || shiftKey) return false
  return altKey || text === ''
}
