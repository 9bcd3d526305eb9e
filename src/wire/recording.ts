import * as v from 'valibot'
import { listUpTo, numberFrom } from '../core/bounds.ts'
import { line, messageText, place, text } from './fields.ts'

/** Epoch milliseconds, up to the last that a date can have. */
const at = numberFrom(0, 8.64e15)

/** Entries as they can be told by JSON; bytes are Base64. */
const recordedEntry = v.variant('type', [
  v.strictObject({ type: v.literal('handshake'), at, url: text }),
  v.strictObject({ type: v.literal('opened'), at, protocol: text }),
  v.strictObject({ type: v.literal('note'), at, message: text }),
  v.strictObject({ type: v.literal('text'), at, direction: v.picklist(['sent', 'received']), data: messageText }),
  v.strictObject({ type: v.literal('binary'), at, direction: v.picklist(['sent', 'received']), data: messageText }),
])

export type RecordedEntry = v.InferOutput<typeof recordedEntry>

/** As many as one command may bring. */
export const mostEntries = 10_000

export const recordedEntries = listUpTo(recordedEntry, mostEntries, 1)

/** What is told of a recording when it begins. */
export const recordingFields = {
  name: line,
  startedAt: at,
  messages: place,
}
