import * as v from 'valibot'
import { line, text } from './fields.ts'

// The shape of what a view may store as a profile's handshake. Whether a browser can send it is checked at connect, with
// a refusal at its place: what a person has typed must never be lost because it is not right yet.

const authSchema = v.variant('type', [
  v.strictObject({ type: v.literal('none') }),
  v.strictObject({ type: v.literal('bearer'), prefix: line, token: text }),
  v.strictObject({ type: v.literal('basic'), username: text, password: text }),
  v.strictObject({
    type: v.literal('api-key'),
    in: v.picklist(['header', 'query', 'subprotocol']),
    key: line,
    value: text,
  }),
  v.strictObject({
    type: v.literal('page-token'),
    source: v.picklist(['local-storage', 'session-storage', 'cookie', 'expression']),
    from: text,
    path: line,
    header: line,
  }),
  v.strictObject({
    type: v.literal('oauth2'),
    grantType: v.picklist(['client_credentials', 'authorization_code']),
    authorizationUrl: text,
    accessTokenUrl: text,
    clientId: text,
    clientSecret: text,
    clientAuthentication: v.picklist(['header', 'body']),
    scope: text,
    audience: text,
    resource: text,
  }),
])

const changeSchema = v.variant('change', [
  v.strictObject({ change: v.literal('keep') }),
  v.strictObject({ change: v.literal('replace'), value: text }),
  v.strictObject({ change: v.literal('remove') }),
])

export const handshakeSchema = v.strictObject({
  auth: authSchema,
  scope: v.picklist(['none', 'organization', 'project', 'world', 'launch-context']),
  scopeValues: v.record(line, text),
  headers: v.pipe(
    v.array(v.strictObject({ name: line, value: text, enabled: v.boolean(), secret: v.exactOptional(v.boolean()) })),
    v.maxLength(200),
    v.readonly(),
  ),
  cookie: changeSchema,
  origin: changeSchema,
  userAgent: changeSchema,
})
