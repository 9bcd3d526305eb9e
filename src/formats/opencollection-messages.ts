import * as v from 'valibot'
import { decodeBase64 } from '../core/base64.ts'
import { jsonWithNumbersAsWritten } from '../core/json-numbers.ts'
import type { Draft } from './draft.ts'
import type { SavedMessage } from './imported.ts'
import { later, optionalText } from './schema.ts'
import { textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

/** Who writes JSON into YAML by hand may have written it as YAML. */
const data = v.pipe(
  later,
  v.transform((given) =>
    typeof given === 'object' && given !== null ? jsonWithNumbersAsWritten(given, 2) : textOf(given),
  ),
)
const message = v.object({ type: optionalText, data })
const variant = v.object({ title: optionalText, message: later })

/** One message, or variants of it with titles. */
export function messagesOf(given: unknown, draft: Draft, place: string): SavedMessage[] {
  const messages: SavedMessage[] = []
  if (given === undefined || given === null) return messages
  if (!Array.isArray(given)) {
    draft.one(given, place, message, (found) => messages.push(savedMessage('', found, draft, place)))
    return messages
  }
  draft.each(given, place, variant, (found, variantPlace) => {
    draft.one(found.message, `${variantPlace}.message`, message, (inner, innerPlace) => {
      messages.push(savedMessage(found.title, inner, draft, innerPlace))
    })
  })
  return messages
}

function savedMessage(
  name: string,
  { type, data: written = '' }: v.InferOutput<typeof message>,
  draft: Draft,
  place: string,
): SavedMessage {
  if (type !== 'binary') return { name, kind: type === 'json' ? 'json' : 'text', data: normaliseVariables(written) }
  if (decodeBase64(written)) return { name, kind: 'binary', data: written }
  draft.note(place, 'The binary message is not Base64 and was taken as text.')
  return { name, kind: 'text', data: written }
}
