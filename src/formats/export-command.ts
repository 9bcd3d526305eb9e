import { payloadBytes } from '../core/payload.ts'
import { type CommandProfile, type HandshakeParts, handshakeParts } from './handshake-parts.ts'
import type { SavedMessage } from './imported.ts'

/** A profile as a command for a POSIX shell. What the tool cannot be told stands above it as comments. */
export function wscatCommand(profile: CommandProfile): string {
  const parts = handshakeParts(profile)
  const [message] = profile.savedMessages ?? []
  const missing = message ? missingInWscat(message) : []
  const isSent = message !== undefined && missing.length === 0
  return command({ missing: [...parts.missing, ...missing] }, [
    'wscat',
    ...option('--connect', parts.url),
    ...parts.subprotocols.flatMap((name) => option('--subprotocol', name)),
    ...parts.headers.flatMap((header) => option('--header', headerLine(header))),
    ...(isSent ? option('--execute', message.data) : []),
  ])
}

function missingInWscat(message: SavedMessage): readonly string[] {
  if (message.kind === 'binary' || message.data === '') {
    return ['wscat sends neither bytes nor empty messages: the message is left out.']
  }
  if (hasZero(message)) return [zeroMissing]
  const isTooLong = payloadBytes(message.data) > longestArgument
  return isTooLong ? ['Linux takes no argument of more than 128 KiB: the message is left out.'] : []
}

/** Bytes of a message that stands behind `--execute=` and has a zero byte behind it. */
const longestArgument = 131_072 - '--execute='.length - 1

export function websocatCommand(profile: CommandProfile): string {
  const parts = handshakeParts(profile)
  const protocols = parts.subprotocols.length > 0 ? [`--protocol=${quote(parts.subprotocols.join(','))}`] : []
  // With a space, the list of headers would swallow the URL behind it.
  const headers = parts.headers.map((header) => `--header=${quote(headerLine(header))}`)
  const [message] = profile.savedMessages ?? []
  const { before, options } = piped(hasZero(message) ? undefined : message)
  const missing = hasZero(message) ? [...parts.missing, zeroMissing] : parts.missing
  return command({ missing }, [...before, 'websocat', ...options, ...protocols, ...headers, quote(parts.url)])
}

/** A message goes in through a pipe; the connection stays, so that answers are seen. */
function piped(message: SavedMessage | undefined): { readonly before: readonly string[]; readonly options: string[] } {
  if (!message) return { before: [], options: [] }
  const size = payloadBytes(message.data) + 1
  const options = ['--no-close', ...(size > 65_536 ? [`--buffer-size=${size}`] : [])]
  if (message.kind === 'binary') {
    return {
      before: ['printf', '%s', quote(message.data), '|', 'base64', '--decode', '|'],
      options: ['--binary', ...options],
    }
  }
  // It takes a line for a message; a zero byte in place of the line end lets one have several.
  const isLine = message.data !== '' && !message.data.includes('\n')
  const before = ['printf', isLine ? String.raw`'%s\n'` : String.raw`'%s\0'`, quote(message.data), '|']
  return { before, options: isLine ? options : ['--null-terminated', ...options] }
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

const zeroMissing = 'A command cannot hold a zero byte: the message is left out.'

function hasZero(message: SavedMessage | undefined): boolean {
  return message?.data.includes('\0') ?? false
}

/**
 * Quoted for a POSIX shell, whatever it holds but a zero byte. Control characters are named: a terminal takes those that are pasted for keys, a
 * carriage return for Enter.
 */
export function quote(text: string): string {
  // At the start of a word, zsh takes `=` for the path of a command.
  if (/^(?!=)[\w@%+=:,./-]+$/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g
  if (controls.test(text)) {
    const plain = text.replace(/[\\']/g, String.raw`\$&`)
    return `$'${plain.replace(controls, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)}'`
  }
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** With `=`, a value that begins with a dash is not taken for an option. */
function option(name: string, value: string): [string] {
  return [`${name}=${quote(value)}`]
}

function command({ missing }: Pick<HandshakeParts, 'missing'>, words: readonly string[]): string {
  return [...missing.map((sentence) => `# ${sentence}`), words.join(' ')].join('\n')
}

function headerLine({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${name}: ${value}`
}

/** curl takes `Name:` for the removal of a header; `Name;` is one without a value. */
function curlHeader(header: { readonly name: string; readonly value: string }): string {
  return header.value.trim() === '' ? `${header.name};` : headerLine(header)
}
