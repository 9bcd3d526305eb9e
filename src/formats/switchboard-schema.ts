import * as v from 'valibot'
import { listUpTo, wholeFrom } from '../core/bounds.ts'
import { leastIterations, mostIterations } from './encrypted-secrets.ts'
import { mostFolders } from './limits.ts'

/** The current version of the file; `docs/formats/switchboard.schema.json` says the same for others. */

const milliseconds = wholeFrom(0)
const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly())
const name = v.string()

const row = v.pipe(
  v.object({ name, value: v.string(), enabled: v.boolean(), secret: v.exactOptional(v.boolean()) }),
  v.readonly(),
)

const variable = v.pipe(
  v.object({ name, value: v.string(), enabled: v.boolean(), secret: v.exactOptional(v.literal(true)) }),
  v.readonly(),
)

const auth = v.variant('type', [
  v.object({ type: v.literal('none') }),
  v.object({ type: v.literal('bearer'), token: v.string(), prefix: v.string() }),
  v.object({ type: v.literal('basic'), username: v.string(), password: v.string() }),
  v.object({
    type: v.literal('api-key'),
    key: v.string(),
    value: v.string(),
    addTo: v.picklist(['header', 'query', 'subprotocol']),
  }),
  v.object({
    type: v.literal('oauth2'),
    grantType: v.picklist(['client_credentials', 'authorization_code']),
    authorizationUrl: v.string(),
    accessTokenUrl: v.string(),
    clientId: v.string(),
    clientSecret: v.string(),
    scope: v.string(),
    clientAuthentication: v.exactOptional(v.picklist(['header', 'body'])),
    audience: v.exactOptional(v.string()),
    resource: v.exactOptional(v.string()),
  }),
])

const standard = v.exactOptional(
  v.variant('change', [
    v.object({ change: v.literal('keep') }),
    v.object({ change: v.literal('replace'), value: v.string() }),
    v.object({ change: v.literal('remove') }),
  ]),
)

const own = v.object({
  pageToken: v.exactOptional(
    v.object({
      type: v.literal('page-token'),
      source: v.picklist(['local-storage', 'session-storage', 'cookie', 'expression']),
      from: v.string(),
      path: v.string(),
      header: v.string(),
    }),
  ),
  scope: v.exactOptional(v.picklist(['none', 'organization', 'project', 'world', 'launch-context'])),
  scopeValues: v.exactOptional(v.record(v.string(), v.string())),
  cookie: standard,
  origin: standard,
  userAgent: standard,
})

const profile = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  name,
  kind: v.picklist(['json', 'text']),
  url: v.string(),
  subprotocols: list(v.string()),
  handshakeTimeout: milliseconds,
  minify: v.boolean(),
  folder: v.exactOptional(list(name)),
  headers: v.exactOptional(list(row)),
  parameters: v.exactOptional(list(row)),
  auth: v.exactOptional(auth),
  keepAlive: v.exactOptional(v.object({ interval: milliseconds, message: v.string() })),
  own: v.exactOptional(own),
  // Checked when they are added, as what views send is.
  settings: v.exactOptional(v.looseObject({})),
  script: v.exactOptional(v.looseObject({})),
})

const environment = v.object({ name, variables: list(variable) })

const encryptedSecrets = v.object({
  keyDerivation: v.literal('PBKDF2-SHA-256'),
  iterations: wholeFrom(leastIterations, mostIterations),
  salt: v.string(),
  cipher: v.literal('AES-256-GCM'),
  iv: v.string(),
  data: v.string(),
})

export const switchboardFile = v.object({
  format: v.literal('switchboard'),
  version: v.literal(2),
  folders: v.exactOptional(v.pipe(listUpTo(list(name), mostFolders), v.readonly())),
  profiles: list(profile),
  environments: v.exactOptional(list(environment)),
  rules: v.exactOptional(v.looseObject({})),
  encryptedSecrets: v.exactOptional(encryptedSecrets),
})
