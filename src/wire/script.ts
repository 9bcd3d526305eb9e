import * as v from 'valibot'

// The shape of what a view may store as a profile's script. Whether it can be sent is checked when it is sent: what a
// person has typed must never be lost because it is not right yet.

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))
const name = v.pipe(v.string(), v.maxLength(1000))

export const folderSchema = v.pipe(v.array(name), v.maxLength(20), v.readonly())

const savedMessage = v.strictObject({
  id,
  name,
  folder: folderSchema,
  sendAs: v.picklist(['json-object', 'json-value', 'text', 'binary']),
  text: v.pipe(v.string(), v.maxLength(16_777_216)),
  onConnect: v.boolean(),
  shortcut: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9))),
})

/** The parts of a script; a view writes those it has changed. */
export const scriptParts = {
  messages: v.pipe(v.array(savedMessage), v.maxLength(5000), v.readonly()),
}
