import * as v from 'valibot'
import { listUpTo } from '../core/bounds.ts'
import { line, text } from './fields.ts'

// The shape of what a view may store as a profile's handshake. Whether a browser can send it is checked at connect, with
// a refusal at its place: what a person has typed must never be lost because it is not right yet.

const authSchema = v.variant('type', [
  v.object({ type: v.literal('none') }),
  v.object({ type: v.literal('bearer'), prefix: line, token: text }),
  v.object({ type: v.literal('basic'), username: text, password: text }),
  v.object({
    type: v.literal('api-key'),
    in: v.picklist(['header', 'query', 'subprotocol']),
    key: line,
    value: text,
  }),
  v.object({
    type: v.literal('page-token'),
    source: v.picklist(['local-storage', 'session-storage', 'cookie', 'expression']),
    from: text,
    path: line,
    header: line,
  }),
  v.object({
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
  v.object({ change: v.literal('keep') }),
  v.object({ change: v.literal('replace'), value: text }),
  v.object({ change: v.literal('remove') }),
])

export const handshakeSchema = v.object({
  auth: authSchema,
  scope: v.picklist(['none', 'organization', 'project', 'world', 'launch-context']),
  scopeValues: v.record(line, text),
  headers: listUpTo(
    v.object({ name: line, value: text, enabled: v.boolean(), secret: v.exactOptional(v.boolean()) }),
    200,
  ),
  cookie: changeSchema,
  origin: changeSchema,
  userAgent: changeSchema,
})
