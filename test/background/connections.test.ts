import { beforeEach, describe, expect, it } from 'vitest'
import { Acknowledgements } from '../../src/background/acknowledgements.ts'
import { ConnectionRecords } from '../../src/background/connection-records.ts'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import { Connections } from '../../src/background/connections.ts'
import { Consent } from '../../src/background/consent.ts'
import { PolicyGuard } from '../../src/background/policy-guard.ts'
import type { Questions } from '../../src/background/questions.ts'
import type { CloseCause } from '../../src/core/connection.ts'
import { type HandshakeSettings, plainHandshake } from '../../src/core/handshake.ts'
import type { HeaderOperation } from '../../src/core/headers.ts'
import { noKeepAlive } from '../../src/core/keep-alive.ts'
import { keepAll } from '../../src/core/log-rules.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import { type PolicyState, readPolicy } from '../../src/core/policy-format.ts'
import { newProfile, type Profile } from '../../src/core/profile.ts'
import { noReconnect } from '../../src/core/reconnect.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { emptyScript, type Script } from '../../src/core/script.ts'
import { withoutValues } from '../../src/core/secrets.ts'
import { variableSource } from '../../src/core/variables.ts'
import type { Automation, Order } from '../../src/wire/transport.ts'

const closedByServer = {
  type: 'closed',
  at: 1002,
  cause: 'server',
  code: 1001,
  reason: '',
  clean: true,
} as const

const nothing: Automation = {
  ...{ reconnect: noReconnect, keepAlive: noKeepAlive, minify: true },
  ...{ messages: [], triggers: [], variables: [], environment: undefined },
}

const me = 'view-1'
const other = 'view-2'

let profile: Profile | undefined
let script: Script
let policy: PolicyState
let orders: Order[]
let handshake: HandshakeSettings
let accessToken: Result<string> | ((signal: AbortSignal) => Promise<Result<string>>)
let secretValues: string[]
let hasAccess: boolean
let transport: Result<null>
let removed: string[]
/** What is told of connections that were to be made again by themselves. */
let made: [string, Result<unknown>][]
let turns: { id: string; url: string; headers: readonly HeaderOperation[] }[]
let ended: string[]
let turn: Promise<void>
let values: Map<string, string>
let ask: Questions['ask']
let records: ConnectionRecords
let connections: Connections
let acknowledgements: Acknowledgements

beforeEach(() => {
  profile = newProfile('p1', { url: 'ws://localhost:1/echo', subprotocols: ['b', 'a'] })
  policy = { state: 'none' }
  script = emptyScript
  orders = []
  removed = []
  made = []
  handshake = plainHandshake
  hasAccess = false
  accessToken = ok('granted')
  secretValues = []
  turns = []
  ended = []
  turn = Promise.resolve()
  transport = ok(null)
  values = new Map()
  ask = () => expect.unreachable('nobody is asked')
  connections = makeConnections()
})

function makeConnections(access: (origins: readonly string[]) => boolean = () => hasAccess): Connections {
  let ids = 0
  const builtIns = { now: () => 1, random: () => 0, uuid: () => 'u', count: () => 1 }
  const variables = () => variableSource(values, builtIns, 'Staging')
  const find = (id: string) => (profile?.id === id ? ok(profile) : refuse('unknown-profile', 'gone'))
  acknowledgements = new Acknowledgements(() => `order-${++ids}`)
  records = new ConnectionRecords({ onConnection: () => undefined, onConnectionRemoved: ({ id }) => removed.push(id) })
  return new Connections({
    records,
    acknowledgements,
    profile: find,
    guard: new PolicyGuard(() => ({ organization: policy, user: { state: 'none' } })),
    consent: new Consent({
      questions: { ask: (asker, asked) => ask(asker, asked) },
      profile: find,
      masked: (text) => text,
    }),
    variables: {
      source: variables,
      preview: variables,
      withoutSecrets: (refusal) => ({ ...refusal, message: withoutValues(refusal.message, secretValues) }),
      secretValues: () => secretValues,
    },
    browser: 'chromium',
    handshake: () => Promise.resolve(handshake),
    automation: async ({ reconnect, keepAlive, minify }) => ({ ...nothing, reconnect, keepAlive, minify }),
    script: async () => ok(script),
    onAgain: (...answer) => made.push(answer),
    accessToken: async (_, __, signal) => (typeof accessToken === 'function' ? accessToken(signal) : accessToken),
    hasHostAccess: (origins) => Promise.resolve(access(origins)),
    beginHandshake: (id, url, headers, _, isWanted) => {
      turns.push({ id, url, headers })
      return turn.then(isWanted)
    },
    endHandshake: (id) => ended.push(id),
    renewHandshake: () => undefined,
    startTransport: () => Promise.resolve(transport),
    order: (order) => orders.push(order),
    now: () => 1000,
    newId: () => `id-${++ids}`,
  })
}

function create(caller = me): string {
  const created = connections.create(caller, 'p1')
  if (!created.ok) throw new Error(created.refusal.message)
  return created.value.connectionId
}

async function connectAndOpen(caller = me): Promise<string> {
  const id = create(caller)
  await connections.connect(caller, id)
  connections.onEvent(id, { type: 'opened', at: 1001, protocol: 'b', extensions: '' })
  return id
}

/** Handshakes wait for their turn until what is returned is called. */
function turnToCome(): () => void {
  let come = () => {}
  turn = new Promise((resolve) => {
    come = resolve
  })
  return come
}

function record(id: string): ConnectionRecord | undefined {
  return records.list().find((candidate) => candidate.id === id)
}

describe('with the person’s consent', () => {
  const answer = (given: Awaited<ReturnType<Questions['ask']>>, meanwhile: () => void = () => undefined) => {
    ask = async () => {
      meanwhile()
      return given
    }
  }

  it('is not connected after a no, and says so as an outcome', async () => {
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open'] })
    answer('no')
    const id = create()
    expect(await connections.connect(me, id)).toMatchObject({
      refusal: { code: 'failed', rule: 'Ask before each open' },
    })
    expect(record(id)?.state.phase).toBe('refused')
    expect(orders).toEqual([])
    answer('yes')
    expect((await connections.connect(me, id)).ok).toBe(true)
  })

  it('is connected to what was asked about, under the policy that holds after the answer', async () => {
    profile = newProfile('p1', { url: 'ws://localhost/asked', confirm: ['open'] })
    answer('yes', () => {
      profile = newProfile('p1', { url: 'ws://localhost/edited' })
    })
    await connections.connect(me, create())
    expect(orders.at(-1)).toMatchObject({ type: 'open', request: { url: 'ws://localhost/asked' } })
    profile = newProfile('p1', { url: 'ws://localhost/asked', confirm: ['open'] })
    answer('yes', () => {
      policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
    })
    expect(await connections.connect(me, create())).toMatchObject({ refusal: { code: 'url-blocked' } })
  })

  it('is not connected unasked where policy comes to allow it while it is prepared', async () => {
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open'] })
    ask = async () => 'no'
    connections = makeConnections(() => {
      policy = { state: 'none' }
      return false
    })
    const id = create()
    policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
    expect((await connections.connect(me, id)).ok).toBe(false)
    expect(orders).toEqual([])
  })

  it('is not asked for another’s connection, nor for what is refused anyway', async () => {
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open', 'message'] })
    const id = create()
    expect(await connections.connect(other, id)).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(await connections.send(other, id, { text: 'x', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'not-owner' },
    })
    expect(await connections.send(me, id, { text: 'x', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'not-connected' },
    })
    policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'url-blocked' } })
  })

  it('is sent nothing that was asked about for another address', async () => {
    const id = await connectAndOpen()
    profile = newProfile('p1', { url: 'ws://localhost/other', kind: 'text', confirm: ['message'] })
    ask = async () => {
      connections.onEvent(id, closedByServer)
      await connections.connect(me, id)
      connections.onEvent(id, { type: 'opened', at: 1003, protocol: '', extensions: '' })
      return 'yes'
    }
    expect(await connections.send(me, id, { text: 'x', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'not-connected' },
    })
    expect(orders.filter(({ type }) => type === 'send')).toEqual([])
  })

  it('is sent nothing that policy allows no more when the answer comes', async () => {
    const id = await connectAndOpen()
    profile = newProfile('p1', { url: 'ws://localhost/', kind: 'text', confirm: ['message'] })
    answer('yes', () => {
      policy = readPolicy({ version: 1, rules: { maxMessageBytes: 1 } })
    })
    expect(await connections.send(me, id, { text: 'xx', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'message-too-big' },
    })
    expect(orders.filter(({ type }) => type === 'send')).toEqual([])
  })

  it('is sent nothing after a no, nor after a yes that came too late', async () => {
    const id = await connectAndOpen()
    profile = newProfile('p1', { url: 'ws://localhost/', kind: 'text', confirm: ['message'] })
    answer('timeout')
    expect(await connections.send(me, id, { text: 'x', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'not-confirmed' },
    })
    answer('yes', () => connections.onEvent(id, closedByServer))
    expect(await connections.send(me, id, { text: 'x', sendAs: 'text' })).toMatchObject({
      refusal: { code: 'not-connected' },
    })
    expect(orders.filter(({ type }) => type === 'send')).toEqual([])
  })
})

describe('create', () => {
  it('gives an id of its own each time and orders nothing', () => {
    expect(create()).not.toBe(create())
    expect(orders).toEqual([])
  })

  it('is refused for a bad URL, by policy and for an unknown profile, and never gives an id then', () => {
    profile = newProfile('p1', { url: 'http://localhost/' })
    expect(connections.create(me, 'p1')).toMatchObject({ ok: false, refusal: { code: 'invalid-url' } })
    profile = newProfile('p1', { url: 'ws://localhost/' })
    policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
    expect(connections.create(me, 'p1')).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    profile = undefined
    expect(connections.create(me, 'p1')).toMatchObject({ ok: false, refusal: { code: 'unknown-profile' } })
    expect(records.list()).toEqual([])
  })

  it('goes on with the log of the profile, and gives a second connection at the same time its own', () => {
    const [first, second] = [create(), create()]
    expect(record(first)?.logId).toBe('p1')
    expect(record(second)?.logId).not.toBe('p1')
    connections.dispose(me, first)
    expect(record(create())?.logId).toBe('p1')
  })
})

describe('connect', () => {
  it('answers connecting and orders exactly what the profile says', async () => {
    const id = create()
    expect(await connections.connect(me, id)).toEqual({ ok: true, value: { outcome: 'connecting' } })
    expect(orders).toEqual([
      {
        type: 'open',
        connectionId: id,
        logId: 'p1',
        request: {
          url: 'ws://localhost:1/echo',
          protocols: ['b', 'a'],
          handshakeTimeout: 30_000,
          secrets: [],
        },
        limits: { audit: false, toBeJson: true },
        automation: nothing,
        attempt: 0,
        hasTurn: false,
      },
    ])
    expect(record(id)?.state).toEqual({ phase: 'connecting', since: 1000 })
  })

  it.each([
    ['invalid-url', { url: 'nonsense' }],
    ['invalid-headers', { subprotocols: ['not a token'] }],
  ] as const)('answers %s, remembers it as the state and orders nothing', async (code, change) => {
    const id = create()
    profile = newProfile('p1', { url: 'ws://localhost/', ...change })
    expect(await connections.connect(me, id)).toMatchObject({ ok: false, refusal: { code } })
    expect(record(id)?.state).toMatchObject({ phase: 'refused', refusal: { code } })
    expect(orders).toEqual([])
  })

  it('answers url-blocked with the rule when policy changed since create', async () => {
    const id = create()
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://localhost/*'] } })
    expect(await connections.connect(me, id)).toMatchObject({
      ok: false,
      refusal: { code: 'url-blocked', rule: 'Blocked: *://localhost/*' },
    })
    expect(orders).toEqual([])
  })

  describe('in the order of what it may answer, whatever else is wrong:', () => {
    const nowhere = '{{nowhere}}'
    const token = { type: 'page-token', source: 'cookie', from: 'x', path: '', header: '' } as const
    const withHeader = (name: string) => ({
      ...plainHandshake,
      auth: token,
      headers: [{ name, value: '', enabled: true }],
    })

    beforeEach(() => {
      profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open'] })
      handshake = withHeader('bad name')
    })

    const connected = async () => {
      const id = create()
      policy = readPolicy({ version: 1, rules: { maxConnections: 0, blockedHeaders: ['x-barred'] } })
      transport = refuse('failed', 'no offscreen document')
      return connections.connect(me, id)
    }

    it('url-blocked before what the handshake is made of', async () => {
      profile = newProfile('p1', { url: 'ws://localhost/', subprotocols: [nowhere] })
      handshake = { ...plainHandshake, auth: { type: 'bearer', prefix: '', token: nowhere } }
      const id = create()
      policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
      expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'url-blocked' } })
    })

    it.each([
      ['that cannot be sent', withHeader('bad name')],
      ['that policy bars', withHeader('x-barred')],
      ['that the token would be sent in', { ...plainHandshake, auth: { ...token, header: 'bad name' } }],
      ['with a variable that is not known', { ...withHeader(nowhere), auth: { ...token, header: nowhere } }],
    ])(
      'invalid-headers for one %s before the count, a missing token, a question and the transport',
      async (_, given) => {
        handshake = given
        expect(await connected()).toMatchObject({ refusal: { code: 'invalid-headers', field: 'headers' } })
      },
    )

    it('failed for what it is known for at once, without a question', async () => {
      handshake = plainHandshake
      expect(await connected()).toMatchObject({ refusal: { code: 'failed', rule: 'Most connections: 0' } })
      policy = { state: 'none' }
      expect(await connections.connect(me, create())).toMatchObject({
        refusal: { code: 'failed', message: expect.stringContaining('offscreen') },
      })
      transport = ok(null)
      handshake = { ...plainHandshake, auth: token }
      expect(await connections.connect(me, create())).toMatchObject({ refusal: { code: 'failed', field: 'auth' } })
    })
  })

  it('answers failed when the profile is gone or the transport cannot start', async () => {
    const id = create()
    profile = undefined
    expect(await connections.connect(me, id)).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    profile = newProfile('p1', { url: 'ws://localhost/' })
    transport = refuse('failed', 'no offscreen document')
    const answer = await connections.connect(me, id)
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(!answer.ok && answer.refusal.message).toContain('no offscreen document')
    expect(orders).toEqual([])
  })

  it('answers failed when the transport went while the connect was prepared', async () => {
    connections = makeConnections(() => {
      transport = refuse('failed', 'it is gone')
      return false
    })
    const id = create()
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'failed' } })
    expect(orders).toEqual([])
    expect(records.find(id)?.state.phase).toBe('refused')
  })

  it('answers failed-connection-in-progress while connecting, open or closing, also to two at once', async () => {
    const id = create()
    const answers = await Promise.all([connections.connect(me, id), connections.connect(me, id)])
    expect(answers[0]).toMatchObject({ ok: true })
    expect(answers[1]).toMatchObject({ ok: false, refusal: { code: 'failed-connection-in-progress' } })
    connections.onEvent(id, { type: 'opened', at: 1, protocol: '', extensions: '' })
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'failed-connection-in-progress' } })
    connections.disconnect(me, id)
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'failed-connection-in-progress' } })
    expect(orders.filter(({ type }) => type === 'open')).toHaveLength(1)
    expect(record(id)?.state).toMatchObject({ phase: 'closing', code: 1000, reason: '' })
  })
})

describe('variables', () => {
  const withVariables = { url: 'ws://{{host}}/{{path}}', subprotocols: ['{{protocols}}', 'c'] }

  it('take their values at connect, and afresh at each reconnect', async () => {
    profile = newProfile('p1', withVariables)
    values = new Map(Object.entries({ host: 'localhost', path: 'a', protocols: 'a, b' }))
    const id = create()
    await connections.connect(me, id)
    connections.onEvent(id, closedByServer)
    profile = newProfile('p1', { url: 'ws://other/' })
    values.set('path', 'b')
    await connections.reconnect(me, id)
    const requests = orders.flatMap((order) => (order.type === 'open' ? [order.request] : []))
    expect(requests).toMatchObject([
      { url: 'ws://localhost/a', protocols: ['a', 'b', 'c'] },
      { url: 'ws://localhost/b', protocols: ['a', 'b', 'c'] },
    ])
  })

  it('are put in before policy decides, at create, connect and when policy changes', async () => {
    profile = newProfile('p1', { url: 'ws://{{host}}/' })
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://bad/*'] } })
    values.set('host', 'bad')
    expect(connections.create(me, 'p1')).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    values.set('host', 'good')
    const id = create()
    values.set('host', 'bad')
    expect(await connections.connect(me, id)).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    values.set('host', 'good')
    await connections.connect(me, id)
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://good/*'] } })
    connections.enforcePolicy()
    expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'policy' })
  })

  it.each([
    ['invalid-url', 'url', { url: 'ws://{{nowhere}}/' }, {}],
    ['invalid-headers', 'subprotocols', { url: 'ws://localhost/', subprotocols: ['{{nowhere}}'] }, {}],
    ['failed', 'auth', {}, { auth: { type: 'bearer', prefix: '', token: '{{nowhere}}' } }],
    ['invalid-headers', 'headers', {}, { headers: [{ name: 'x', value: '{{nowhere}}', enabled: true }] }],
    ['invalid-headers', 'headers', {}, { origin: { change: 'replace', value: '{{nowhere}}' } }],
  ] as const)('that are not known are %s about the %s, by name', async (code, field, change, settings) => {
    const id = create()
    profile = newProfile('p1', { url: 'ws://localhost/', ...change })
    handshake = { ...plainHandshake, ...settings }
    const message = '{{nowhere}} is not known in the environment “Staging”; add it there or correct the name.'
    expect(await connections.connect(me, id)).toEqual({ ok: false, refusal: { code, field, message } })
    expect(orders).toEqual([])
  })

  it('need not be known where they are not sent', async () => {
    const nowhere = '{{nowhere}}'
    handshake = {
      ...plainHandshake,
      headers: [{ name: nowhere, value: nowhere, enabled: false }],
      scopeValues: { 'x-m2-world-id': nowhere },
    }
    expect(await connections.connect(me, create())).toMatchObject({ ok: true })
  })

  it('are put into messages before they are checked; an unknown one sends nothing', async () => {
    const id = await connectAndOpen()
    values.set('order', '{"id": 7}')
    void connections.send(me, id, { text: '{"order": {{order}}}', sendAs: 'json-object' })
    expect(orders.at(-1)).toMatchObject({ type: 'send', message: { type: 'text', text: '{"order":{"id":7}}' } })
    const sent = orders.length
    expect(await connections.send(me, id, { text: '{{nowhere}}', sendAs: 'text' })).toMatchObject({
      ok: false,
      refusal: { code: 'unknown-variable', field: 'message' },
    })
    expect(orders).toHaveLength(sent)
  })
})

it('asks for access to the host that is connected, not to the one before', async () => {
  const asked: (readonly string[])[] = []
  connections = makeConnections((origins) => asked.push(origins) > 0)
  const id = create()
  await connections.connect(me, id)
  connections.onEvent(id, closedByServer)
  profile = newProfile('p1', { url: 'ws://other/' })
  await connections.connect(me, id)
  expect(asked.at(-1)).toEqual(['ws://other/*', 'http://other/*'])
})

describe('a handshake with headers', () => {
  const withToken = { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token: 't' } } as const

  it('needs access to the host, and says which', async () => {
    handshake = withToken
    expect(await connections.connect(me, create())).toMatchObject({
      ok: false,
      refusal: { code: 'failed', field: 'permission', hostAccess: ['ws://localhost/*', 'http://localhost/*'] },
    })
    expect(orders).toEqual([])
  })

  it.each<[string, Partial<HandshakeSettings>]>([
    ['a token with a line break', { auth: { ...withToken.auth, token: 'a\nb' } }],
    ['a row without a name', { headers: [{ name: '', value: 'x', enabled: true }] }],
    ['a name that policy adds in a way that the browser cannot send', {}],
  ])('is refused for %s', async (_, settings) => {
    const addedHeaders = 'auth' in settings || 'headers' in settings ? [] : [{ name: 'upgrade', value: 'x' }]
    policy = readPolicy({ version: 1, rules: { addedHeaders } })
    handshake = { ...plainHandshake, ...settings }
    hasAccess = true
    const refusal = { code: 'invalid-headers', field: 'headers' }
    expect(await connections.connect(me, create())).toMatchObject({ refusal })
  })

  it.each([
    [
      'a user name in the URL, which Chromium sends as a header when it is asked',
      'authorization',
      { url: 'ws://me@localhost/' },
      'url',
    ],
    ['a password in the URL', 'authorization', { url: 'ws://:pass@localhost/' }, 'url'],
    ['subprotocols', 'sec-websocket-protocol', { url: 'ws://localhost/', subprotocols: ['a'] }, 'subprotocols'],
  ] as const)('is refused by a rule about headers for %s', async (_, name, change, field) => {
    profile = newProfile('p1', change)
    const id = create()
    policy = readPolicy({ version: 1, rules: { blockedHeaders: [name] } })
    const refusal = { code: 'invalid-headers', field, rule: `Barred header: ${name}` }
    expect(await connections.connect(me, id)).toMatchObject({ refusal })
    policy = { state: 'none' }
    expect(await connections.connect(me, id)).toMatchObject({ ok: true })
  })

  it('says that it is policy’s where a header that policy adds cannot be sent', async () => {
    policy = readPolicy({
      version: 1,
      rules: {
        addedHeaders: [
          { name: 'x-a', value: '' },
          { name: 'upgrade', value: 'x' },
        ],
      },
    })
    hasAccess = true
    const message = expect.stringMatching(/“upgrade” cannot be set.*Policy adds it/)
    expect(await connections.connect(me, create())).toMatchObject({
      refusal: { rule: 'Added header: upgrade', message },
    })
  })

  it('is ordered when its turn has come, with what the profile says resolved', async () => {
    handshake = { ...withToken, auth: { type: 'api-key', in: 'query', key: 'k', value: 'v' }, scope: 'organization' }
    hasAccess = true
    const come = turnToCome()
    const id = create()
    expect(await connections.connect(me, id)).toMatchObject({ ok: true })
    expect(turns).toEqual([{ id, url: 'ws://localhost:1/echo?k=v', headers: [] }])
    expect(orders).toEqual([])
    come()
    await expect.poll(() => orders).toMatchObject([{ type: 'open', request: { url: 'ws://localhost:1/echo?k=v' } }])
    connections.onEvent(id, { type: 'opened', at: 1, protocol: '', extensions: '' })
    expect(ended).toEqual([id])
  })

  const comesIntoForce = (rules: object) => () => {
    policy = readPolicy({ version: 1, rules })
    connections.enforcePolicy()
  }

  it.each<[string, (id: string) => unknown, CloseCause]>([
    ['closed by the person', (id) => connections.disconnect(me, id), 'user'],
    [
      'forbidden by a new policy',
      () => {
        policy = { state: 'unreadable', reason: 'x' }
        connections.enforcePolicy()
      },
      'policy',
    ],
    ['to have a header less by a new policy', comesIntoForce({ blockedHeaders: ['authorization'] }), 'policy'],
    [
      'to have a header more by a new policy',
      comesIntoForce({ addedHeaders: [{ name: 'x-audit', value: '1' }] }),
      'policy',
    ],
  ])('is given up while it waits for its turn when it is %s', async (_, act, cause) => {
    handshake = withToken
    hasAccess = true
    const come = turnToCome()
    const id = create()
    await connections.connect(me, id)
    act(id)
    come()
    const closed = { phase: 'closed', during: 'handshake', cause }
    await expect.poll(() => record(id)?.state).toMatchObject(closed)
    expect(orders.filter(({ type }) => type === 'open')).toEqual([])
    expect(ended).toContain(id)
  })

  it('is refused when access to the host was taken away while it waited for its turn', async () => {
    handshake = withToken
    hasAccess = true
    const come = turnToCome()
    const id = create()
    await connections.connect(me, id)
    hasAccess = false
    come()
    const refusal = { code: 'failed', field: 'permission', hostAccess: ['ws://localhost/*', 'http://localhost/*'] }
    await expect.poll(() => record(id)?.state).toMatchObject({ phase: 'refused', refusal })
    expect(orders.filter(({ type }) => type === 'open')).toEqual([])
    expect(orders).toContainEqual(
      expect.objectContaining({ type: 'note', message: expect.stringContaining('permission') }),
    )
    expect(ended).toContain(id)
  })

  it('goes out without access when it has no headers that take it', async () => {
    hasAccess = true
    const come = turnToCome()
    await connections.connect(me, create())
    hasAccess = false
    come()
    await expect.poll(() => orders).toMatchObject([{ type: 'open' }])
  })

  it('is a connection error when the browser does not take the rule', async () => {
    handshake = withToken
    hasAccess = true
    turn = Promise.reject(new Error('too many rules'))
    const id = create()
    await connections.connect(me, id)
    const detail = expect.stringContaining('too many rules')
    await expect.poll(() => record(id)?.state).toMatchObject({ phase: 'closed', detail })
  })

  it('is none where the browser does not take the rule of one that was given up by then', async () => {
    handshake = withToken
    hasAccess = true
    let refuseRule = (_: Error) => {}
    turn = new Promise((_, reject) => {
      refuseRule = reject
    })
    const id = create()
    await connections.connect(me, id)
    connections.disconnect(me, id)
    const given = turn
    turn = Promise.resolve()
    await connections.connect(me, id)
    await expect.poll(() => orders.at(-1)?.type).toBe('open')
    refuseRule(new Error('too many rules'))
    await given.catch(() => new Promise(setImmediate))
    expect(record(id)?.state.phase).toBe('connecting')
    expect(orders.at(-1)?.type).toBe('open')
  })

  it('that waited when the transport went does not pass for one that still waits', async () => {
    hasAccess = true
    turn = new Promise(() => undefined)
    const id = create()
    await connections.connect(me, id)
    connections.onReport([])
    expect(ended).toEqual([id])
    hasAccess = false
    await connections.connect(me, id)
    connections.disconnect(me, id)
    expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'user' })
  })

  it('begins with what the profile says when its turn has come', async () => {
    hasAccess = true
    const come = turnToCome()
    await connections.connect(me, create())
    profile = newProfile('p1', { ...profile, minify: false })
    await connections.onProfileChanged('p1')
    orders = []
    come()
    await expect.poll(() => orders).toMatchObject([{ type: 'open', automation: { minify: false } }])
  })

  it('says why it failed, whether the browser tells before the socket or after', async () => {
    const closed = { type: 'closed', at: 2, cause: 'network', code: 1006, reason: '', clean: false } as const
    const seen = { url: '', requestHeaders: [], steps: [], error: 'NS_ERROR_UNKNOWN_HOST' }
    for (const order of ['before', 'after']) {
      const id = create()
      await connections.connect(me, id)
      if (order === 'before') connections.onObserved(id, seen)
      connections.onEvent(id, closed)
      if (order === 'after') connections.onObserved(id, seen)
      expect(record(id)?.state).toMatchObject({ phase: 'closed', failure: { error: 'NS_ERROR_UNKNOWN_HOST' } })
    }
  })
})

it('tells the transport what must not be logged', async () => {
  secretValues = ['hush']
  handshake = { ...plainHandshake, auth: { type: 'api-key', in: 'query', key: 'k', value: 's3cret' } }
  await connections.connect(me, create())
  expect(orders).toMatchObject([
    { request: { url: 'ws://localhost:1/echo?k=s3cret', secrets: expect.arrayContaining(['s3cret', 'hush']) } },
  ])
})

it('keeps out of the log what a secret stood for when it was put in, whatever it stands for by then', async () => {
  secretValues = ['s3cret']
  connections = makeConnections(() => {
    secretValues = ['another']
    return false
  })
  await connections.connect(me, create())
  expect(orders).toMatchObject([{ request: { secrets: ['s3cret'] } }])
})

it('tells in no refusal what a secret stood for when it was put in, whatever it stands for by then', async () => {
  secretValues = ['s3cret']
  profile = newProfile('p1', { url: 'wss://s3cret.example/' })
  handshake = { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token: 't' } }
  connections = makeConnections(() => {
    secretValues = ['another']
    return false
  })
  const connecting = await connections.connect(me, create())
  const message = expect.stringMatching(/^To set headers for (?!s3cret)/)
  expect(connecting).toMatchObject({ refusal: { message } })
})

/** The profile is changed while a connect waits to know its access. @returns what waits until that was told */
function changingWhilePrepared(tell: () => Promise<void> | void): () => Promise<void> {
  let told: Promise<void> | void
  connections = makeConnections(() => {
    profile = newProfile('p1', { ...profile, minify: false })
    told = tell()
    return false
  })
  return async () => told
}

/** What the transport was told last that a connection does by itself. */
function latestAutomation() {
  return orders.flatMap((order) => ('automation' in order ? [order.automation] : [])).at(-1)
}

it('begins with what its profile says by then, also where that is changed while it is prepared', async () => {
  const told = changingWhilePrepared(() => connections.onProfileChanged('p1'))
  await connections.connect(me, create())
  await told()
  expect(latestAutomation()).toMatchObject({ minify: false })
})

it('begins with the variables of then, also where they are changed while it is prepared', async () => {
  changingWhilePrepared(() => connections.onVariablesChanged())
  await connections.connect(me, create())
  await new Promise(setImmediate)
  expect(latestAutomation()).toMatchObject({ minify: false })
})

it('tells in no question what a secret stood for when the connection was made, whatever it stands for by then', async () => {
  values.set('room', 'Hush 1')
  secretValues = ['Hush 1']
  profile = newProfile('p1', { url: 'ws://localhost:1/{{room}}', confirm: ['message'] })
  const id = create()
  await connections.connect(me, id)
  connections.onEvent(id, { type: 'opened', at: 1, protocol: '', extensions: '' })
  secretValues = []
  const urls: string[] = []
  ask = async (_, { url }) => {
    urls.push(url)
    return 'no'
  }
  await connections.send(me, id, { text: 'hi', sendAs: 'text' })
  expect(urls).toEqual(['ws://localhost:1/••••••'])
})

describe('an access token', () => {
  beforeEach(() => {
    handshake = { ...plainHandshake, auth: emptyOAuth2 }
    hasAccess = true
  })

  it('goes out with the handshake', async () => {
    const id = create()
    await connections.connect(me, id)
    await turn
    expect(turns).toMatchObject([{ id, headers: [{ name: 'authorization', value: 'Bearer granted' }] }])
  })

  it('that cannot be had is why the connect is refused', async () => {
    accessToken = refuse('failed', 'no token', { field: 'auth' })
    expect(await connections.connect(me, create())).toEqual(accessToken)
    expect(orders).toEqual([])
  })

  it('is not asked for where policy has come to block the address while a person was asked', async () => {
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open'] })
    ask = async () => {
      policy = readPolicy({ version: 1, rules: { allowedUrls: [] } })
      return 'yes'
    }
    accessToken = refuse('failed', 'must not be asked')
    expect(await connections.connect(me, create())).toMatchObject({ refusal: { code: 'url-blocked' } })
  })

  describe('that takes its time', () => {
    let answer: (token: Result<string>) => void
    let signal: AbortSignal | undefined

    beforeEach(() => {
      signal = undefined
      accessToken = (given) => {
        signal = given
        return new Promise((resolve) => {
          answer = resolve
          given.addEventListener('abort', () => resolve(refuse('failed', 'given up')))
        })
      }
    })

    function comesIntoForce() {
      policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://localhost/*'] } })
      connections.enforcePolicy()
    }

    const begin = async () => {
      const id = create()
      const outcome = connections.connect(me, id)
      await expect.poll(() => signal).toBeDefined()
      return { id, outcome }
    }

    it('is waited for as a connection that is being made, and refused as ever where it cannot be had', async () => {
      const { id, outcome } = await begin()
      expect(record(id)?.state).toEqual({ phase: 'connecting', since: 1000, step: 'token' })
      expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'failed-connection-in-progress' } })
      const refused = refuse('failed', 'no token', { field: 'auth' })
      answer(refused)
      expect(await outcome).toEqual(refused)
      expect(record(id)?.state).toMatchObject({ phase: 'refused', refusal: refused.refusal })
      expect(orders).toEqual([])
    })

    it('is why the connect is refused also where it cannot be stored', async () => {
      const id = create()
      accessToken = async () => {
        expect(record(id)?.state).toMatchObject({ phase: 'connecting', step: 'token' })
        throw new Error('no room')
      }
      const outcome = connections.connect(me, id)
      expect(await outcome).toMatchObject({ refusal: { code: 'failed', message: expect.stringContaining('no room') } })
      expect(record(id)?.state).toMatchObject({ phase: 'refused' })
    })

    it('is not waited for any more where what follows it fails', async () => {
      connections = makeConnections(() => {
        throw new Error('The browser did not answer.')
      })
      const { id, outcome } = await begin()
      answer(ok('granted'))
      expect(await outcome).toMatchObject({
        refusal: { code: 'failed', message: expect.stringContaining('The browser did not answer.') },
      })
      expect(record(id)?.state).toMatchObject({ phase: 'refused' })
      expect(orders).toEqual([])
    })

    it('is one connection of as many as are allowed', async () => {
      policy = readPolicy({ version: 1, rules: { maxConnections: 1 } })
      const { id, outcome } = await begin()
      answer(ok('granted'))
      expect(await outcome).toEqual(ok({ outcome: 'connecting' }))
      expect(record(id)?.state).toEqual({ phase: 'connecting', since: 1000 })
    })

    it.each([
      ['disconnected', (id: string) => connections.disconnect(me, id), { phase: 'closed', cause: 'user' }],
      ['disposed', (id: string) => connections.dispose(me, id), undefined],
      ['forbidden', comesIntoForce, { phase: 'closed', cause: 'policy' }],
    ])('is not waited for when it is %s, and opens nothing later', async (_, act, state) => {
      const { id, outcome } = await begin()
      act(id)
      expect(await outcome).toEqual(ok({ outcome: 'connecting' }))
      expect(signal?.aborted).toBe(true)
      answer(ok('granted'))
      await new Promise(setImmediate)
      if (state) expect(record(id)?.state).toMatchObject({ during: 'handshake', ...state })
      else expect(record(id)).toBeUndefined()
      expect(turns).toEqual([])
      expect(orders.filter(({ type }) => type === 'open')).toEqual([])
    })

    it('can be waited for anew at once', async () => {
      const { id } = await begin()
      connections.disconnect(me, id)
      signal = undefined
      const again = connections.reconnect(me, id)
      await expect.poll(() => signal).toBeDefined()
      answer(ok('granted'))
      expect(await again).toEqual(ok({ outcome: 'connecting' }))
      await turn
      expect(turns).toMatchObject([{ id, headers: [{ value: 'Bearer granted' }] }])
    })
  })

  it('is not asked for where policy blocks the address', async () => {
    const id = create()
    policy = readPolicy({ version: 1, blockedUrls: ['*://localhost/*'] })
    accessToken = refuse('failed', 'must not be asked')
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'url-blocked' } })
  })
})

describe('reconnect', () => {
  const closed = { type: 'closed', at: 2, cause: 'server', code: 1000, reason: '', clean: true } as const

  it('repeats the resolved request, even if the profile has changed', async () => {
    const id = await connectAndOpen()
    connections.onEvent(id, closed)
    profile = newProfile('p1', { url: 'ws://elsewhere/' })
    expect(await connections.reconnect(me, id)).toMatchObject({ ok: true })
    expect(orders.at(-1)).toMatchObject({ type: 'open', request: { url: 'ws://localhost:1/echo' } })
  })

  it('asks policy afresh', async () => {
    const id = await connectAndOpen()
    connections.onEvent(id, closed)
    policy = { state: 'unreadable', reason: 'x' }
    expect(await connections.reconnect(me, id)).toMatchObject({ refusal: { code: 'url-blocked' } })
  })

  it('works only from the disconnected state after an earlier connect', async () => {
    const id = create()
    expect(await connections.reconnect(me, id)).toMatchObject({ refusal: { code: 'failed' } })
    expect(orders).toEqual([])
  })
})

describe('disconnect', () => {
  it('closes with 1000 and no reason by default', async () => {
    const id = await connectAndOpen()
    expect(connections.disconnect(me, id)).toEqual({ ok: true, value: null })
    expect(orders.at(-1)).toEqual({ type: 'close', connectionId: id, cause: 'user', code: 1000, reason: '' })
    expect(record(id)?.state.phase).toBe('closing')
  })

  it('refuses codes a client may not use, and closing what is not open', async () => {
    const id = await connectAndOpen()
    expect(connections.disconnect(me, id, { code: 1001, reason: '' })).toMatchObject({
      refusal: { code: 'invalid-close' },
    })
    expect(record(id)?.state.phase).toBe('open')
    expect(connections.disconnect(me, create())).toMatchObject({ refusal: { code: 'not-connected' } })
  })
})

describe('dispose', () => {
  it('closes and forgets, so that nothing can be done with the id any more', async () => {
    const id = await connectAndOpen()
    connections.dispose(me, id)
    expect(orders.at(-1)).toEqual({ type: 'dispose', connectionId: id, cause: 'user' })
    expect(removed).toEqual([id])
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'unknown-connection' } })
  })

  it('has nothing more logged where a log must not outlive its connection', async () => {
    const id = await connectAndOpen()
    policy = readPolicy({ version: 1, rules: { keepLogs: false } })
    connections.dispose(me, id)
    expect(orders.at(-1)).toEqual({ type: 'dispose', connectionId: id, cause: 'user', silent: true })
  })
})

describe('ownership', () => {
  it('lets nobody but the owner use a connection', async () => {
    const id = await connectAndOpen()
    const count = orders.length
    const answers = [
      await connections.connect(other, id),
      await connections.reconnect(other, id),
      connections.disconnect(other, id),
      connections.dispose(other, id),
      connections.pin(other, id, true),
      await connections.send(other, id, { text: '{}', sendAs: 'json-object' }),
      connections.disposeOf(other, 'p1'),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-owner' } })
    expect(orders).toHaveLength(count)
    expect(record(id)?.state.phase).toBe('open')
  })

  it('lets every view use a pinned connection, which outlives its panel', async () => {
    const id = await connectAndOpen()
    connections.pin(me, id, true)
    connections.ownerGone(me)
    expect(record(id)?.state.phase).toBe('open')
    expect(connections.disconnect(other, id).ok).toBe(true)
  })

  it('gives a pinned connection to the panel that takes it over, and goes with that', async () => {
    const id = await connectAndOpen()
    connections.pin(me, id, true)
    expect(connections.pin(other, id, false)).toEqual(ok(null))
    expect(connections.disconnect(me, id)).toMatchObject({ ok: false, refusal: { code: 'not-owner' } })
    connections.ownerGone(other)
    expect(record(id)).toBeUndefined()
  })

  it('leaves the connections of other profiles when those of one are disposed', async () => {
    const id = await connectAndOpen()
    profile = newProfile('p2', { url: 'ws://localhost/' })
    expect(connections.create(other, 'p2').ok).toBe(true)
    expect(connections.disposeOf(me, 'p1')).toEqual(ok(null))
    expect(removed).toEqual([id])
    expect(records.list()).toMatchObject([{ profileId: 'p2' }])
  })

  it('closes and disposes what an owner leaves behind', async () => {
    const id = await connectAndOpen()
    const foreign = await connectAndOpen(other)
    connections.ownerGone(me)
    expect(record(id)).toBeUndefined()
    expect(record(foreign)?.state.phase).toBe('open')
    expect(orders.at(-1)).toEqual({ type: 'dispose', connectionId: id, cause: 'owner-gone' })
  })
})

describe('send', () => {
  it('sends JSON minified unless the profile says as typed, and tells how it went', async () => {
    const id = await connectAndOpen()
    const sent = connections.send(me, id, { text: '{ "a": 1.0 }', sendAs: 'json-object' })
    const order = orders.at(-1)
    expect(order).toMatchObject({ type: 'send', message: { text: '{"a":1.0}' } })
    if (order?.type === 'send') acknowledgements.answered(order.orderId, ok(null))
    expect(await sent).toEqual({ ok: true, value: null })
    profile = newProfile('p1', { url: 'ws://localhost/', minify: false })
    void connections.send(me, id, { text: '[ 1 ]', sendAs: 'json-value' })
    expect(orders.at(-1)).toMatchObject({ message: { text: '[ 1 ]' } })
  })

  it('sends text as it is, the empty string too', async () => {
    const id = await connectAndOpen()
    void connections.send(me, id, { text: '', sendAs: 'text' })
    expect(orders.at(-1)).toMatchObject({ type: 'send', message: { text: '' } })
  })

  it('refuses invalid JSON with its place, which the transport finds, before anything is sent', async () => {
    const id = await connectAndOpen()
    const count = orders.length
    const sent = connections.send(me, id, { text: '{"a"', sendAs: 'json-object' })
    const asked = orders.slice(count)
    expect(asked).toMatchObject([{ type: 'check-json', text: '{"a"', expected: 'object' }])
    const refusal = refuse('invalid-json', 'Line 1, column 5: no.')
    for (const order of asked) if ('orderId' in order) acknowledgements.answered(order.orderId, refusal)
    expect(await sent).toEqual(refusal)
    expect(orders).toHaveLength(count + 1)
  })

  it('refuses while not connected and says so in the log', async () => {
    const id = create()
    expect(await connections.send(me, id, { text: '{}', sendAs: 'json-object' })).toMatchObject({
      refusal: { code: 'not-connected' },
    })
    expect(orders).toEqual([expect.objectContaining({ type: 'note', logId: 'p1', code: 'send-refused' })])
  })

  it('refuses without a connection and says so in the log of the profile, unless that is another view’s or may not stay', async () => {
    const send = (id: string) => connections.send(me, id, { text: '{}', sendAs: 'json-object' })
    expect(await send('p1')).toMatchObject({ refusal: { code: 'not-connected' } })
    expect(orders).toEqual([expect.objectContaining({ type: 'note', logId: 'p1', code: 'send-refused' })])
    policy = readPolicy({ version: 1, rules: { keepLogs: false } })
    await send('p1')
    policy = { state: 'none' }
    connections.create(other, 'p1')
    expect(await send('p1')).toMatchObject({ refusal: { code: 'not-connected' } })
    expect(orders).toHaveLength(1)
  })

  it('is answered when the transport is lost', async () => {
    const id = await connectAndOpen()
    const sent = connections.send(me, id, { text: '{}', sendAs: 'json-object' })
    connections.onReport([])
    expect(await sent).toMatchObject({ ok: false })
  })
})

describe('policy changes', () => {
  it('closes at once what is forbidden now, and says so in the log', async () => {
    const id = await connectAndOpen()
    policy = readPolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://localhost/*'] } })
    connections.enforcePolicy()
    const message = 'Example Ltd blocks this address. (Blocked: *://localhost/*)'
    expect(orders.slice(-2)).toEqual([
      { type: 'note', logId: 'p1', code: 'policy', message },
      { type: 'close', connectionId: id, cause: 'policy', code: 1000, reason: '' },
    ])
  })

  it('closes at once what is no profile of the organisation, where only those may be connected now', async () => {
    const id = await connectAndOpen()
    policy = readPolicy({ version: 1, rules: { allowUserUrls: false } })
    connections.enforcePolicy()
    expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'policy' })
  })

  it('closes a handshake that was ordered with a header that is barred now, as the browser may keep it back, and nothing that is open', async () => {
    handshake = { ...plainHandshake, headers: [{ name: 'x-later', value: '1', enabled: true }] }
    hasAccess = true
    const opened = await connectAndOpen()
    const id = create()
    await connections.connect(me, id)
    await expect.poll(() => orders.at(-1)).toMatchObject({ type: 'open', connectionId: id })
    policy = readPolicy({ version: 1, rules: { blockedHeaders: ['x-later'] } })
    connections.enforcePolicy()
    expect(orders.slice(-3)).toMatchObject([
      { type: 'note', code: 'policy', message: expect.stringContaining('x-later') },
      { type: 'close', connectionId: id, cause: 'policy' },
      { type: 'limit', connectionId: opened },
    ])
  })

  it('leaves alone what is still allowed', async () => {
    const id = await connectAndOpen()
    const count = orders.length
    policy = readPolicy({ version: 1, rules: { allowedUrls: ['ws://localhost/*'], maxMessageBytes: 9 } })
    connections.enforcePolicy()
    expect(orders.slice(count)).toEqual([
      {
        type: 'limit',
        connectionId: id,
        limits: { audit: false, toBeJson: true, maxMessage: { bytes: 9, by: 'policy' } },
      },
    ])
  })

  describe('about what authentication puts into the query', () => {
    const forbid = () => {
      policy = readPolicy({ version: 1, rules: { blockedUrls: ['*://localhost:1/*?*k=s3cret*'] } })
      connections.enforcePolicy()
    }

    beforeEach(() => {
      handshake = { ...plainHandshake, auth: { type: 'api-key', in: 'query', key: 'k', value: 's3cret' } }
    })

    it('close what is open, whatever the profile says by then', async () => {
      const id = await connectAndOpen()
      handshake = plainHandshake
      forbid()
      expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'policy' })
    })

    it('close what the transport holds from before the background was restarted', async () => {
      const id = await connectAndOpen()
      const { handshakeUrl = '', ...stored } = record(id) ?? expect.unreachable()
      connections = makeConnections()
      records.restore([stored])
      connections.onReport([{ connectionId: id, url: handshakeUrl, state: stored.state }])
      forbid()
      expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'policy' })
    })

    it('leave alone what went without it', async () => {
      handshake = plainHandshake
      const id = await connectAndOpen()
      forbid()
      expect(orders.at(-1)).toMatchObject({ type: 'limit', connectionId: id })
    })
  })

  it('closes the youngest of more connections than are allowed now', async () => {
    const [young, older, oldest] = [create(), create(), create()]
    for (const [id, at] of [[oldest, 1001] as const, [older, 1002] as const, [young, 1003] as const]) {
      await connections.connect(me, id)
      connections.onEvent(id, { type: 'opened', at, protocol: 'b', extensions: '' })
    }
    policy = readPolicy({ version: 1, rules: { maxConnections: 2 } })
    connections.enforcePolicy()
    for (const id of [oldest, older]) expect(record(id)?.state.phase).toBe('open')
    expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: young, cause: 'policy' })
  })

  it('disposes connections of a profile that its policy does not give any more, but not while there is none that can be read', async () => {
    const given = newProfile('organization.p1', { url: 'ws://localhost/' })
    const ids: string[] = []
    for (const isOpen of [true, false]) {
      profile = given
      const created = connections.create(me, given.id)
      const id = created.ok ? created.value.connectionId : ''
      if (isOpen) await connections.connect(me, id)
      ids.push(id)
    }
    const [made, idle] = ids
    profile = undefined
    policy = { state: 'unreadable', reason: 'it is damaged.' }
    connections.enforcePolicy()
    policy = { state: 'none' }
    connections.enforcePolicy()
    expect(records.list().map(({ id }) => id)).toEqual(ids)
    policy = readPolicy({ version: 1, rules: {} })
    connections.enforcePolicy()
    expect(records.list()).toEqual([])
    expect(orders.slice(-2)).toMatchObject([
      { type: 'dispose', connectionId: made, cause: 'policy' },
      { type: 'dispose', connectionId: idle, cause: 'policy' },
    ])
  })

  it('closes one that is still connecting', async () => {
    const id = create()
    await connections.connect(me, id)
    policy = { state: 'unreadable', reason: 'it is damaged.' }
    connections.enforcePolicy()
    expect(orders.at(-1)).toMatchObject({ type: 'close', connectionId: id, cause: 'policy' })
  })
})

describe('limits by policy', () => {
  it('refuse one connection more than are allowed, with the rule', async () => {
    policy = readPolicy({ version: 1, rules: { maxConnections: 1 } })
    await connectAndOpen()
    const id = create()
    expect(await connections.connect(me, id)).toMatchObject({
      ok: false,
      refusal: { code: 'failed', rule: 'Most connections: 1' },
    })
    expect(record(id)?.state.phase).toBe('refused')
  })

  it.each([
    [{ auditMessages: true }, {}, { audit: true }],
    [{}, { auditMessages: true }, { audit: true }],
    [{ auditContent: true }, {}, { audit: 'content' }],
    [{}, { log: { ...keepAll, entries: 7 } }, { log: { ...keepAll, entries: 7 } }],
    [{ maxMessageBytes: 9 }, { maxMessageBytes: 10 }, { maxMessage: { bytes: 9, by: 'policy' } }],
    [{ maxMessageBytes: 10 }, { maxMessageBytes: 9 }, { maxMessage: { bytes: 9, by: 'profile' } }],
  ])('go with the order to open, beside those of the profile: %j, %j', async (rules, own, limits) => {
    policy = readPolicy({ version: 1, rules })
    profile = newProfile('p1', { url: 'ws://localhost/', ...own })
    await connections.connect(me, create())
    expect(orders.at(-1)).toMatchObject({ type: 'open', limits })
  })

  it('refuse a message that is too big, counted in bytes, and send nothing', async () => {
    const id = await connectAndOpen()
    policy = readPolicy({ version: 1, rules: { maxMessageBytes: 8 } })
    const count = orders.length
    expect(await connections.send(me, id, { text: '"äöü€"', sendAs: 'json-value' })).toMatchObject({
      ok: false,
      refusal: { code: 'message-too-big', rule: 'Most bytes of a message: 8' },
    })
    expect(orders).toHaveLength(count)
    policy = readPolicy({ version: 1, rules: { maxMessageBytes: 11 } })
    void connections.send(me, id, { text: '"äöü€"', sendAs: 'json-value' })
    expect(orders.at(-1)).toMatchObject({ type: 'send', message: { text: '"äöü€"' } })
  })

  it('let only the profiles of the organisation be connected, at their own URL', async () => {
    const give = (url: string) => {
      const profiles = [
        { id: 'p0', url: '{{url}}' },
        { id: 'p1', url },
      ]
      policy = readPolicy({ version: 1, rules: { allowUserUrls: false }, profiles })
    }
    give('ws://localhost/given')
    for (const url of ['ws://localhost:1/echo', 'ws://localhost/given']) {
      profile = newProfile('p1', { url })
      expect(connections.create(me, 'p1')).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    }
    profile = newProfile('organization.p1', { url: 'ws://localhost/given' })
    const created = connections.create(me, 'organization.p1')
    const id = created.ok ? created.value.connectionId : ''
    expect(await connections.connect(me, id)).toMatchObject({ ok: true })
    connections.onEvent(id, closedByServer)
    profile = newProfile('organization.p1', { url: 'ws://localhost/another' })
    give('ws://localhost/another')
    expect(await connections.reconnect(me, id)).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    // Where it leads is not the organisation's choice.
    profile = newProfile('organization.p0', { url: '{{url}}' })
    values.set('url', 'ws://localhost/another')
    expect(connections.create(me, 'organization.p0')).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
  })
})

describe('after the background was restarted', () => {
  const stored: ConnectionRecord = {
    id: 'old',
    profileId: 'p1',
    logId: 'p1',
    owner: { type: 'view', viewId: me },
    state: { phase: 'open', since: 1, protocol: '', extensions: '' },
    request: { url: 'ws://localhost/', protocols: [], handshakeTimeout: 1000 },
  }

  it('believes the transport and not its memory', () => {
    records.restore([stored, { ...stored, id: 'lost' }])
    const state = {
      phase: 'closed',
      at: 9,
      during: 'session',
      cause: 'server',
      code: 1001,
      reason: '',
      clean: true,
    } as const
    connections.onReport([{ connectionId: 'old', url: 'ws://localhost/', state }])
    expect(record('old')?.state).toEqual(state)
    expect(record('lost')?.state).toMatchObject({ phase: 'closed', cause: 'restart', clean: false })
  })

  it('hears of an end before anything was opened in this run', () => {
    records.restore([stored])
    connections.onEvent('old', closedByServer)
    expect(record('old')?.state).toMatchObject({ phase: 'closed', cause: 'server', code: 1001 })
  })

  it('takes an end of the moment of the connect for its own', () => {
    records.restore([{ ...stored, state: { phase: 'connecting', since: 9 } }])
    const { type: _, ...close } = closedByServer
    const state = { ...close, phase: 'closed', at: 9, during: 'handshake' } as const
    connections.onReport([{ connectionId: 'old', url: 'ws://localhost/', state }])
    expect(record('old')?.state).toEqual(state)
  })

  it('does not take an old end for that of a connect which the transport has never heard of', () => {
    records.restore([{ ...stored, state: { phase: 'connecting', since: 10 } }])
    const { type: _, ...close } = closedByServer
    const state = { ...close, phase: 'closed', at: 9, during: 'session' } as const
    connections.onReport([{ connectionId: 'old', url: 'ws://localhost/', state }])
    expect(record('old')?.state).toMatchObject({ phase: 'closed', cause: 'restart', during: 'handshake' })
  })

  it('disposes what it does not know', () => {
    connections.onReport([{ connectionId: 'stray', url: 'ws://localhost/', state: stored.state }])
    connections.onEvent('stray too', { type: 'opened', at: 1, protocol: '', extensions: '' })
    expect(orders).toEqual([
      { type: 'dispose', connectionId: 'stray', cause: 'owner-gone' },
      { type: 'dispose', connectionId: 'stray too', cause: 'owner-gone' },
    ])
  })

  it('keeps a refusal that came after an old close', () => {
    const refused = { phase: 'refused', at: 5, refusal: { code: 'invalid-url', message: 'No.' } } as const
    records.restore([{ ...stored, state: refused }])
    const state = {
      phase: 'closed',
      at: 3,
      during: 'session',
      cause: 'user',
      code: 1000,
      reason: '',
      clean: true,
    } as const
    connections.onReport([{ connectionId: 'old', url: 'ws://localhost/', state }])
    expect(record('old')?.state).toEqual(refused)
  })
})

describe('trimming a log', () => {
  it('is ordered for a log of a profile, with or without a connection', async () => {
    expect(await connections.trimLog(me, 'p1', 5)).toEqual(ok(null))
    create()
    expect(await connections.trimLog(me, 'p1', 6)).toEqual(ok(null))
    expect(orders).toEqual([
      { type: 'trim', logId: 'p1', before: 5, isOver: false },
      { type: 'trim', logId: 'p1', before: 6, isOver: false },
    ])
  })

  it('leaves no place of a log that nothing is added to any more: one of a second connection, or of a deleted profile', async () => {
    create()
    const second = create()
    await connections.trimLog(me, `p1.${second}`, 5)
    connections.dispose(me, second)
    orders = []
    await connections.trimLog(me, `p1.${second}`, 6)
    for (const { id } of records.list()) connections.dispose(me, id)
    profile = undefined
    await connections.trimLog(me, 'p1', 7)
    expect(orders.filter(({ type }) => type === 'trim')).toEqual([
      { type: 'trim', logId: `p1.${second}`, before: 6, isOver: true },
      { type: 'trim', logId: 'p1', before: 7, isOver: true },
    ])
  })

  it('leaves the place of a log of a second connection that is still there', async () => {
    create()
    const logId = record(create())?.logId ?? ''
    await connections.trimLog(me, logId, 5)
    expect(orders).toEqual([{ type: 'trim', logId, before: 5, isOver: false }])
  })

  it('is refused while another view writes to the log and without a transport', async () => {
    create(other)
    expect(await connections.trimLog(me, 'p1', 5)).toMatchObject({ refusal: { code: 'not-owner' } })
    transport = refuse('failed', 'no')
    expect(await connections.trimLog(other, 'p1', 5)).toMatchObject({ refusal: { code: 'failed' } })
    expect(orders).toEqual([])
  })

  it('is refused also where another view begins to write to the log while the transport is started', async () => {
    const trimmed = connections.trimLog(me, 'p1', 5)
    create(other)
    expect(await trimmed).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(orders).toEqual([])
  })

  it('is ordered for what a deleted profile has left', async () => {
    profile = undefined
    expect(await connections.trimLog(me, 'p1', 5)).toEqual(ok(null))
  })
})

describe('a bookmark', () => {
  it('is ordered with its note or, to take it away, without', async () => {
    expect(await connections.mark('p1', 5, 'here')).toEqual(ok(null))
    expect(await connections.mark('p1', 5, undefined)).toEqual(ok(null))
    expect(orders).toEqual([
      { type: 'mark', logId: 'p1', seq: 5, note: 'here' },
      { type: 'mark', logId: 'p1', seq: 5 },
    ])
    transport = refuse('failed', 'no')
    expect(await connections.mark('p1', 5, 'here')).toEqual(transport)
    expect(orders).toHaveLength(2)
  })
})

describe('binary', () => {
  it('goes out as its bytes', async () => {
    const id = await connectAndOpen()
    void connections.send(me, id, { text: 'AAH/', sendAs: 'binary' })
    expect(orders.at(-1)).toMatchObject({ type: 'send', message: { type: 'binary', base64: 'AAH/' } })
  })

  it('is refused when it is not Base64', async () => {
    const id = await connectAndOpen()
    const sent = await connections.send(me, id, { text: 'not base64!', sendAs: 'binary' })
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'invalid-arguments', field: 'message' } })
    expect(orders.at(-1)).not.toMatchObject({ type: 'send' })
  })
})

describe('the address of a connection', () => {
  it('is the one it was refused at, not that of the connect before', async () => {
    const id = await connectAndOpen()
    connections.onEvent(id, closedByServer)
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['ws://*.blocked.example/*'] } })
    profile = newProfile('p1', { url: 'ws://a.blocked.example/x' })
    expect(await connections.connect(me, id)).toMatchObject({ ok: false, refusal: { code: 'url-blocked' } })
    expect(record(id)?.url).toBe('ws://a.blocked.example/x')
    profile = newProfile('p1', { url: 'ws://{{unknown}}/x' })
    expect(await connections.connect(me, id)).toMatchObject({ ok: false, refusal: { code: 'invalid-url' } })
    expect(record(id)?.url).toBe('ws://{{unknown}}/x')
  })

  it('is the one it was made for until then, with the values of variables', () => {
    profile = newProfile('p1', { url: 'ws://{{host}}/x' })
    values.set('host', 'localhost')
    expect(record(create())?.url).toBe('ws://localhost/x')
  })
})

describe('a connection that is to be made again', () => {
  const waiting = { type: 'waiting', at: 1003, until: 2003, attempt: 1, attempts: 3 } as const

  async function wait(): Promise<string> {
    const id = await connectAndOpen()
    connections.onEvent(id, closedByServer)
    connections.onEvent(id, waiting)
    orders = []
    return id
  }

  it('is connected anew with what holds then, and counts the attempt', async () => {
    const id = await wait()
    handshake = { ...plainHandshake, auth: { type: 'api-key', in: 'query', key: 'k', value: 'fresh' } }
    connections.onDue(id)
    connections.onDue(id)
    await expect.poll(() => orders).toHaveLength(1)
    expect(orders).toMatchObject([{ type: 'open', attempt: 1, request: { url: 'ws://localhost:1/echo?k=fresh' } }])
    expect(record(id)?.state.phase).toBe('connecting')
    // Once, for the ledger.
    await expect.poll(() => made).toEqual([[id, ok({ outcome: 'connecting' })]])
  })

  it('has its page token read by its owner, who is asked until the answer is there', async () => {
    const pageToken = { type: 'page-token', source: 'cookie', from: 'x', path: '', header: '' } as const
    handshake = { ...plainHandshake, auth: pageToken }
    hasAccess = true
    const id = create()
    await connections.connect(me, id, 'first')
    connections.onEvent(id, { type: 'opened', at: 1001, protocol: '', extensions: '' })
    connections.onEvent(id, closedByServer)
    connections.onEvent(id, waiting)
    orders = []
    connections.onDue(id)
    await expect.poll(() => record(id)?.state).toMatchObject({ phase: 'waiting', attempt: 1, step: 'token' })
    const told = record(id)?.state
    connections.onDue(id)
    await expect.poll(() => record(id)?.state === told).toBe(false)
    expect(orders).toEqual([])
    expect(await connections.reconnect(other, id, { pageToken: 'stolen', byItself: true })).toMatchObject({
      refusal: { code: 'not-owner' },
    })
    expect(await connections.reconnect(me, id, { pageToken: 'second', byItself: true })).toEqual(
      ok({ outcome: 'connecting' }),
    )
    await expect.poll(() => orders).toMatchObject([{ type: 'open', attempt: 1 }])
    expect(turns.map(({ headers }) => headers)).toEqual([
      [expect.objectContaining({ value: 'Bearer first' })],
      [expect.objectContaining({ value: 'Bearer second' })],
    ])
    expect(await connections.reconnect(me, id, { pageToken: 'third', byItself: true })).toMatchObject({ ok: false })
  })

  it('is refused where its owner could read no page token, and at once where it has no owner', async () => {
    const pageToken = { type: 'page-token', source: 'cookie', from: 'x', path: '', header: '' } as const
    const owned = await wait()
    const pinned = await wait()
    handshake = { ...plainHandshake, auth: pageToken }
    hasAccess = true
    connections.pin(me, pinned, true)
    connections.onDue(pinned)
    await expect.poll(() => record(pinned)?.state).toMatchObject({ phase: 'refused', refusal: { field: 'auth' } })
    connections.onDue(owned)
    await expect.poll(() => record(owned)?.state).toMatchObject({ step: 'token' })
    expect(await connections.reconnect(me, owned, { byItself: true })).toMatchObject({
      refusal: { code: 'failed', field: 'auth' },
    })
    expect(orders).toContainEqual({ type: 'rest', connectionId: owned, reason: expect.any(String) })
  })

  it('is refused by a policy that has come, and not tried again', async () => {
    const id = await wait()
    policy = readPolicy({ version: 1, rules: { blockedUrls: ['<all_urls>'] } })
    connections.onDue(id)
    await expect.poll(() => orders).toMatchObject([{ type: 'rest', connectionId: id }])
    expect(record(id)?.state).toMatchObject({ phase: 'refused', refusal: { code: 'url-blocked' } })
    await expect.poll(() => made).toMatchObject([[id, { ok: false, refusal: { code: 'url-blocked' } }]])
    connections.onEvent(id, { type: 'rested', at: 1004 })
    expect(record(id)?.state.phase).toBe('refused')
  })

  it('is made when it is asked for again, after an attempt that could not be prepared', async () => {
    let faults = 0
    connections = makeConnections(() => {
      if (faults-- > 0) throw new Error('The browser did not answer.')
      return false
    })
    const id = await wait()
    faults = 1
    connections.onDue(id)
    await expect.poll(() => faults).toBe(0)
    await expect
      .poll(() => {
        connections.onDue(id)
        return orders
      })
      .toMatchObject([{ type: 'open' }])
  })

  it('is not waited for any more after a person’s own connect was refused', async () => {
    const id = await wait()
    profile = newProfile('p1', { url: 'http://localhost/' })
    expect(await connections.connect(me, id)).toMatchObject({ refusal: { code: 'invalid-url' } })
    expect(orders).toMatchObject([{ type: 'rest', connectionId: id }])
    connections.onEvent(id, { type: 'rested', at: 1004 })
    expect(record(id)?.state.phase).toBe('refused')
  })

  it('is not waited for any more once it was given up before the turn of its handshake', async () => {
    const id = await wait()
    hasAccess = true
    turn = new Promise(() => {})
    connections.onDue(id)
    await expect.poll(() => turns).toHaveLength(1)
    expect(connections.disconnect(me, id)).toEqual(ok(null))
    expect(orders).toContainEqual({ type: 'rest', connectionId: id })
    connections.onEvent(id, { type: 'rested', at: 1004 })
    expect(record(id)?.state).toMatchObject({ phase: 'closed', cause: 'user' })
  })

  it('is stopped by a disconnect when it is asked for', async () => {
    const id = await wait()
    connections.onDue(id)
    expect(connections.disconnect(me, id)).toEqual(ok(null))
    expect(record(id)?.state).toMatchObject({ phase: 'closed', code: 1001 })
    await new Promise(setImmediate)
    expect(orders).toEqual([{ type: 'rest', connectionId: id }])
    expect(made).toEqual([])
  })

  it('is stopped by a disconnect also while it is being made', async () => {
    let meanwhile = () => {}
    connections = makeConnections(() => {
      meanwhile()
      return false
    })
    const id = await wait()
    let stopped: Result<null> | undefined
    meanwhile = () => {
      stopped = connections.disconnect(me, id)
    }
    connections.onDue(id)
    await expect.poll(() => stopped).toEqual(ok(null))
    await new Promise(setImmediate)
    expect(record(id)?.state).toMatchObject({ phase: 'closed', code: 1001 })
    expect(orders).toEqual([{ type: 'rest', connectionId: id }])
  })

  it('is asked about once, however often it is told that it is time', async () => {
    const id = await wait()
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['open'] })
    const answers: ((answer: 'yes') => void)[] = []
    ask = () => new Promise((resolve) => answers.push(resolve))
    connections.onDue(id)
    await expect.poll(() => answers).toHaveLength(1)
    connections.onDue(id)
    await new Promise(setImmediate)
    expect(answers).toHaveLength(1)
    answers[0]?.('yes')
    await expect.poll(() => orders).toMatchObject([{ type: 'open' }])
  })

  it('is made again with what its profile says then, also where that is changed while the rest is found out', async () => {
    const told = changingWhilePrepared(() => connections.onProfileChanged('p1'))
    const id = await wait()
    profile = newProfile('p1', { ...profile, minify: true })
    connections.onDue(id)
    await expect.poll(() => orders.some(({ type }) => type === 'open')).toBe(true)
    await told()
    expect(latestAutomation()).toMatchObject({ minify: false })
  })

  it('may be reconnected by its owner at once', async () => {
    const id = await wait()
    expect(await connections.reconnect(me, id)).toMatchObject({ ok: true })
    expect(orders).toMatchObject([{ type: 'open', attempt: 0 }])
  })

  it('has the transport told what was seen of its handshake, which may keep it off', async () => {
    const id = await wait()
    const handshake = { url: '', requestHeaders: [], steps: [], response: { status: 401, statusLine: '', headers: [] } }
    connections.onObserved(id, handshake)
    expect(orders).toContainEqual({ type: 'observed', connectionId: id, logId: expect.any(String), handshake })
  })

  it('says why its handshake failed, where that is told later, and nothing of one that had succeeded', async () => {
    const seen = { url: '', requestHeaders: [], steps: [], error: 'NS_ERROR_UNKNOWN_HOST' }
    const id = create()
    await connections.connect(me, id)
    connections.onEvent(id, { ...closedByServer, cause: 'network', code: 1006, clean: false })
    connections.onEvent(id, waiting)
    connections.onObserved(id, seen)
    expect(record(id)?.state).toMatchObject({ phase: 'waiting', closed: { failure: { error: seen.error } } })
    const ended = await connectAndOpen()
    connections.onEvent(ended, closedByServer)
    for (const opened of [ended, await wait()]) {
      connections.onObserved(opened, seen)
      expect(JSON.stringify(record(opened)?.state)).not.toContain(seen.error)
    }
  })

  it('is closed, as it was, when the transport is gone', async () => {
    const id = await wait()
    connections.onReport([])
    expect(record(id)?.state).toMatchObject({ phase: 'closed', cause: 'server', code: 1001 })
  })

  it('is told of a changed profile', async () => {
    const id = await wait()
    profile = newProfile('p1', { ...profile, kind: 'text', maxMessageBytes: 7 })
    await connections.onProfileChanged('p1')
    const limits = { audit: false, maxMessage: { bytes: 7, by: 'profile' } }
    expect(orders).toMatchObject([{ type: 'limit' }, { type: 'automate', connectionId: id }])
    expect(orders[0]).toEqual({ type: 'limit', connectionId: id, limits })
  })

  it('is told at once that a person wants to be asked before each message', async () => {
    const id = await wait()
    profile = newProfile('p1', { ...profile, kind: 'text', confirm: ['message'] })
    void connections.onProfileChanged('p1')
    expect(orders).toEqual([{ type: 'limit', connectionId: id, limits: { audit: false, asks: true } }])
  })
})

it('nothing is told of a changed profile to connections of others, nor to what is not open', async () => {
  const id = await connectAndOpen()
  create()
  profile = newProfile('p2', { url: 'ws://localhost/' })
  const created = connections.create(me, 'p2')
  await connections.connect(me, created.ok ? created.value.connectionId : '')
  profile = newProfile('p1', { url: 'ws://localhost:1/echo' })
  orders = []
  await connections.onProfileChanged('p1')
  expect(orders).toMatchObject([
    { type: 'limit', connectionId: id },
    { type: 'automate', connectionId: id },
  ])
})

describe('a sequence', () => {
  const sequence = {
    id: 's',
    name: 'S',
    steps: [{ type: 'saved', messageId: 'm' }],
    times: 1,
    every: 0,
    rate: 0,
  } as const
  const message = { id: 'm', name: 'M', folder: [], sendAs: 'text', text: 'x', onConnect: false } as const

  beforeEach(() => {
    script = { ...emptyScript, sequences: [sequence], messages: [message, { ...message, id: 'other' }] }
  })

  it('is run and stopped by the owner of the connection, with the messages it is made of', async () => {
    const id = await connectAndOpen()
    expect(await connections.startSequence(me, id, 's')).toEqual(ok(null))
    expect(orders.at(-1)).toEqual({ type: 'run', connectionId: id, sequence, messages: [message] })
    expect(connections.stopSequence(me, id, 's')).toEqual(ok(null))
    expect(orders.at(-1)).toEqual({ type: 'halt', connectionId: id, sequenceId: 's' })
  })

  it('is refused by a rule where each message is asked about', async () => {
    const id = await connectAndOpen()
    profile = newProfile('p1', { url: 'ws://localhost/', confirm: ['message'] })
    expect(await connections.startSequence(me, id, 's')).toMatchObject({
      refusal: { code: 'failed', rule: 'Ask before each message' },
    })
    expect(orders.at(-1)).toMatchObject({ type: 'open' })
  })

  it('is refused for others, on what is not open, and when there is none', async () => {
    const id = await connectAndOpen()
    const before = orders.length
    expect(await connections.startSequence(other, id, 's')).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(connections.stopSequence(other, id, 's')).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(await connections.startSequence(me, id, 'x')).toMatchObject({ refusal: { code: 'failed' } })
    connections.onEvent(id, closedByServer)
    expect(await connections.startSequence(me, id, 's')).toMatchObject({ refusal: { code: 'not-connected' } })
    expect(orders).toHaveLength(before)
  })
})
