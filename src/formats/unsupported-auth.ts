import type { Draft } from './draft.ts'
import { type Auth, noAuth, type OAuth2 } from './imported.ts'

/** Authentication of a kind that Switchboard has no form for: none, with a note. */
export function unknownAuth(type: string, draft: Draft, place: string): Auth {
  draft.note(place, `Authentication of type “${type.slice(0, 40)}” is not known here and was left out.`)
  return noAuth
}

export type Grant = Omit<OAuth2, 'type' | 'grantType'> & { readonly grantType: string }

/** Where the client says who it is, in the words of several tools. */
export function placeOf(place: string): 'header' | 'body' {
  return place === 'body' ? 'body' : 'header'
}

/** OAuth 2.0 with a grant that works in a browser without the person's password. */
export function oauth2Of({ grantType, ...settings }: Grant, draft: Draft, place: string): Auth {
  if (grantType === 'client_credentials' || grantType === 'authorization_code') {
    return { type: 'oauth2', grantType, ...settings }
  }
  const name = grantType.slice(0, 40)
  draft.note(place, `The OAuth 2.0 grant type “${name}” is not supported; authentication was left out.`)
  return noAuth
}
