// A real authorization server (OpenID Connect) with clients for each way to get a token; arguments are the redirect
// URIs of those that sign in. Prints {"port":…} once it listens on 127.0.0.1. Its own pages take any name and password.
import { once } from 'node:events'
import http from 'node:http'

// It warns of what is not meant for production, as this is not.
console.warn = () => {}
const { default: Provider } = await import('oidc-provider')

const server = http.createServer().listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

const redirectUris = process.argv.slice(2)
const service = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] }
/** @type {Omit<import('oidc-provider').ClientMetadata, 'client_id'>} */
const app = {
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: redirectUris,
  token_endpoint_auth_method: 'none',
}

/** @type {import('oidc-provider').Configuration} */
const configuration = {
  clients: [
    {
      ...service,
      client_id: 'service',
      client_secret: 's3cret +%&',
      token_endpoint_auth_method: 'client_secret_basic',
    },
    { ...service, client_id: 'poster', client_secret: 's3cret', token_endpoint_auth_method: 'client_secret_post' },
    ...(redirectUris.length > 0 ? [{ ...app, client_id: 'app' }] : []),
  ],
  scopes: ['openid', 'read'],
  features: {
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, resource) => ({ scope: 'read', audience: resource, accessTokenFormat: 'jwt' }),
    },
  },
  // What the person's tokens are good for is over before the next connect, so that each one refreshes.
  ttl: { AccessToken: 4, ClientCredentials: 3600 },
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  pkce: { required: () => true },
  // An extension's requests come from an origin of its own.
  clientBasedCORS: () => true,
  cookies: { keys: ['only for tests'] },
}

const provider = new Provider(`http://127.0.0.1:${port}`, configuration)
const answer = provider.callback()
// What is asked under `/silent` is never answered.
server.on('request', (request, response) => request.url?.startsWith('/silent') || answer(request, response))
console.log(JSON.stringify({ port }))

process.stdin.on('end', end).on('error', end).resume()
process.on('SIGTERM', end)

function end() {
  process.exit(0)
}
