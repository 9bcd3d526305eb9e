import { type CommandOption, readOptions, type ValueOption } from './command-options.ts'
import {
  addCommandProfile,
  certificateReason,
  headerOf,
  messageOf,
  noteOptions,
  proxyReason,
  tlsReason,
  valuesOf,
} from './command-profile.ts'
import { listed } from './count.ts'
import type { Draft } from './draft.ts'
import { type GivenHeader, isHandshakeOwn } from './header-rows.ts'
import type { SavedMessage } from './imported.ts'

/** Options of curl that take a value; those without a use here only keep their values from being taken for URLs. */
const known: readonly ValueOption[] = [
  { name: 'url', long: 'url' },
  { name: 'header', short: 'H', long: 'header' },
  { name: 'auth', short: 'u', long: 'user' },
  { name: 'bearer', long: 'oauth2-bearer' },
  { name: 'cookie', short: 'b', long: 'cookie' },
  { name: 'user-agent', short: 'A', long: 'user-agent' },
  { name: 'referer', short: 'e', long: 'referer' },
  { name: 'data', short: 'd', long: 'data' },
  { name: 'data', long: 'data-ascii' },
  { name: 'data', long: 'data-binary' },
  { name: 'data', long: 'json' },
  { name: 'data-raw', long: 'data-raw' },
  { name: '--proxy', short: 'x', long: 'proxy' },
  { name: '--cert', short: 'E', long: 'cert' },
  { name: '--key', long: 'key' },
  { name: '--cacert', long: 'cacert' },
  { name: '--resolve', long: 'resolve' },
  { name: '--connect-to', long: 'connect-to' },
  { name: '--config', short: 'K', long: 'config' },
  { name: '--request', short: 'X', long: 'request' },
  { name: '--output', short: 'o', long: 'output' },
  { name: '--max-time', short: 'm', long: 'max-time' },
  { name: '--connect-timeout', long: 'connect-timeout' },
  { name: '--write-out', short: 'w', long: 'write-out' },
  { name: '--dump-header', short: 'D', long: 'dump-header' },
  { name: '--cookie-jar', short: 'c', long: 'cookie-jar' },
  { name: '--upload-file', short: 'T', long: 'upload-file' },
]

const basicReason = 'user and password are sent as Basic here'

const reasons = {
  '-k': tlsReason,
  '--insecure': tlsReason,
  '--cacert': tlsReason,
  '--cert': certificateReason,
  '--key': certificateReason,
  '--proxy': proxyReason,
  '--resolve': 'a browser resolves names itself',
  '--connect-to': 'a browser resolves names itself',
  '--config': 'no other file is read',
  '--digest': basicReason,
  '--ntlm': basicReason,
  '--negotiate': basicReason,
  '--anyauth': basicReason,
}

/** “Copy as cURL” of browsers, and the handshakes people write by hand. */
export function addCurl(words: readonly string[], piped: readonly SavedMessage[], draft: Draft, place: string): void {
  const { options: all, operands } = readOptions(words, known)
  const files = all.filter(isFile)
  const options = all.filter((option) => !files.includes(option))
  const headers = headersOf(options)
  // An operand that is no address is the value of an option that is not known here.
  const address = operands.find((operand) => operand.includes('://')) ?? operands[0]
  const given = valuesOf(options, 'url')[0] ?? address ?? ''
  const url = socketUrl(given, headers)
  if (url === undefined) {
    draft.note(
      place,
      `Left out: this curl requests “${given.slice(0, 80)}” and does not ask for an upgrade to WebSocket.`,
    )
    return
  }
  noteOptions(options, reasons, draft, place)
  if (files.length > 0) draft.note(place, `Left out, as they are in files: ${listed(files.map(({ value }) => value))}.`)
  const [credentials] = valuesOf(options, 'auth')
  addCommandProfile(
    {
      url,
      headers: headers.filter(({ name }) => !isHandshakeOwn(name)),
      subprotocols: [],
      ...(credentials === undefined ? {} : { credentials }),
      savedMessages: [...options.filter(isData).map(({ value }) => messageOf(value)), ...piped],
    },
    draft,
    place,
  )
}

function headersOf(options: readonly CommandOption[]): GivenHeader[] {
  const named = (option: string, name: string, prefix = '') =>
    valuesOf(options, option).map((value) => ({ name, value: `${prefix}${value}`, enabled: true }))
  return [
    ...valuesOf(options, 'header').filter(isSent).map(headerOf),
    ...named('cookie', 'Cookie'),
    ...named('user-agent', 'User-Agent'),
    ...named('referer', 'Referer'),
    ...named('bearer', 'Authorization', 'Bearer '),
  ]
}

function isData({ name }: CommandOption): boolean {
  return name === 'data' || name === 'data-raw'
}

/** Whether the value is the name of a file that has it. */
function isFile({ name, value }: CommandOption): boolean {
  if (name === 'cookie') return value !== '' && !/=|\{\{/.test(value)
  return (name === 'data' || name === 'header') && value.startsWith('@')
}

/** `Name:` has curl leave out a header of its own. */
function isSent(header: string): boolean {
  return !/^[^:]+:\s*$/.test(header)
}

/** A handshake is a request for `https:` with `Upgrade: websocket`, or one for `wss:`. */
function socketUrl(url: string, headers: readonly GivenHeader[]): string | undefined {
  if (/^wss?:\/\//i.test(url)) return url
  const upgrades = headers.some(({ name, value }) => /^upgrade$/i.test(name) && /websocket/i.test(value))
  if (!upgrades || url === '') return undefined
  return /^https?:/i.test(url) ? url.replace(/^http(s?):/i, 'ws$1:') : `ws://${url}`
}
