import * as v from 'valibot'

// The shape of what a view may store as a profile's handshake. Whether a browser can send it is checked at connect, with
// a refusal at its place: what a person has typed must never be lost because it is not right yet.

const short = v.pipe(v.string(), v.maxLength(1000))
const long = v.pipe(v.string(), v.maxLength(65_536))

const authSchema = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('bearer'), prefix: short, token: long }),
  v.strictObject({ type: v.literal('basic'), username: long, password: long }),
  v.strictObject({
    type: v.literal('api-key'),
    in: v.picklist(['header', 'query', 'subprotocol']),
    key: short,
    value: long,
  }),
  v.strictObject({
    type: v.literal('page-token'),
    source: v.picklist(['local-storage', 'session-storage', 'cookie', 'expression']),
    from: long,
    path: short,
    header: short,
  }),
  v.strictObject({
    type: v.literal('oauth2'),
    grantType: v.picklist(['client_credentials', 'authorization_code']),
    authorizationUrl: long,
    accessTokenUrl: long,
    clientId: long,
    clientSecret: long,
    clientAuthentication: v.picklist(['header', 'body']),
    scope: long,
    audience: long,
    resource: long,
  }),
])

const changeSchema = v.variant('change', [
  v.strictObject({ change: v.literal('keep') }),
  v.strictObject({ change: v.literal('replace'), value: long }),
  v.strictObject({ change: v.literal('remove') }),
])

export const handshakeSchema = v.strictObject({
  auth: authSchema,
  scope: v.picklist(['none', 'organization', 'project', 'world', 'launch-context']),
  scopeValues: v.record(short, long),
  headers: v.pipe(
    v.array(v.strictObject({ name: short, value: long, enabled: v.boolean(), secret: v.exactOptional(v.boolean()) })),
    v.maxLength(200),
    v.readonly(),
  ),
  cookie: changeSchema,
  origin: changeSchema,
  userAgent: changeSchema,
})
