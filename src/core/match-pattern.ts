import { canonicalHost } from './host.ts'
import { lenientPath, lenientRun, normalizedPath, withoutDotSegments } from './path-reading.ts'

/**
 * A WebExtension match pattern for WebSocket URLs: `ws`, `wss` or `*` (both) as scheme, a host with an optional leading
 * `*.`, an optional port (a number or `*`) and a path, and query if it has one, with `*` for any run of characters.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns
 */
export interface MatchPattern {
  readonly text: string
  readonly schemes: readonly string[]
  readonly host: HostPattern
  /** `''` is the default port of the scheme; absent means any port. */
  readonly port?: string
  readonly path: Glob
  readonly query?: Glob
  /** The first segment of every path it can cover, as a lenient server reads it; undefined when there may be several. */
  readonly segment: string | undefined
}

export type HostPattern =
  | { readonly any: true }
  | { readonly any: false; readonly name: string; readonly subdomains: boolean }

/** A text with asterisks, as written and as a lenient server may take it. */
interface Glob {
  readonly plain: Runs
  readonly lenient: Runs
}

/** The literal runs between the asterisks; without an asterisk there is no last one. */
interface Runs {
  readonly first: string
  readonly middle: readonly string[]
  readonly last: string | undefined
}

/** A parsed URL made ready to be compared with many patterns. */
export interface Target {
  readonly protocol: string
  readonly host: string
  readonly port: number
  readonly path: Reading
  readonly query: Reading
  readonly pathAndQuery: Reading
  /** What the first segment of the path may be taken for. */
  readonly segments: readonly string[]
}

interface Reading {
  readonly plain: string
  readonly lenient: string
}

/**
 * A pattern that allows must cover every way a server may read the URL; one that blocks need cover only one of them, so
 * that no spelling of a path gets past either.
 */
export type Purpose = 'allow' | 'block'

const shape = /^(\*|wss?):\/\/(\*|\[[0-9a-f:.]+\]|(?:\*\.)?[^/*:@[\]\s]+)(?::(\*|\d{1,5}))?(\/\S*)$/i

/** A first segment that can be read in one way only. */
const fixedSegment = /^\/([\w.~-]+)(\/|$)/

/** @returns the pattern, or a sentence about why the text is none. */
export function parseMatchPattern(text: string): MatchPattern | string {
  const parts = shape.exec(text)
  if (!parts) return `“${clip(text)}” is not a match pattern such as wss://*.example.com/*.`
  const [, scheme = '', hostText = '', port, resource = ''] = parts
  const host = parseHost(hostText)
  if (host === undefined) return `“${clip(text)}” has no valid host.`
  if (port !== undefined && port !== '*' && Number(port) > 65_535) return `“${clip(text)}” has no valid port.`
  const [path = '', ...query] = resource.split('?')
  return {
    text,
    schemes: scheme === '*' ? ['ws:', 'wss:'] : [`${scheme.toLowerCase()}:`],
    host,
    ...(port === undefined || port === '*' ? {} : { port }),
    path: glob(path),
    segment: fixedSegment.exec(path)?.[1]?.toLowerCase(),
    ...(query.length === 0 ? {} : { query: glob(query.join('?')) }),
  }
}

/** A URL's userinfo and fragment play no part. */
export function targetOf(url: URL): Target {
  const search = url.search.slice(1)
  const path = { plain: normalizedPath(url.pathname), lenient: withoutDotSegments(lenientPath(url.pathname)) }
  const query = { plain: normalizedPath(search), lenient: lenientRun(search) }
  return {
    protocol: url.protocol,
    host: canonicalHost(url.hostname),
    port: effectivePort(url.port, url.protocol),
    path,
    query,
    segments: [...new Set([path.lenient, lenientRun(url.pathname)].map(firstSegment))],
    pathAndQuery:
      search === '' ? path : { plain: `${path.plain}?${query.plain}`, lenient: `${path.lenient}?${query.lenient}` },
  }
}

/** Whether a pattern covers a URL for a purpose. */
export function covers(pattern: MatchPattern, target: Target, purpose: Purpose): boolean {
  return (
    pattern.schemes.includes(target.protocol) &&
    coversHost(pattern.host, target.host) &&
    (pattern.port === undefined || effectivePort(pattern.port, target.protocol) === target.port) &&
    (purpose === 'allow' ? surelyCovers(pattern, target) : possiblyCovers(pattern, target))
  )
}

/** A pattern without a query says nothing about the query but what its asterisks let stand there. */
function surelyCovers({ path, query }: MatchPattern, target: Target): boolean {
  const { plain, lenient } = target.path
  if (!fits(path.plain, plain) || !fits(path.lenient, lenient)) return false
  if (query) return fits(query.plain, target.query.plain) && fits(query.lenient, target.query.lenient)
  return fits(path.plain, target.pathAndQuery.plain)
}

function possiblyCovers({ path, query }: MatchPattern, target: Target): boolean {
  const { plain, lenient } = target.path
  // Most patterns of a long list end here.
  if (!plain.startsWith(path.plain.first) && !target.pathAndQuery.lenient.startsWith(path.lenient.first)) return false
  const onPath = fits(path.plain, plain) || fits(path.lenient, lenient) || fits(path.lenient, trimmed(lenient))
  if (query) return onPath && (fits(query.plain, target.query.plain) || fits(query.lenient, target.query.lenient))
  return onPath || fits(path.lenient, target.pathAndQuery.lenient)
}

/** Many servers take a path with a slash at its end for the same. */
function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
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

function coversHost(pattern: HostPattern, host: string): boolean {
  return pattern.any || host === pattern.name || (pattern.subdomains && host.endsWith(`.${pattern.name}`))
}

function effectivePort(port: string, protocol: string): number {
  return port === '' ? (protocol === 'wss:' ? 443 : 80) : Number(port)
}

function glob(text: string): Glob {
  const runs = text.split('*')
  return { plain: runsOf(runs.map(normalizedPath)), lenient: runsOf(runs.map(lenientRun)) }
}

function firstSegment(path: string): string {
  return path.split('/', 2)[1] ?? ''
}

function runsOf([first = '', ...others]: readonly string[]): Runs {
  return { first, middle: others.slice(0, -1), last: others.at(-1) }
}

/** Whether a text is made of these runs in order with anything between them: in linear time, whatever the pattern. */
function fits({ first, middle, last }: Runs, text: string): boolean {
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let from = first.length
  for (const run of middle) {
    const found = text.indexOf(run, from)
    if (found < 0) return false
    from = found + run.length
  }
  return from <= text.length - last.length
}

/** A pattern as it may stand in a sentence. */
function clip(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
