import type { Draft } from './draft.ts'
import { type Auth, noAuth } from './imported.ts'
import { oauth2Of, unknownAuth } from './unsupported-auth.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

export function authOf(auth: unknown, draft: Draft, place: string): Auth {
  const setting = (name: string, of: unknown = auth) => normaliseVariables(textOf(memberOf(of, name)))
  const type = setting('type')
  switch (type) {
    case '':
      return noAuth
    case 'bearer':
      return { type, token: setting('token'), prefix: 'Bearer' }
    case 'basic':
      return { type, username: setting('username'), password: setting('password') }
    case 'apikey': {
      const addTo = setting('placement') === 'query' ? 'query' : 'header'
      return { type: 'api-key', key: setting('key'), value: setting('value'), addTo }
    }
    case 'oauth2':
      return oauth2Of(
        {
          grantType: setting('flow'),
          authorizationUrl: setting('authorizationUrl'),
          accessTokenUrl: setting('accessTokenUrl'),
          clientId: setting('clientId', memberOf(auth, 'credentials')),
          clientSecret: setting('clientSecret', memberOf(auth, 'credentials')),
          scope: setting('scope'),
        },
        draft,
        place,
      )
    default:
      return unknownAuth(type, draft, place)
  }
}
