import { createRequire } from 'node:module'
import { type Schema, Validator } from '@cfworker/json-schema'

const require = createRequire(import.meta.url)

/** Nothing of HAR but its schema is in this package: one file for each kind of object, which refer to each other. */
const schemas: Readonly<Record<string, Schema>> = require('har-schema')

interface Entry {
  readonly _resourceType?: unknown
  readonly _webSocketMessages?: unknown
}

/**
 * What is wrong with an HTTP Archive: by the schema of HAR 1.2, and by what Chrome's DevTools ask of a WebSocket in it
 * (front_end/models/har of https://chromium.googlesource.com/devtools/devtools-frontend).
 */
export function harFaults(text: string): string[] {
  const har: { log?: { entries?: readonly Entry[] } } = JSON.parse(text)
  const entries = har.log?.entries ?? []
  return [...schemaFaults(har), ...entries.flatMap((entry, index) => readerFaults(entry, `entries[${index}]`))]
}

function schemaFaults(har: unknown): string[] {
  const all = Object.values(schemas)
  const whole = all.find(({ $id }) => $id === 'har.json#')
  const validator = new Validator(whole ?? false, '7', false)
  for (const schema of all) if (schema !== whole) validator.addSchema(schema)
  // An object is told to be wrong because of what is in it, too: the innermost says it all.
  const { errors } = validator.validate(har)
  const isInnermost = (place: string) =>
    !errors.some(({ instanceLocation }) => instanceLocation.startsWith(`${place}/`))
  return errors
    .filter(({ instanceLocation, keyword }) => keyword !== '$ref' && isInnermost(instanceLocation))
    .map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
}

function readerFaults({ _resourceType: type, _webSocketMessages: messages }: Entry, place: string): string[] {
  const faults = type === 'websocket' ? [] : [`${place} would not be shown as a WebSocket`]
  if (!Array.isArray(messages)) return [...faults, `${place} has no messages`]
  // As soon as one is no object, all of them are left out.
  return [...faults, ...messages.flatMap((message, index) => messageFaults(message, `${place} message ${index}`))]
}

function messageFaults(message: unknown, place: string): string[] {
  if (typeof message !== 'object' || message === null) return [`${place} is no object`]
  const { type, time, opcode, data } = message as Readonly<Record<string, unknown>>
  return [
    ...(type === 'send' || type === 'receive' ? [] : [`${place} has no direction`]),
    // Seconds since 1970.
    ...(typeof time === 'number' && time > 1e9 && time < 1e10 ? [] : [`${place} has no time`]),
    ...(opcode === 1 || opcode === 2 ? [] : [`${place} is neither text nor bytes`]),
    ...(typeof data === 'string' ? [] : [`${place} has no data`]),
    ...(opcode !== 2 || /^[A-Za-z0-9+/]*={0,2}$/.test(String(data)) ? [] : [`${place} is not Base64`]),
  ]
}
