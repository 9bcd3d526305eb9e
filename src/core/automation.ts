import type { Script } from './script.ts'
import type { Sequence } from './sequence.ts'

/** The saved messages that a connection sends by itself: on connect, and as answers of triggers. */
export function messagesByThemselves({ messages, triggers }: Script): Script['messages'] {
  const answers = new Set(
    triggers.flatMap(({ enabled, action }) => (enabled && action.type === 'answer' ? [action.messageId] : [])),
  )
  return messages.filter(({ id, onConnect }) => onConnect || answers.has(id))
}

/** The saved messages that a sequence is made of. */
export function messagesOf({ steps }: Sequence, { messages }: Script): Script['messages'] {
  const used = new Set(steps.flatMap((step) => (step.type === 'saved' ? [step.messageId] : [])))
  return messages.filter(({ id }) => used.has(id))
}
