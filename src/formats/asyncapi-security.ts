import type { Document } from './asyncapi-document.ts'
import { type Auth, noAuth } from './imported.ts'
import { oauth2Of, unknownAuth } from './unsupported-auth.ts'
import { entriesOf, memberOf, textOf } from './values.ts'

/** The first way of authenticating a server names; version 2 names schemes, version 3 refers to them. */
export function authOf(security: unknown, document: Document, place: string): Auth {
  const [first] = Array.isArray(security) ? security : []
  if (first === undefined) return noAuth
  const schemes = memberOf(memberOf(document.root, 'components'), 'securitySchemes')
  const named = entriesOf(first)[0]?.[0] ?? ''
  const isScheme = memberOf(first, '$ref') !== undefined || memberOf(first, 'type') !== undefined
  const scheme = document.resolve(isScheme ? first : memberOf(schemes, named), place)
  return authOfScheme(scheme, document, place)
}

/** A description tells the kind of authentication and never the credentials, so they are left empty. */
function authOfScheme(scheme: unknown, document: Document, place: string): Auth {
  const member = (name: string) => textOf(memberOf(scheme, name))
  const type = member('type')
  switch (type === 'http' ? member('scheme').toLowerCase() : type) {
    case 'bearer':
      return { type: 'bearer', token: '', prefix: 'Bearer' }
    case 'basic':
    case 'userPassword':
      return { type: 'basic', username: '', password: '' }
    case 'httpApiKey':
      return { type: 'api-key', key: member('name'), value: '', addTo: member('in') === 'query' ? 'query' : 'header' }
    case 'oauth2':
      return oauth2(memberOf(scheme, 'flows'), document, place)
    default:
      return unknownAuth(type, document.draft, place)
  }
}

function oauth2(flows: unknown, document: Document, place: string): Auth {
  const [name, flow] = entriesOf(flows).find(([key]) => /^(clientCredentials|authorizationCode)$/.test(key)) ?? ['', {}]
  const scopes = memberOf(flow, 'scopes') ?? memberOf(flow, 'availableScopes')
  return oauth2Of(
    {
      grantType: name === 'clientCredentials' ? 'client_credentials' : name && 'authorization_code',
      authorizationUrl: textOf(memberOf(flow, 'authorizationUrl')),
      accessTokenUrl: textOf(memberOf(flow, 'tokenUrl')),
      clientId: '',
      clientSecret: '',
      scope: entriesOf(scopes)
        .map(([scope]) => scope)
        .join(' '),
    },
    document.draft,
    place,
  )
}
