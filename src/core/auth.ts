import { encodeBase64Text } from './base64.ts'
import type { HeaderOperation } from './headers.ts'
import type { OAuth2 } from './oauth-settings.ts'

/** How a handshake proves who it comes from. */
export type Auth =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly prefix: string; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'api-key'; readonly in: ApiKeyPlace; readonly key: string; readonly value: string }
  | PageToken
  | OAuth2

/** A token of the page under inspection, read afresh at each connect. */
export interface PageToken {
  readonly type: 'page-token'
  readonly source: PageTokenSource
  /** The storage key, the cookie's name or the expression. */
  readonly from: string
  /** Where the token is in a value that is JSON, as in `$.auth.token`; empty for the whole value. */
  readonly path: string
  /** The header it is sent in; `authorization` sends it as `Bearer`. */
  readonly header: string
}

export type PageTokenSource = 'local-storage' | 'session-storage' | 'cookie' | 'expression'
export type ApiKeyPlace = 'header' | 'query' | 'subprotocol'

/** What authentication adds to a handshake. */
export interface AuthAdditions {
  readonly headers: readonly HeaderOperation[]
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly subprotocols: readonly string[]
}

const nothing: AuthAdditions = { headers: [], query: [], subprotocols: [] }

/**
 * What an authentication puts into the handshake.
 * @param token what was read from the page, for `page-token`, or given by the authorization server, for `oauth2`
 * @see https://www.rfc-editor.org/rfc/rfc6750 for bearer, https://www.rfc-editor.org/rfc/rfc7617 for basic
 */
export function authAdditions(auth: Auth, token = ''): AuthAdditions {
  switch (auth.type) {
    case 'none':
      return nothing
    case 'bearer':
      return inHeader('authorization', [auth.prefix.trim(), auth.token.trim()].filter(Boolean).join(' '))
    case 'basic':
      return inHeader('authorization', `Basic ${credentialsOf(auth)}`)
    case 'api-key':
      return apiKey(auth.in, auth.key.trim(), auth.value)
    case 'page-token': {
      const name = auth.header.trim() || 'authorization'
      return inHeader(name, name.toLowerCase() === 'authorization' ? `Bearer ${token}` : token)
    }
    case 'oauth2':
      return inHeader('authorization', `Bearer ${token}`)
  }
}

/** What of an authentication must be kept out of what is logged, wherever it was put. */
export function authSecrets(auth: Auth, token = ''): string[] {
  switch (auth.type) {
    case 'none':
      return []
    case 'bearer':
      return [auth.token.trim()]
    case 'basic':
      return [auth.password, credentialsOf(auth)]
    case 'api-key':
      return [auth.value, auth.value.trim()]
    case 'page-token':
    case 'oauth2':
      return [token]
  }
}

function credentialsOf({ username, password }: Auth & { type: 'basic' }): string {
  return encodeBase64Text(`${username}:${password}`)
}

function apiKey(place: ApiKeyPlace, key: string, value: string): AuthAdditions {
  switch (place) {
    case 'header':
      return inHeader(key, value.trim())
    case 'query':
      return { ...nothing, query: [[key, value]] }
    case 'subprotocol':
      return { ...nothing, subprotocols: [key, value].filter(Boolean) }
  }
}

function inHeader(name: string, value: string): AuthAdditions {
  return { ...nothing, headers: [{ operation: 'set', name, value }] }
}
