import type { Draft } from './draft.ts'
import { type Auth, noAuth } from './imported.ts'
import { type Grant, oauth2Of, unknownAuth } from './unsupported-auth.ts'

/** Authentication as Postman and OpenCollection tell it: their settings have mostly the same names. */
export interface ToldAuth {
  readonly type: string
  setting(name: string): string
  /** What they call the place of an API key. */
  readonly placement: 'in' | 'placement'
  oauth2(): Omit<Grant, 'scope'>
}

export function toldAuth({ type, setting, placement, oauth2 }: ToldAuth, draft: Draft, place: string): Auth {
  switch (type) {
    case '':
    case 'none':
    case 'noauth':
      return noAuth
    case 'bearer':
      return { type, token: setting('token'), prefix: 'Bearer' }
    case 'basic':
      return { type, username: setting('username'), password: setting('password') }
    case 'apikey': {
      const addTo = setting(placement) === 'query' ? 'query' : 'header'
      return { type: 'api-key', key: setting('key'), value: setting('value'), addTo }
    }
    case 'oauth2':
      return oauth2Of({ ...oauth2(), scope: setting('scope') }, draft, place)
    default:
      return unknownAuth(type, draft, place)
  }
}
