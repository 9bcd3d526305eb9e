import * as v from 'valibot'
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../core/bounds.ts'
import { day } from '../core/retention.ts'
import { mostMessageText } from '../core/saved-messages.ts'
import { id, line, longText, sendAs, text } from './fields.ts'

// The shape of what a view may store as a profile's script. Whether it can be sent is checked when it is sent: what a
// person has typed must never be lost because it is not right yet.

export const folderSchema = listUpTo(line, 20)
/** One that has a name. */
export const namedFolderSchema = listUpTo(line, 20, 1)

const messageText = textUpTo(mostMessageText)

const savedMessage = v.object({
  id,
  name: line,
  folder: folderSchema,
  sendAs,
  text: messageText,
  onConnect: v.boolean(),
  shortcut: v.exactOptional(wholeFrom(1, 9)),
})

const match = v.variant('type', [
  v.object({ type: v.literal('any') }),
  v.object({ type: v.literal('contains'), text }),
  v.object({ type: v.literal('regular-expression'), pattern: text, ignoreCase: v.boolean() }),
  v.object({ type: v.literal('json-path'), path: text, equals: text }),
])

/** Milliseconds, up to a day. */
const time = wholeFrom(0, day)

const count = wholeFrom(0, 1_000_000)

const step = v.variant('type', [
  v.object({ type: v.literal('saved'), messageId: textUpTo(64) }),
  v.object({ type: v.literal('text'), text: messageText, sendAs }),
  v.object({ type: v.literal('delay'), time }),
  v.object({ type: v.literal('wait'), match, time }),
])

/** The most steps of a sequence. */
const mostSteps = 10_000

const sequence = v.object({
  id,
  name: line,
  steps: listUpTo(step, mostSteps),
  times: count,
  every: time,
  rate: numberFrom(0, 100_000),
})

const trigger = v.object({
  id,
  name: line,
  enabled: v.boolean(),
  on: v.picklist(['requested', 'established', 'disconnected', 'sent', 'received']),
  match,
  action: v.variant('type', [
    v.object({ type: v.literal('notify'), text }),
    v.object({ type: v.literal('answer'), messageId: textUpTo(64) }),
    v.object({ type: v.literal('highlight') }),
    v.object({ type: v.literal('pause') }),
    v.object({ type: v.literal('set-variable'), name: line, value: text }),
  ]),
  mostPerSecond: wholeFrom(1, 10_000),
})

/** JSON Schemas as written; whether they are any is found out where they are used. */
const schemas = v.object({
  use: v.picklist(['none', 'both', 'each']),
  sent: longText,
  received: longText,
  refuse: v.boolean(),
})

/** The parts of a script; a view writes those it has changed. */
export const scriptParts = {
  messages: listUpTo(savedMessage, 5000),
  sequences: listUpTo(sequence, 1000),
  triggers: listUpTo(trigger, 1000),
  schemas,
}
