import type { Draft } from './draft.ts'
import type { Auth } from './imported.ts'
import { toldAuth } from './told-auth.ts'
import { placeOf } from './unsupported-auth.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

/** Version 2.1 writes the settings of a type as a list of `{ key, value }`, version 2.0 as an object. */
export function authOf(auth: unknown, draft: Draft, place: string): Auth {
  const type = textOf(memberOf(auth, 'type'))
  const settings = memberOf(auth, type)
  const setting = (name: string) => normaliseVariables(textOf(settingOf(settings, name)))
  const oauth2 = () => ({
    grantType: setting('grant_type').replace(/_with_pkce$/, ''),
    authorizationUrl: setting('authUrl'),
    accessTokenUrl: setting('accessTokenUrl'),
    clientId: setting('clientId'),
    clientSecret: setting('clientSecret'),
    clientAuthentication: placeOf(setting('client_authentication')),
  })
  return toldAuth({ type, setting, placement: 'in', oauth2 }, draft, place)
}

function settingOf(settings: unknown, name: string): unknown {
  if (!Array.isArray(settings)) return memberOf(settings, name)
  return memberOf(
    settings.find((setting) => memberOf(setting, 'key') === name),
    'value',
  )
}
