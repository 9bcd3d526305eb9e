import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { literally } from '../core/variables.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { messagesOf } from './har-messages.ts'
import { type GivenHeader, liftAuth, recordedHeaders } from './header-rows.ts'
import { type Auth, type ImportResult, importedProfile, type RecordedMessage } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { nameOfUrl } from './name-of-url.ts'
import { readJson } from './read-json.ts'
import { anyObject, later, optionalText, text } from './schema.ts'
import { memberOf, textOf } from './values.ts'

const file = v.object({ log: v.object({ entries: v.array(v.unknown()) }) })
const entry = v.object({
  startedDateTime: optionalText,
  request: v.object({ url: text, headers: later }),
  response: later,
  _webSocketMessages: later,
})
const header = v.object({ name: text, value: optionalText })

/**
 * HTTP Archive 1.2 with what Chrome adds for WebSockets, which Firefox, mitmproxy and others write too.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function importHar(content: string): ImportResult {
  const read = readJson(content)
  return read.ok ? readHar(read.value) : read
}

/** The same of what a file holds. */
export function readHar(value: unknown): ImportResult {
  const parsed = v.safeParse(file, value)
  if (!parsed.success) return invalidFile('This is not a HAR file: `log.entries` with a list was expected.')
  const draft = new Draft('HAR')
  const leftOut = readEntries(parsed.output.log.entries, draft)
  if (leftOut > 0) draft.note('log.entries', `${counted(leftOut, 'request')} left out: only WebSockets are read.`)
  return draft.finish('This HAR file holds no requests.')
}

/** @returns the number of entries that are not WebSockets. */
function readEntries(entries: readonly unknown[], draft: Draft): number {
  const profiles = new Map<string, number | undefined>()
  let leftOut = 0
  draft.each(entries, 'log.entries', anyObject, (raw, place) => {
    if (isWebSocket(raw)) draft.one(raw, place, entry, (found) => readEntry(found, place, profiles, draft))
    else leftOut++
  })
  return leftOut
}

function readEntry(
  { request, response, startedDateTime, _webSocketMessages }: v.InferOutput<typeof entry>,
  place: string,
  profiles: Map<string, number | undefined>,
  draft: Draft,
): void {
  const url = webSocketUrl(request.url)
  const toldAt = Math.max(0, Date.parse(startedDateTime) || 0)
  const messages = messagesOf(_webSocketMessages, toldAt, `${place}._webSocketMessages`, draft)
  // Not every file says when a connection began.
  const startedAt = toldAt || (messages[0]?.at ?? 0)
  if (!profiles.has(url)) profiles.set(url, draft.profile(profileOf(url, request.headers, messages, place, draft)))
  const profile = profiles.get(url)
  if (profile === undefined) return
  if (_webSocketMessages === undefined) draft.note(place, 'The file holds no messages of this connection.')
  else draft.recording({ url, profile, startedAt, protocol: protocolOf(response, draft, place), messages })
}

/** Of what was sent as it is: a page that writes `{{token}}` must not be given what that stands for here. */
function profileOf(url: string, headers: unknown, messages: readonly RecordedMessage[], place: string, draft: Draft) {
  const recorded = recordedHeaders(
    headersOf(headers, `${place}.request.headers`, draft),
    draft,
    `${place}.request.headers`,
  )
  const { headers: rows, auth } = liftAuth(recorded.headers)
  return importedProfile({
    name: nameOfUrl(url),
    url: literally(url),
    kind: talksJson(messages) ? 'json' : 'text',
    subprotocols: recorded.subprotocols.map(literally),
    headers: rows.map((row) => ({ ...row, name: literally(row.name), value: literally(row.value) })),
    auth: literalAuth(auth),
  })
}

function literalAuth(auth: Auth): Auth {
  switch (auth.type) {
    case 'bearer':
      return { ...auth, token: literally(auth.token) }
    case 'basic':
      return { ...auth, username: literally(auth.username), password: literally(auth.password) }
    default:
      return auth
  }
}

/** Enough messages to tell what kind of conversation it is. */
const firstMessages = 1_000

function talksJson(messages: readonly RecordedMessage[]): boolean {
  const first = messages.slice(0, firstMessages)
  return first.length > 0 && first.every(({ data }) => typeof data === 'string' && isJson(data))
}

function headersOf(list: unknown, place: string, draft: Draft): GivenHeader[] {
  const headers: GivenHeader[] = []
  draft.each(list, place, header, (found) => headers.push({ ...found, enabled: true }))
  return headers
}

function protocolOf(response: unknown, draft: Draft, place: string): string {
  const headers = headersOf(memberOf(response, 'headers'), `${place}.response.headers`, draft)
  return headers.find(({ name }) => /^sec-websocket-protocol$/i.test(name))?.value ?? ''
}

/** Chrome says so; Firefox and others only write the URL or the `Upgrade` header. */
function isWebSocket(raw: object): boolean {
  if (memberOf(raw, '_webSocketMessages') !== undefined) return true
  if (/^websocket$/i.test(textOf(memberOf(raw, '_resourceType')))) return true
  const request = memberOf(raw, 'request')
  if (/^wss?:/i.test(textOf(memberOf(request, 'url')))) return true
  const headers = memberOf(request, 'headers')
  return Array.isArray(headers) && headers.some((item) => isUpgrade(item))
}

function isUpgrade(item: unknown): boolean {
  return /^upgrade$/i.test(textOf(memberOf(item, 'name'))) && /websocket/i.test(textOf(memberOf(item, 'value')))
}

/** Proxies see the handshake as an HTTP request. */
function webSocketUrl(url: string): string {
  return url.replace(/^http(s?):/i, 'ws$1:')
}
