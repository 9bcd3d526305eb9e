import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PolicyGuard } from '../../src/background/policy-guard.ts'
import { Tokens } from '../../src/background/tokens.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import { tokenKey } from '../../src/core/oauth.ts'
import { emptyOAuth2, type OAuth2 } from '../../src/core/oauth-settings.ts'
import { type PolicyState, readPolicy } from '../../src/core/policy-format.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok } from '../../src/core/result.ts'
import { variableSource } from '../../src/core/variables.ts'

const { stored } = vi.hoisted(() => ({ stored: new Map<string, unknown>() }))

vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
    storage: {
      local: {
        get: async (keys: string[]) => Object.fromEntries(keys.map((key) => [key, stored.get(key)])),
        set: async (given: object) => {
          for (const [key, value] of Object.entries(given)) stored.set(key, structuredClone(value))
        },
        remove: async (key: string) => void stored.delete(key),
      },
    },
  },
}))

const service: OAuth2 = { ...emptyOAuth2, accessTokenUrl: 'https://auth.example/token', clientId: 'me' }
const app: OAuth2 = { ...service, grantType: 'authorization_code', authorizationUrl: 'https://{{host}}/authorize' }

let signal: AbortSignal

let now: number
let auth: OAuth2
let hasAccess: boolean
let policy: PolicyState
let sent: string[]
let answers: { status: number; body: object }[]
let signIn: (address: URL) => Promise<string>
let told: number
let asked: unknown[]
let tokens: Tokens

beforeEach(() => {
  stored.clear()
  signal = new AbortController().signal
  now = 0
  auth = service
  hasAccess = true
  policy = { state: 'none' }
  sent = []
  answers = []
  told = 0
  asked = []
  signIn = async ({ searchParams }) => `https://r/?code=c&state=${searchParams.get('state')}`
  const builtIns = { now: () => 1, random: () => 0, uuid: () => 'u', count: () => 1 }
  tokens = new Tokens({
    profile: (id) => ok(newProfile(id)),
    handshake: async () => ({ ...plainHandshake, auth }),
    hasHostAccess: async () => hasAccess,
    variables: {
      source: () => variableSource(new Map([['host', 'auth.example']]), builtIns, 'Staging'),
      withoutSecrets: (refusal) => refusal,
    },
    browser: 'chromium',
    guard: new PolicyGuard(() => ({ organization: policy, user: { state: 'none' } })),
    redirectUrl: () => 'https://r/',
    maySignIn: async () => true,
    signIn: (address) => signIn(new URL(address)),
    onRequest: (...request) => asked.push(request),
    onToken: () => told++,
    now: () => now,
  })
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    sent.push(body)
    const { status, body: answer } = answers.shift() ?? { status: 200, body: granted() }
    return new Response(JSON.stringify(answer), { status })
  })
})

afterEach(() => vi.unstubAllGlobals())

const granted = (change: object = {}) => ({
  access_token: `t${sent.length}`,
  token_type: 'Bearer',
  expires_in: 60,
  ...change,
})
const refresh = { refresh_token: 'r1' }

describe('a token for a handshake', () => {
  it('is asked for once, and again when it has expired', async () => {
    expect(await tokens.forHandshake('p', service, signal)).toEqual(ok('t1'))
    expect(await tokens.forHandshake('p', service, signal)).toEqual(ok('t1'))
    now = 55_001
    expect(await tokens.forHandshake('p', service, signal)).toEqual(ok('t2'))
    expect([sent.length, told]).toEqual([2, 2])
    const request = ['p', 'https://auth.example/token', 'client_credentials']
    expect(asked).toEqual([request, request])
  })

  it('is not one that was got with other settings', async () => {
    await tokens.forHandshake('p', service, signal)
    expect(await tokens.forHandshake('p', { ...service, scope: 'more' }, signal)).toEqual(ok('t2'))
  })

  it('is asked for once by handshakes at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => tokens.forHandshake('p', service, signal)))
    expect(all).toEqual([ok('t1'), ok('t1'), ok('t1')])
  })

  it('is looked for in no more of an answer than a token can be long', async () => {
    let isCancelled = false
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
      cancel() {
        isCancelled = true
      },
    })
    vi.stubGlobal('fetch', async () => new Response(endless))
    const refused = { refusal: { message: expect.stringContaining('answered 200 without a token') } }
    expect(await tokens.forHandshake('p', service, signal)).toMatchObject(refused)
    expect(isCancelled).toBe(true)
  })

  it('is refused without the secrets that the server repeats, as every view is told why', async () => {
    const error = 'invalid_client'
    answers = [{ status: 401, body: { error, error_description: 'No client has the secret s3cret +.' } }]
    const refused = await tokens.forHandshake('p', { ...service, clientSecret: 's3cret +' }, signal)
    expect(refused).toMatchObject({ refusal: { message: expect.stringContaining('the secret ••••••.') } })
  })

  it.each([
    ['the header with both', { clientAuthentication: 'header' }, `Not accepted: Basic ${btoa('me:s3cret')}`],
    ['a secret that is longer than what is told of an answer', {}, `${'x'.repeat(480)} ${'s3cret'.repeat(9)}`],
  ] as const)('is refused without %s that the server repeats', async (_, settings, error_description) => {
    answers = [{ status: 401, body: { error: 'invalid_client', error_description } }]
    const clientSecret = error_description.includes('Basic') ? 's3cret' : 's3cret'.repeat(9)
    const refused = await tokens.forHandshake('p', { ...service, ...settings, clientSecret }, signal)
    expect(refused).toMatchObject({ refusal: { message: expect.stringContaining('••••••') } })
    expect(JSON.stringify(refused)).not.toMatch(/s3cret|czNjcmV0|Om/)
  })

  it('takes the person where nothing can be refreshed', async () => {
    expect(await tokens.forHandshake('p', app, signal)).toMatchObject({ refusal: { code: 'failed', field: 'auth' } })
    expect(sent).toEqual([])
  })

  it('takes the person’s permission for the host', async () => {
    hasAccess = false
    const hostAccess = ['https://auth.example/*']
    expect(await tokens.forHandshake('p', service, signal)).toMatchObject({ refusal: { field: 'auth', hostAccess } })
    expect(sent).toEqual([])
  })

  it('is not asked for where policy is against it', async () => {
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://auth.example/*'] } })
    expect(await tokens.forHandshake('p', service, signal)).toMatchObject({
      refusal: { code: 'url-blocked', field: 'auth' },
    })
    expect(sent).toEqual([])
  })
})

describe('what is given up', () => {
  let controller: AbortController
  let answer: (given: object) => void

  beforeEach(() => {
    controller = new AbortController()
    vi.stubGlobal('fetch', (_: string, { body, signal }: { body: string; signal: AbortSignal }) => {
      sent.push(body)
      return new Promise((resolve, reject) => {
        answer = (given) => resolve(new Response(JSON.stringify(given)))
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    })
  })

  const givenUp = { ok: false, refusal: { message: expect.stringContaining('given up') } }

  it('gets no token, and the next need not wait for it', async () => {
    const token = tokens.get('p', controller.signal)
    await expect.poll(() => sent).toHaveLength(1)
    controller.abort()
    expect(await token).toMatchObject(givenUp)
    const next = tokens.forHandshake('p', service, signal)
    await expect.poll(() => sent).toHaveLength(2)
    answer(granted())
    expect(await next).toEqual(ok('t2'))
    expect(told).toBe(1)
  })

  it('trades no code for a token when the person signs in all the same', async () => {
    auth = app
    let signedIn: (() => void) | undefined
    signIn = ({ searchParams }) =>
      new Promise((resolve) => {
        signedIn = () => resolve(`https://r/?code=c&state=${searchParams.get('state')}`)
      })
    const token = tokens.get('p', controller.signal)
    await expect.poll(() => signedIn).toBeDefined()
    controller.abort()
    signedIn?.()
    expect(await token).toMatchObject(givenUp)
    expect([sent, asked]).toEqual([[], []])
  })

  it('refreshes the token all the same: the server may take the refresh token no more', async () => {
    const filled = { ...app, authorizationUrl: 'https://auth.example/authorize' }
    const kept = { accessToken: 'old', expiresAt: 0, refreshToken: 'r1', scope: '' }
    stored.set('token/p', { ...kept, key: tokenKey(filled) })
    const token = tokens.forHandshake('p', filled, controller.signal)
    await expect.poll(() => sent).toHaveLength(1)
    controller.abort()
    expect(await token).toMatchObject(givenUp)
    answer(granted({ refresh_token: 'r2' }))
    expect(await tokens.forHandshake('p', filled, signal)).toEqual(ok('t1'))
    expect(stored.get('token/p')).toMatchObject({ refreshToken: 'r2' })
  })
})

describe('a sign-in', () => {
  beforeEach(() => {
    auth = app
  })

  it('is traded for a token, which is refreshed when it has expired', async () => {
    answers = [{ status: 200, body: { ...granted(), access_token: 'a', ...refresh } }]
    expect(await tokens.get('p', signal)).toEqual(ok(null))
    expect(new URLSearchParams(sent[0]).get('code')).toBe('c')
    expect(await tokens.read('p')).toMatchObject({ value: { token: { isOfSettings: true, canRefresh: true } } })
    const filled = { ...app, authorizationUrl: 'https://auth.example/authorize' }
    now = 60_000
    expect(await tokens.forHandshake('p', filled, signal)).toEqual(ok('t2'))
    // The server gave no other refresh token, so the first one stays.
    now = 120_000
    expect(await tokens.forHandshake('p', filled, signal)).toEqual(ok('t3'))
    expect(new URLSearchParams(sent[2]).get('refresh_token')).toBe('r1')
  })

  it('is over when the server takes the refresh token no more; the network’s failures end nothing', async () => {
    answers = [
      { status: 200, body: { ...granted(), ...refresh } },
      { status: 503, body: {} },
      { status: 400, body: { error: 'invalid_grant' } },
    ]
    await tokens.get('p', signal)
    now = 60_000
    const filled = { ...app, authorizationUrl: 'https://auth.example/authorize' }
    expect(await tokens.forHandshake('p', filled, signal)).toMatchObject({ ok: false })
    expect(await tokens.read('p')).toMatchObject({ value: { token: { canRefresh: true } } })
    expect(await tokens.forHandshake('p', filled, signal)).toMatchObject({ ok: false })
    expect(await tokens.read('p')).toMatchObject({ value: { token: null } })
  })

  it.each([
    ['that is broken off', () => Promise.reject(new Error('The user did not approve access.')), 'did not approve'],
    ['with another state', async () => 'https://r/?code=c&state=other', 'another request'],
  ])('%s gets no token', async (_, answer, words) => {
    signIn = answer
    expect(await tokens.get('p', signal)).toMatchObject({ refusal: { message: expect.stringContaining(words) } })
    expect(sent).toEqual([])
  })
})
