import type { Draft } from './draft.ts'
import { type Auth, noAuth } from './imported.ts'
import { oauth2Of, unknownAuth } from './unsupported-auth.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

/** Version 2.1 writes the settings of a type as a list of `{ key, value }`, version 2.0 as an object. */
export function authOf(auth: unknown, draft: Draft, place: string): Auth {
  const type = textOf(memberOf(auth, 'type'))
  const settings = memberOf(auth, type)
  const setting = (name: string) => normaliseVariables(textOf(settingOf(settings, name)))
  switch (type) {
    case '':
    case 'noauth':
      return noAuth
    case 'bearer':
      return { type, token: setting('token'), prefix: 'Bearer' }
    case 'basic':
      return { type, username: setting('username'), password: setting('password') }
    case 'apikey': {
      const addTo = setting('in') === 'query' ? 'query' : 'header'
      return { type: 'api-key', key: setting('key'), value: setting('value'), addTo }
    }
    case 'oauth2':
      return oauth2Of(
        {
          grantType: setting('grant_type').replace(/_with_pkce$/, ''),
          authorizationUrl: setting('authUrl'),
          accessTokenUrl: setting('accessTokenUrl'),
          clientId: setting('clientId'),
          clientSecret: setting('clientSecret'),
          scope: setting('scope'),
        },
        draft,
        place,
      )
    default:
      return unknownAuth(type, draft, place)
  }
}

function settingOf(settings: unknown, name: string): unknown {
  if (!Array.isArray(settings)) return memberOf(settings, name)
  return memberOf(
    settings.find((setting) => memberOf(setting, 'key') === name),
    'value',
  )
}
