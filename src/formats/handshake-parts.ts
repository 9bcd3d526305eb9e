import { encodeBase64 } from '../core/base64.ts'
import { encodeParameter } from '../core/url-parts.ts'
import { variablesIn } from '../core/variables.ts'
import type { Auth, HeaderRow, ImportedProfile } from './imported.ts'

/** What a profile comes down to on the wire. */
export interface HandshakeParts {
  readonly url: string
  readonly subprotocols: readonly string[]
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** What cannot be put into one line, e.g. a token that must be fetched first. */
  readonly missing: readonly string[]
}

/** What other tools are told of a profile. */
export type CommandProfile = Pick<ImportedProfile, 'url'> &
  Partial<Pick<ImportedProfile, 'subprotocols' | 'headers' | 'parameters' | 'auth' | 'savedMessages'>>

export function handshakeParts(profile: CommandProfile): HandshakeParts {
  const auth = partsOf(profile.auth ?? { type: 'none' })
  const parameters = [...(profile.parameters ?? []), ...(auth.parameters ?? [])].filter(({ enabled }) => enabled)
  const headers = [...(profile.headers ?? []), ...(auth.headers ?? [])].filter(({ enabled }) => enabled)
  const url = withParameters(profile.url.trim(), parameters)
  const subprotocols = [...(profile.subprotocols ?? []), ...(auth.subprotocols ?? [])]
  const open = variablesIn([url, ...subprotocols, ...headers.flatMap(({ name, value }) => [name, value])].join('\n'))
  return {
    url,
    subprotocols,
    // A line break would begin another header; Switchboard refuses it, and a command line must not bring it back.
    headers: headers.map(({ name, value }) => ({ name: oneLine(name), value: oneLine(value) })),
    missing: [
      ...(auth.missing ?? []),
      ...(open.length > 0 ? [`To be filled in: ${open.map((name) => `{{${name}}}`).join(', ')}.`] : []),
    ],
  }
}

interface AuthParts {
  readonly headers?: readonly HeaderRow[]
  readonly parameters?: readonly HeaderRow[]
  readonly subprotocols?: readonly string[]
  readonly missing?: readonly string[]
}

function partsOf(auth: Auth): AuthParts {
  switch (auth.type) {
    case 'none':
      return {}
    case 'bearer':
      return { headers: [authorization(`${auth.prefix} ${auth.token}`.trim())] }
    case 'basic': {
      const credentials = new TextEncoder().encode(`${auth.username}:${auth.password}`)
      return { headers: [authorization(`Basic ${encodeBase64(credentials)}`)] }
    }
    case 'api-key': {
      const row = { name: auth.key, value: auth.value, enabled: true }
      if (auth.addTo === 'subprotocol') return { subprotocols: [auth.key, auth.value].filter(Boolean) }
      return auth.addTo === 'query' ? { parameters: [row] } : { headers: [row] }
    }
    case 'oauth2':
      return { missing: ['The OAuth 2.0 access token is not included; add it as a header.'] }
  }
}

function authorization(value: string): HeaderRow {
  return { name: 'Authorization', value, enabled: true }
}

/** Adds to the query; a variable is not encoded, it is filled in later. */
export function withParameters(url: string, parameters: readonly HeaderRow[]): string {
  if (parameters.length === 0) return url
  const query = parameters.map(({ name, value }) => `${encodeParameter(name)}=${encodeParameter(value)}`).join('&')
  const [start = '', fragment] = url.split('#', 2)
  const joint = start.includes('?') ? (/[?&]$/.test(start) ? '' : '&') : '?'
  return `${start}${joint}${query}${fragment === undefined ? '' : `#${fragment}`}`
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}
