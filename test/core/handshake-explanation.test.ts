import { describe, expect, it } from 'vitest'
import { explainError, explainFailure, explainStatus, whyNotAgain } from '../../src/core/handshake-explanation.ts'
import { failureOf } from '../../src/core/handshake-failure.ts'
import { withMarks, withoutSecrets } from '../../src/core/observed-handshake.ts'
import { explainProbe } from '../../src/core/probe-explanation.ts'

describe('explainStatus', () => {
  it.each([
    [200, /web page/],
    [302, /another address/],
    [303, /another address \(303\)/],
    [401, /authentication/],
    [403, /refuses/],
    [404, /nothing at this path/],
    [407, /Proxy authentication/],
    [418, /answered 418/],
    [426, /another protocol/],
    [500, /failed at the handshake/],
    [503, /failed at the handshake \(503\)/],
    [999, /answered 999/],
  ])('explains %i', (status, finding) => {
    expect(explainStatus(status)?.finding).toMatch(finding)
  })

  it('has nothing to explain at 101', () => {
    expect(explainStatus(101)).toBeUndefined()
  })
})

describe('explainProbe', () => {
  it.each([
    [200, undefined, /plain HTTP at this address with 200/],
    [404, undefined, /nothing at this path/],
    [426, undefined, /426 Upgrade Required: it is a WebSocket server/],
    [undefined, 'net::ERR_CONNECTION_REFUSED', /Nothing listens/],
    [undefined, 'TypeError: Failed to fetch', /no answer that it could use/],
    [undefined, 'net::ERR_UNEXPECTED_PROXY_AUTH', /Proxy authentication/],
  ])('explains %s %s', (status, error, finding) => {
    const probe = { ...(status && { status }), ...(error && { error }) }
    expect(explainProbe(probe).finding).toMatch(finding)
  })
})

describe('explainError', () => {
  it.each([
    ['net::ERR_CONNECTION_REFUSED', /Nothing listens/],
    ['NS_ERROR_CONNECTION_REFUSED', /Nothing listens/],
    ['net::ERR_NAME_NOT_RESOLVED', /not known/],
    ['NS_ERROR_UNKNOWN_HOST', /not known/],
    ['net::ERR_CERT_AUTHORITY_INVALID', /certificate/],
    ['The certificate is not trusted because it is self-signed.', /certificate/],
    ['net::ERR_SSL_PROTOCOL_ERROR', /TLS/],
    ['net::ERR_EMPTY_RESPONSE', /without a whole answer/],
    ['NS_ERROR_NET_RESET', /without a whole answer/],
    ['HTTP/1.1 503 Connection Error', /without a whole answer/],
    ['HTTP/1.1 307 Internal Redirect', /TLS only/],
    ['HTTP/0.9 200 OK', /not HTTP/],
    ['net::ERR_PROXY_CONNECTION_FAILED', /^The proxy/],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', /^The proxy/],
    ['net::ERR_PROXY_CERTIFICATE_INVALID', /^The proxy/],
    ['NS_ERROR_PROXY_CONNECTION_REFUSED', /^The proxy/],
    ['NS_ERROR_UNKNOWN_PROXY_HOST', /^The proxy/],
    ['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', /certificate of the client/],
    ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', /certificate of the client/],
    ['Peer using unsupported version of security protocol.', /TLS/],
    ['net::ERR_RESPONSE_HEADERS_TOO_BIG', /longer than browsers take/],
    ['net::ERR_INVALID_HTTP_RESPONSE', /not HTTP/],
    ['net::ERR_UNSAFE_PORT', /block this port/],
    ['ERR_TIMED_OUT', /in time/],
    ['NS_ERROR_WEBSOCKET_CONNECTION_REFUSED', /did not accept/],
  ])('explains %s', (error, finding) => {
    expect(explainError(error)?.finding).toMatch(finding)
  })

  it('does not explain what tells nothing', () => {
    expect(explainError('net::ERR_FAILED')).toBeUndefined()
  })
})

describe('a failed handshake', () => {
  const response = (status: number) => ({ status, statusLine: `HTTP/1.1 ${status}`, headers: [] })

  it.each([
    ['an answer', { response: response(404), error: 'net::ERR_FAILED' }, /nothing at this path/],
    ['an answer the browser did not take', { response: response(101) }, /failed before it was open/],
    ['an error', { error: 'NS_ERROR_UNKNOWN_HOST' }, /not known/],
  ])('is explained by %s', (_, observed, finding) => {
    expect(explainFailure(failureOf(observed) ?? {})?.finding).toMatch(finding)
  })

  it('is not explained by what tells nothing', () => {
    expect(failureOf({})).toBeUndefined()
    expect(explainFailure({ error: 'net::ERR_FAILED' })).toBeUndefined()
  })

  it('need not be tried again by whom the server does not let in', () => {
    const seen = (status: number) => ({ requestHeaders: [], response: response(status) })
    expect(whyNotAgain(seen(401), connecting)).toMatch(/authentication \(401\)\. Check/)
    expect(whyNotAgain(seen(403), connecting)).toMatch(/refuses it \(403\)/)
    expect(whyNotAgain(seen(503), connecting)).toBeUndefined()
    expect(whyNotAgain({ requestHeaders: [] }, connecting)).toBeUndefined()
  })

  it('need not be tried again where the answer was seen not to fit the request, unless the browser took it', () => {
    const end = { cause: 'network', code: 1006, reason: '', clean: false, at: 2 } as const
    const failed = { ...end, phase: 'closed', during: 'handshake' } as const
    const wait = { phase: 'waiting', since: 2, until: 3, attempt: 1, attempts: 0 } as const
    const seen = { requestHeaders: [], response: response(101) }
    for (const state of [connecting, failed, { ...wait, closed: failed }]) {
      expect(whyNotAgain(seen, state)).toMatch(/switched to WebSocket \(101\)/)
    }
    const closed = { ...failed, during: 'session' } as const
    const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
    for (const state of [open, closed, { ...wait, closed }]) expect(whyNotAgain(seen, state)).toBeUndefined()
  })

  it.each([
    [{}, false],
    [{ Upgrade: 'h2c' }, true],
    [{ Connection: 'keep-alive' }, true],
    [{ Connection: 'keep-alive, upgrade' }, false],
    [{ 'Sec-WebSocket-Accept': 'nonsense' }, true],
    [{ 'Sec-WebSocket-Protocol': 'chat' }, false],
    [{ 'Sec-WebSocket-Protocol': 'other' }, true],
  ])('with an answer that is right but for %j is of no use again: %j', (changed, isOfNoUse) => {
    const right = {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    }
    const headers = Object.entries({ ...right, ...changed }).map(([name, value]) => ({ name, value }))
    const requestHeaders = [{ name: 'sec-websocket-protocol', value: 'superchat, chat' }]
    const seen = { requestHeaders, response: { ...response(101), headers } }
    expect(whyNotAgain(seen, connecting) !== undefined).toBe(isOfNoUse)
  })
})

const connecting = { phase: 'connecting', since: 1 } as const

it('marks what holds a secret, by its name or because a secret is in it', () => {
  const requestHeaders = [
    { name: 'Authorization', value: 'Bearer a' },
    { name: 'X-Odd', value: 'hush-hush' },
    { name: 'Host', value: 'example.com' },
  ]
  const marked = withMarks({ url: 'wss://example.com/', requestHeaders, steps: [] }, ['hush-hush'])
  expect(marked.requestHeaders.map(({ secret }) => secret)).toEqual([true, true, undefined])
})

it('keeps secrets out of what is logged', () => {
  const headers = [
    { name: 'Authorization', value: 'Bearer secret' },
    { name: 'X-Api-Key', value: 'secret' },
    { name: 'Host', value: 'example.com' },
  ]
  const response = { status: 101, statusLine: 'HTTP/1.1 101', headers: [{ name: 'set-cookie', value: 'secret' }] }
  const logged = withoutSecrets({ url: 'wss://example.com/', requestHeaders: headers, response, steps: [] })
  expect(JSON.stringify(logged)).not.toContain('secret')
  expect(logged.requestHeaders[2]).toEqual({ name: 'Host', value: 'example.com' })
})

it('keeps them out of the status line, in which a server may repeat what it refuses', () => {
  const response = { status: 401, statusLine: 'HTTP/1.1 401 bad token hush-hush', headers: [] }
  const observed = { url: 'wss://example.com/', requestHeaders: [], response, steps: [] }
  expect(withoutSecrets(observed, ['hush-hush']).response?.statusLine).toBe('HTTP/1.1 401 bad token ••••••')
})
