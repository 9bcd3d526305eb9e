import { decodeBase64Text } from '../core/base64.ts'
import { splitSubprotocols } from '../core/subprotocols.ts'
import type { Draft } from './draft.ts'
import { type Auth, type HeaderRow, noAuth } from './imported.ts'
import { rowOf } from './secrets.ts'
import { normaliseVariables } from './variables.ts'

/** What a browser sends by itself in every opening handshake (RFC 6455 section 4.1). */
const handshakeOwn = /^(upgrade|connection|host|sec-websocket-(key|version|extensions|accept)|content-length|:.*)$/i
/** What a browser also sends, with values of its own. */
const browserOwn =
  /^(origin|user-agent|cookie|pragma|cache-control|accept(-encoding|-language)?|dnt|sec-(fetch|ch)-.*|sec-gpc)$/i

/** Whether every client sets this header itself, so that nothing is lost without it. */
export function isHandshakeOwn(name: string): boolean {
  return handshakeOwn.test(name)
}

export interface Handshake {
  readonly headers: readonly HeaderRow[]
  readonly subprotocols: readonly string[]
}

export interface GivenHeader {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
}

/** Headers of folders, the outermost first, and of what is in them: an inner one takes the place of one of its name. */
export function innermost(levels: readonly (readonly GivenHeader[])[]): readonly GivenHeader[] {
  return levels.reduce((outer, inner) => {
    const names = new Set(inner.filter(({ enabled }) => enabled).map(({ name }) => name.toLowerCase()))
    return [...outer.filter(({ name }) => !names.has(name.toLowerCase())), ...inner]
  }, [])
}

/** Header rows a person has written: subprotocols get a place of their own. */
export function writtenHeaders(given: readonly GivenHeader[], draft: Draft, place: string): Handshake {
  const headers: HeaderRow[] = []
  const subprotocols: string[] = []
  for (const { name, value, enabled } of given) {
    if (name.trim() === '') continue
    if (handshakeOwn.test(name)) draft.note(place, `The header ${name} was left out: the browser sets it itself.`)
    else if (enabled && isProtocolHeader(name)) subprotocols.push(...splitSubprotocols(normaliseVariables(value)))
    else headers.push(rowOf(name.trim(), normaliseVariables(value), enabled))
  }
  return { headers, subprotocols }
}

/** Headers a browser or proxy has recorded: most are of the browser's own making and are switched off. */
export function recordedHeaders(given: readonly GivenHeader[], draft: Draft, place: string): Handshake {
  const wanted = given.filter(({ name }) => !handshakeOwn.test(name))
  const offered = wanted.filter(({ name }) => isProtocolHeader(name))
  const headers = wanted
    .filter(({ name }) => !isProtocolHeader(name))
    .map(({ name, value }) => rowOf(name, value, !browserOwn.test(name)))
  const off = headers.filter(({ enabled }) => !enabled).map(({ name }) => name)
  if (off.length > 0) {
    draft.note(place, `Switched off, because the browser sends its own: ${off.join(', ').slice(0, 300)}.`)
  }
  return { headers, subprotocols: offered.flatMap(({ value }) => splitSubprotocols(value)) }
}

/** Makes authentication of an `Authorization` header with a scheme that has a form of its own. */
export function liftAuth(headers: readonly HeaderRow[]): {
  readonly headers: readonly HeaderRow[]
  readonly auth: Auth
} {
  const index = headers.findIndex(({ name, enabled }) => enabled && /^authorization$/i.test(name))
  const auth = authOf(headers[index]?.value ?? '')
  return auth ? { auth, headers: headers.toSpliced(index, 1) } : { auth: noAuth, headers }
}

function authOf(authorization: string): Auth | undefined {
  const [, scheme = '', value = ''] = /^(\S+) +(\S.*)$/s.exec(authorization) ?? []
  if (/^bearer$/i.test(scheme)) return { type: 'bearer', token: value, prefix: scheme }
  if (!/^basic$/i.test(scheme)) return undefined
  const credentials = decodeBase64Text(value.trim())
  return credentials?.includes(':') ? basicAuth(credentials) : undefined
}

/** `user:password`, as Basic authentication and command lines write it. */
export function basicAuth(credentials: string): Auth {
  const colon = credentials.indexOf(':')
  if (colon < 0) return { type: 'basic', username: credentials, password: '' }
  return { type: 'basic', username: credentials.slice(0, colon), password: credentials.slice(colon + 1) }
}

function isProtocolHeader(name: string): boolean {
  return /^sec-websocket-protocol$/i.test(name.trim())
}
