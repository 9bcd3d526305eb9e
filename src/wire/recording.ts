import * as v from 'valibot'

const at = v.pipe(v.number(), v.finite(), v.minValue(0))
const text = v.pipe(v.string(), v.maxLength(67_108_864))
const short = v.pipe(v.string(), v.maxLength(65_536))

/** Entries as they can be told by JSON; bytes are Base64. */
const recordedEntry = v.variant('type', [
  v.strictObject({ type: v.literal('handshake'), at, url: short }),
  v.strictObject({ type: v.literal('opened'), at, protocol: short }),
  v.strictObject({ type: v.literal('note'), at, message: short }),
  v.strictObject({ type: v.literal('text'), at, direction: v.picklist(['sent', 'received']), data: text }),
  v.strictObject({ type: v.literal('binary'), at, direction: v.picklist(['sent', 'received']), data: text }),
])

export type RecordedEntry = v.InferOutput<typeof recordedEntry>

/** As many as one command may bring. */
export const mostEntries = 10_000

export const recordedEntries = v.pipe(v.array(recordedEntry), v.minLength(1), v.maxLength(mostEntries), v.readonly())

/** What is told of a recording when it begins. */
export const recordingFields = {
  name: v.pipe(v.string(), v.maxLength(1000)),
  startedAt: at,
  messages: v.pipe(v.number(), v.integer(), v.minValue(0)),
}
