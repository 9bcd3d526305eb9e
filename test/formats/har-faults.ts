import { createRequire } from 'node:module'
import { Ajv } from 'ajv'

const require = createRequire(import.meta.url)

/** Nothing of HAR but its schema is in this package: one file for each kind of object, which refer to each other. */
const schemas: Readonly<Record<string, object>> = require('har-schema')

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
  // The schema has words of its own, and formats that its patterns say, too.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'))
  for (const schema of Object.values(schemas)) ajv.addSchema(schema)
  ajv.validate('har.json#', har)
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
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
