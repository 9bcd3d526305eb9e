import { canonicalHost } from './host.ts'

/**
 * A WebExtension match pattern for WebSocket URLs: `ws`, `wss` or `*` (both) as scheme, a host with an optional leading
 * `*.`, an optional port (a number or `*`) and a path with `*` for any run of characters.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns
 */
export interface MatchPattern {
  readonly text: string
  readonly schemes: readonly string[]
  readonly host: HostPattern
  /** `''` is the default port of the scheme; absent means any port. */
  readonly port?: string
  readonly path: RegExp
}

type HostPattern = { readonly any: true } | { readonly any: false; readonly name: string; readonly subdomains: boolean }

const shape = /^(\*|wss?):\/\/(\*|\[[0-9a-f:.]+\]|(?:\*\.)?[^/*:@[\]\s]+)(?::(\*|\d{1,5}))?(\/\S*)$/i

/** @returns the pattern, or a sentence about why the text is none. */
export function parseMatchPattern(text: string): MatchPattern | string {
  const parts = shape.exec(text)
  if (!parts) return `“${text}” is not a match pattern such as wss://*.example.com/*.`
  const [, scheme = '', hostText = '', port, path = ''] = parts
  const host = parseHost(hostText)
  if (host === undefined) return `“${text}” has no valid host.`
  if (port !== undefined && port !== '*' && Number(port) > 65_535) return `“${text}” has no valid port.`
  const schemes = scheme === '*' ? ['ws:', 'wss:'] : [`${scheme.toLowerCase()}:`]
  return {
    text,
    schemes,
    host,
    ...(port === undefined || port === '*' ? {} : { port }),
    path: pathExpression(path),
  }
}

/** Whether a pattern covers a URL. A URL's userinfo and fragment play no part. */
export function matches(pattern: MatchPattern, url: URL): boolean {
  return (
    pattern.schemes.includes(url.protocol) &&
    matchesHost(pattern.host, canonicalHost(url.hostname)) &&
    matchesPort(pattern.port, url) &&
    pattern.path.test(normalizedPath(url.pathname + url.search))
  )
}

function parseHost(text: string): HostPattern | undefined {
  if (text === '*') return { any: true }
  const subdomains = text.startsWith('*.')
  const bare = subdomains ? text.slice(2) : text
  // A host with characters that end a host would be read as another one.
  if (/[\\%?#]/.test(bare) || !URL.canParse(`ws://${bare}/`)) return undefined
  const name = canonicalHost(new URL(`ws://${bare}/`).hostname)
  return name === '' ? undefined : { any: false, name, subdomains }
}

function matchesHost(pattern: HostPattern, host: string): boolean {
  return pattern.any || host === pattern.name || (pattern.subdomains && host.endsWith(`.${pattern.name}`))
}

function matchesPort(port: string | undefined, url: URL): boolean {
  return port === undefined || effectivePort(url.port, url.protocol) === effectivePort(port, url.protocol)
}

function effectivePort(port: string, protocol: string): number {
  return port === '' ? (protocol === 'wss:' ? 443 : 80) : Number(port)
}

/**
 * One spelling for equal paths: percent-encodings of unreserved characters are decoded, the others in upper case.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
function normalizedPath(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[A-Za-z0-9\-._~]/.test(character) ? character : code.toUpperCase()
  })
}

function pathExpression(path: string): RegExp {
  const literal = path
    .split('*')
    .map((run) => normalizedPath(run).replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${literal}$`, 's')
}
