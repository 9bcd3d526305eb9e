import { ok, type Result, refuse } from './result.ts'

const schemeEnd = /^([a-z][a-z0-9+.-]*):/i

/**
 * Reads what a person typed as a WebSocket URL. Spaces around it are ignored, nothing else is guessed: browsers would
 * also take `http:` for `ws:`, but a client that is to show what it does must not.
 * @see https://websockets.spec.whatwg.org/#dom-websocket-websocket
 * @returns the parsed URL, or `invalid-url` with what is wrong. It is not quoted: variables may have put a secret there.
 */
export function parseWebSocketUrl(text: string): Result<URL, 'invalid-url'> {
  const typed = text.trim()
  if (typed === '') return invalid('Enter a URL, for example wss://example.com/socket.')
  const scheme = schemeEnd.exec(typed)?.[1]?.toLowerCase() ?? ''
  if (!/^wss?$/.test(scheme)) {
    const hint = /^https?$/.test(scheme) ? ` Use ${scheme.replace('http', 'ws')}:// instead.` : ''
    return invalid(`The URL must start with ws:// or wss://.${hint}`)
  }
  if (/[\t\n\r]/.test(typed)) return invalid('The URL contains a tab or a line break; remove it.')
  const url = readUrl(typed)
  if (!url) return invalid('This is not a URL: check the host name and the port.')
  if (typed.includes('#')) {
    return invalid('A WebSocket URL cannot have a fragment; remove “#” and what follows, or write %23.')
  }
  return ok(url)
}

/** What a text says as a URL. Chromium encodes a space or an asterisk in the name of a host, which can be none: others refuse it. */
export function readUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /[*%]/.test(url.hostname) ? undefined : url
}

function invalid(message: string) {
  return refuse('invalid-url', message, { field: 'url' })
}
