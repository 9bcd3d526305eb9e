import { type CommandProfile, type HandshakeParts, handshakeParts } from './handshake-parts.ts'

/** A profile as a command for a POSIX shell. What the tool cannot be told stands above it as comments. */
export function wscatCommand(profile: CommandProfile): string {
  const parts = handshakeParts(profile)
  const messages = (profile.savedMessages ?? []).filter(({ kind, data }) => kind !== 'binary' && data !== '')
  return command(parts, [
    'wscat',
    ...option('--connect', parts.url),
    ...parts.subprotocols.flatMap((name) => option('--subprotocol', name)),
    ...parts.headers.flatMap((header) => option('--header', headerLine(header))),
    ...messages.slice(0, 1).flatMap(({ data }) => option('--execute', data)),
  ])
}

export function websocatCommand(profile: CommandProfile): string {
  const parts = handshakeParts(profile)
  const protocols = parts.subprotocols.length > 0 ? [`--protocol=${quote(parts.subprotocols.join(','))}`] : []
  // With a space, the list of headers would swallow the URL behind it.
  const headers = parts.headers.map((header) => `--header=${quote(headerLine(header))}`)
  return command(parts, ['websocat', ...protocols, ...headers, quote(parts.url)])
}

/**
 * The opening handshake as a request, which every version of curl can send; it shows the answer, not the frames. curl
 * takes no `=` between an option and its value.
 */
export function curlCommand(profile: CommandProfile): string {
  const parts = handshakeParts(profile)
  const protocol = parts.subprotocols.length > 0 ? [`Sec-WebSocket-Protocol: ${parts.subprotocols.join(', ')}`] : []
  const handshake = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    // The sample nonce of RFC 6455 section 1.3: any 16 bytes will do.
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...protocol,
  ]
  return command(parts, [
    'curl',
    '--include',
    '--no-buffer',
    '--http1.1',
    ...[...handshake, ...parts.headers.map(curlHeader)].flatMap((line) => ['--header', quote(line)]),
    '--url',
    quote(parts.url.replace(/^ws(s?):/i, 'http$1:')),
  ])
}

/** Quoted for a POSIX shell, whatever it holds. */
export function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** With `=`, a value that begins with a dash is not taken for an option. */
function option(name: string, value: string): [string] {
  return [`${name}=${quote(value)}`]
}

function command({ missing }: HandshakeParts, words: readonly string[]): string {
  return [...missing.map((sentence) => `# ${sentence}`), words.join(' ')].join('\n')
}

function headerLine({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${name}: ${value}`
}

/** curl takes `Name:` for the removal of a header; `Name;` is one without a value. */
function curlHeader(header: { readonly name: string; readonly value: string }): string {
  return header.value.trim() === '' ? `${header.name};` : headerLine(header)
}
