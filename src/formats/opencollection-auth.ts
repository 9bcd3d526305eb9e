import type { Draft } from './draft.ts'
import type { Auth } from './imported.ts'
import { toldAuth } from './told-auth.ts'
import { placeOf } from './unsupported-auth.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

export function authOf(auth: unknown, draft: Draft, place: string): Auth {
  const member = (of: unknown, name: string) => normaliseVariables(textOf(memberOf(of, name)))
  const setting = (name: string) => member(auth, name)
  const credentials = memberOf(auth, 'credentials')
  const oauth2 = () => ({
    grantType: setting('flow'),
    authorizationUrl: setting('authorizationUrl'),
    accessTokenUrl: setting('accessTokenUrl'),
    clientId: member(credentials, 'clientId'),
    clientSecret: member(credentials, 'clientSecret'),
    clientAuthentication: placeOf(member(credentials, 'placement')),
  })
  return toldAuth({ type: setting('type'), setting, placement: 'placement', oauth2 }, draft, place)
}
