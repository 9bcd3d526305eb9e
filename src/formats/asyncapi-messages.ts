import { isJson } from '../core/json.ts'
import { jsonWithNumbersAsWritten, writtenNumber } from '../core/json-numbers.ts'
import type { Document } from './asyncapi-document.ts'
import type { SavedMessage } from './imported.ts'
import { memberOf, textOf } from './values.ts'

/** The examples of messages that a client may send. */
export function examplesOf(
  messages: readonly (readonly [name: string, message: unknown])[],
  document: Document,
  place: string,
): SavedMessage[] {
  return messages.flatMap(([key, given]) => {
    const message = document.resolve(given, `${place}.${key}`)
    const title = textOf(memberOf(message, 'name')) || textOf(memberOf(message, 'title')) || key
    const examples = memberOf(message, 'examples')
    if (!Array.isArray(examples)) return []
    return examples.flatMap((example): SavedMessage[] => {
      // Up to version 2.0 an example was the payload itself.
      const payload = memberOf(example, 'payload') ?? (memberOf(example, 'headers') === undefined ? example : undefined)
      if (payload === undefined) return []
      return [savedMessage(textOf(memberOf(example, 'name')) || title, payload)]
    })
  })
}

function savedMessage(name: string, payload: unknown): SavedMessage {
  if (typeof payload !== 'string' || writtenNumber(payload) !== undefined) {
    return { name, kind: 'json', data: jsonWithNumbersAsWritten(payload, 2) }
  }
  return { name, kind: isJson(payload) ? 'json' : 'text', data: payload }
}
