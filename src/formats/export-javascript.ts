import { type CommandProfile, handshakeParts } from './handshake-parts.ts'
import type { SavedMessage } from './imported.ts'

/** A profile as JavaScript for a page. Pages cannot set headers; what is lost stands above it as comments. */
export function browserScript(profile: CommandProfile): string {
  const { url, subprotocols, headers, missing } = handshakeParts(profile)
  const lost = headers.map(({ name }) => `A page cannot send the header ${comment(name)}.`)
  return lines([
    ...[...missing, ...lost].map((sentence) => `// ${sentence}`),
    `const socket = new WebSocket(${argumentsOf(url, subprotocols)})`,
    "socket.binaryType = 'arraybuffer'",
    ...opened('socket.onopen = () => {', profile.savedMessages),
    'socket.onmessage = ({ data }) => console.log(data)',
    'socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean)',
  ])
}

/** A profile as JavaScript for Node.js with the package `ws`. */
export function nodeScript(profile: CommandProfile): string {
  const { url, subprotocols, headers, missing } = handshakeParts(profile)
  const options = headers.length > 0 ? `, { headers: ${literal(headersOf(headers))} }` : ''
  return lines([
    ...missing.map((sentence) => `// ${sentence}`),
    "import WebSocket from 'ws'",
    '',
    `const socket = new WebSocket(${literal(url)}, ${literal(subprotocols)}${options})`,
    ...opened("socket.on('open', () => {", profile.savedMessages, '})'),
    "socket.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()))",
    "socket.on('error', (error) => console.error(error.message))",
    "socket.on('close', (code, reason) => console.log(code, reason.toString()))",
  ])
}

/** A profile as a Playwright test that opens the socket in a page and expects a message. */
export function playwrightScript(profile: CommandProfile): string {
  const { url, subprotocols, headers: all, missing } = handshakeParts(profile)
  // Chromium puts all others into the handshakes of a page, too.
  const headers = all.filter((header) => !isOrigin(header))
  const lost = all
    .filter(isOrigin)
    .map(({ name }) => `A page sends its own header ${name}, that of the site it is from.`)
  const [first] = profile.savedMessages ?? []
  const target = { url, subprotocols, message: first ? first.data : null, binary: first?.kind === 'binary' }
  return lines([
    ...[...missing, ...lost].map((sentence) => `// ${sentence}`),
    "import { expect, test } from '@playwright/test'",
    '',
    ...(headers.length > 0 ? [`test.use({ extraHTTPHeaders: ${literal(headersOf(headers))} })`, ''] : []),
    `test(${literal(`answers on ${url}`)}, async ({ page }) => {`,
    `  const target = ${literal(target)}`,
    '  const answer = await page.evaluate(({ url, subprotocols, message, binary }) => new Promise((resolve, reject) => {',
    '    const socket = new WebSocket(url, subprotocols)',
    '    const bytes = () => Uint8Array.from(atob(message), (unit) => unit.charCodeAt(0))',
    '    socket.onopen = () => { if (message !== null) socket.send(binary ? bytes() : message) }',
    '    socket.onmessage = ({ data }) => { resolve(String(data)); socket.close() }',
    "    socket.onclose = ({ code, reason }) => reject(new Error('closed with ' + code + ' ' + reason))",
    '  }), target)',
    '  expect(answer).toBeDefined()',
    '})',
  ])
}

function isOrigin({ name }: { readonly name: string }): boolean {
  return name.toLowerCase() === 'origin'
}

function opened(start: string, messages: readonly SavedMessage[] = [], end = '}'): string[] {
  const sent = messages.map((message) => `  socket.send(${expressionOf(message)})`)
  return sent.length === 0 ? [] : [start, ...sent, end]
}

function expressionOf({ kind, data }: SavedMessage): string {
  return kind === 'binary' ? `Uint8Array.from(atob(${literal(data)}), (unit) => unit.charCodeAt(0))` : literal(data)
}

function argumentsOf(url: string, subprotocols: readonly string[]): string {
  return subprotocols.length > 0 ? `${literal(url)}, ${literal(subprotocols)}` : literal(url)
}

/** Headers of one name become one value, as RFC 9110 section 5.3 allows. */
function headersOf(headers: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  const values = new Map<string, string>()
  for (const { name, value } of headers) {
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(values)
}

/** As JavaScript, which may also stand inside a page. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replace(/[\u2028\u2029]/g, (separator) => (separator === '\u2028' ? '\\u2028' : '\\u2029'))
}

function comment(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]/g, ' ').replaceAll('</', '<\\/')
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
