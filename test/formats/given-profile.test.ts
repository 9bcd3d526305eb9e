import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmPoints } from '../../src/core/confirm.ts'
import type { HandshakeSettings, StandardChange } from '../../src/core/handshake.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import { logDetails } from '../../src/core/log-rules.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import { newProfile } from '../../src/core/profile.ts'
import { emptyScript } from '../../src/core/script.ts'
import { markedRow } from '../../src/core/secrets.ts'
import { withoutSecrets } from '../../src/core/without-secrets.ts'
import { type CopyForm, copyAs, copyForms, placeholder } from '../../src/formats/copy-as.ts'
import { fromGiven, toGiven } from '../../src/formats/given-profile.ts'
import { importedProfile } from '../../src/formats/imported.ts'
import { ownFile } from '../../src/formats/own-file.ts'
import { importSwitchboard } from '../../src/formats/switchboard.ts'
import { switchboardText } from './fixture-files.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const change = fc.oneof(
  fc.constant<StandardChange>({ change: 'keep' }),
  fc.constant<StandardChange>({ change: 'remove' }),
  text.map((value): StandardChange => ({ change: 'replace', value })),
)
const auth = fc.oneof(
  fc.constant({ type: 'none' as const }),
  fc.record({ type: fc.constant('bearer' as const), prefix: text, token: text }),
  fc.record({ type: fc.constant('basic' as const), username: text, password: text }),
  fc.record({
    type: fc.constant('api-key' as const),
    in: fc.constantFrom('header' as const, 'query' as const, 'subprotocol' as const),
    key: text,
    value: text,
  }),
  fc.record({
    type: fc.constant('page-token' as const),
    source: fc.constantFrom('local-storage' as const, 'cookie' as const, 'expression' as const),
    from: text,
    path: text,
    header: text,
  }),
  fc.record({
    type: fc.constant('oauth2' as const),
    grantType: fc.constantFrom('client_credentials' as const, 'authorization_code' as const),
    clientAuthentication: fc.constantFrom('header' as const, 'body' as const),
    authorizationUrl: text,
    accessTokenUrl: text,
    clientId: text,
    clientSecret: text,
    scope: text,
    audience: text,
    resource: text,
  }),
)
const given = fc.record({
  profile: fc.record({
    name: text,
    folder: fc.array(text, { maxLength: 2 }),
    kind: fc.constantFrom('json' as const, 'text' as const),
    url: text,
    switchedOffParameters: fc.array(fc.record({ at: fc.nat(9), text }), { maxLength: 2 }),
    subprotocols: fc.array(text, { maxLength: 3 }),
    handshakeTimeout: fc.integer({ min: 100, max: 600_000 }),
    minify: fc.boolean(),
    maxMessageBytes: fc.nat(),
    reconnect: fc.record({
      enabled: fc.boolean(),
      delay: fc.integer({ min: 100, max: 1000 }),
      growth: fc.constantFrom(1, 2),
      jitter: fc.constantFrom(0, 0.5),
      longest: fc.integer({ min: 100, max: 1000 }),
      attempts: fc.nat(),
      stopCodes: fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 2 }),
    }),
    keepAlive: fc.record({
      enabled: fc.boolean(),
      interval: fc.integer({ min: 100, max: 1000 }),
      text,
      answer: text,
      patience: fc.integer({ min: 10, max: 100 }),
      unanswered: fc.constantFrom('note' as const, 'close' as const),
    }),
    confirm: fc.subarray([...confirmPoints]),
    auditMessages: fc.boolean(),
    log: fc.record({
      detail: fc.constantFrom(...logDetails),
      entries: fc.nat(),
      bytes: fc.nat(),
      days: fc.nat({ max: 36_500 }),
    }),
    pairing: fc.record({ sent: fc.string(), received: fc.string() }),
  }),
  handshake: fc.record({
    auth,
    scope: fc.constantFrom('none' as const, 'world' as const),
    scopeValues: fc.dictionary(
      // What every object has is no name of a header, and no record takes it.
      text.filter((name) => !['__proto__', 'prototype', 'constructor'].includes(name)),
      text,
      { maxKeys: 2, noNullPrototype: true },
    ),
    headers: fc.array(
      fc
        .record({
          name: fc.oneof(text, fc.constant('X-Token')),
          value: text,
          enabled: fc.boolean(),
          secret: fc.boolean(),
        })
        .map((row) => markedRow(row, row.secret)),
      { maxLength: 3 },
    ),
    cookie: change,
    origin: change,
    userAgent: change,
  }),
  script: fc.record({
    messages: fc.array(
      fc.record({
        id: text,
        name: text,
        folder: fc.array(text, { maxLength: 2 }),
        sendAs: fc.constantFrom('json-object' as const, 'text' as const, 'binary' as const),
        text,
        onConnect: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    sequences: fc.array(
      fc.record({
        ...{ id: text, name: text, times: fc.nat(), every: fc.nat(), rate: fc.nat() },
        steps: fc.array(fc.record({ type: fc.constant('delay' as const), time: fc.nat() }), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    triggers: fc.array(
      fc.record({
        ...{ id: text, name: text, enabled: fc.boolean(), on: fc.constant('sent' as const), mostPerSecond: fc.nat() },
        match: fc.record({ type: fc.constant('contains' as const), text }),
        action: fc.record({ type: fc.constant('answer' as const), messageId: text }),
      }),
      { maxLength: 2 },
    ),
    schemas: fc.record({
      ...{ use: fc.constantFrom('none' as const, 'both' as const, 'each' as const), sent: text, received: text },
      refuse: fc.boolean(),
    }),
  }),
})

describe('a file of profiles', () => {
  it('brings back exactly the profiles that were exported', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 3 }), (all) => {
        const profiles = all.map((one, index) => fromGiven({ ...one, profile: { id: `p${index}`, ...one.profile } }))
        const imported = importSwitchboard(switchboardText({ profiles }))
        if (!imported.ok) expect.unreachable(imported.refusal.message)
        expect(imported.value.profiles.map((profile) => toGiven(profile).given)).toEqual(all)
      }),
      { numRuns: 300 },
    )
  })

  it('has nothing of a secret where they are left out, as who reads it sees, too', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(given, (one) => {
        const left = withoutSecrets({ profile: { id: 'p', ...one.profile }, handshake: one.handshake })
        const imported = importSwitchboard(switchboardText({ profiles: [fromGiven({ ...one, ...left })] }))
        expect(imported).toMatchObject({ ok: true, value: { secrets: [] } })
        expect(withoutSecrets(left)).toEqual(left)
      }),
    )
  })
})

describe('a header', () => {
  const exported = (headers: HandshakeSettings['headers']) => {
    const profile = newProfile('p', { name: 'Own', url: 'ws://h/' })
    const all = [{ profile, handshake: { ...plainHandshake, headers }, script: emptyScript }]
    return ownFile({ profiles: all, folders: [], environments: [] }, 'left-out')
  }

  it('that is marked as secret is left out under whatever name, and comes back marked', async () => {
    const { file, secrets } = await exported([{ name: 'X-Odd', value: 's1', enabled: true, secret: true }])
    expect(secrets).toEqual(['Own: headers[0].value'])
    const read = importSwitchboard(switchboardText(file))
    if (!read.ok) expect.unreachable(read.refusal.message)
    const [profile] = read.value.profiles
    expect(profile && toGiven(profile).given.handshake.headers).toEqual([
      { name: 'X-Odd', value: '', enabled: true, secret: true },
    ])
  })

  it('with the name of a secret is none where it says so', async () => {
    const row = { name: 'X-Token-Type', value: 'chat', enabled: true }
    expect((await exported([{ ...row, secret: false }])).secrets).toEqual([])
    expect((await exported([row])).secrets).toHaveLength(1)
  })
})

describe('what other tools know and Switchboard does not keep', () => {
  it('is told', () => {
    const oauth2 = {
      type: 'oauth2',
      grantType: 'client_credentials',
      authorizationUrl: '',
      accessTokenUrl: '',
    } as const
    const { given: made, losses } = toGiven(
      importedProfile({
        url: 'ws://{{host}}/',
        folder: ['Chat'],
        savedMessages: [{ name: 'a', kind: 'text', data: 'a' }],
        keepAlive: { interval: 1, message: '' },
        handshakeTimeout: 0,
        auth: { ...oauth2, clientId: '', clientSecret: '', scope: '' },
        parameters: [
          { name: 'a', value: 'b c', enabled: true },
          { name: 'off', value: '', enabled: false },
        ],
      }),
    )
    expect(made.profile).toMatchObject({
      url: 'ws://{{host}}/?a=b%20c',
      switchedOffParameters: [{ at: 1, text: 'off=' }],
      handshakeTimeout: 100,
    })
    expect(made.handshake.auth).toEqual({ ...emptyOAuth2, ...oauth2 })
    expect(made.script.messages).toMatchObject([{ name: 'a', sendAs: 'text', text: 'a', folder: [] }])
    expect(losses.map((loss) => loss.split(' ').slice(0, 2).join(' '))).toEqual(['Keep-alive is', 'The handshake'])
  })
})

describe('copying for other tools', () => {
  const settings: Partial<HandshakeSettings>[] = [
    { auth: { type: 'bearer', prefix: 'Bearer', token: 's3cret' } },
    { auth: { type: 'basic', username: 'ada', password: 's3cret' } },
    { auth: { type: 'api-key', in: 'query', key: 'k', value: 's3cret' } },
    { auth: { type: 'page-token', source: 'cookie', from: 'sid', path: '', header: 'X-Page' } },
    { cookie: { change: 'replace', value: 's3cret' } },
    { headers: [{ name: 'X-Api-Key', value: 's3cret', enabled: true }] },
    { headers: [{ name: 'X-Odd', value: 's3cret', enabled: true, secret: true }] },
  ]
  const forms = Object.keys(copyForms).filter((form): form is CopyForm => form !== 'javascript')

  it.each(settings)('puts a placeholder in place of a secret: %j', (part) => {
    const profile = newProfile('p', { url: 'ws://localhost/?token=s3cret' })
    for (const form of [...forms, 'javascript'] as const) {
      const copied = copyAs(form, profile, { ...plainHandshake, ...part })
      expect(copied).not.toMatch(/s3cret|czNjcmV0/)
      expect(copied).toContain('token=YOUR_SECRET')
    }
    for (const form of forms) {
      const copied = copyAs(form, newProfile('p', { url: 'ws://localhost/' }), { ...plainHandshake, ...part })
      expect(copied).toContain('YOUR_SECRET')
    }
  })

  it('says what kind of authentication the placeholder is for', () => {
    const auth = { type: 'basic', username: 'ada', password: 's3cret' } as const
    const copied = copyAs('websocat', newProfile('p', { url: 'ws://h/' }), { ...plainHandshake, auth })
    expect(copied).toBe("websocat --header='Authorization: Basic YOUR_SECRET' ws://h/")
  })

  it('has the values of variables, but no secret ones, and says which are to be filled in', () => {
    const values = new Map([
      ['host', 'h'],
      ['pin', placeholder],
      ['both', 'a, b'],
      ['name', 'ada'],
    ])
    const profile = newProfile('p', { url: 'ws://{{host}}/?token={{name}}', subprotocols: ['{{both}}'] })
    const headers = [
      { name: 'X-Pin', value: '{{pin}}', enabled: true },
      { name: 'X-Id', value: '{{$uuid}}-{{gone}}', enabled: true },
    ]
    const copied = copyAs('websocat', profile, { ...plainHandshake, headers }, [], (name) => values.get(name))
    expect(copied).toBe(
      [
        '# To be filled in: {{$uuid}}, {{gone}}.',
        "websocat --protocol=a,b --header='X-Pin: YOUR_SECRET' --header='X-Id: {{$uuid}}-{{gone}}' 'ws://h/?token=YOUR_SECRET'",
      ].join('\n'),
    )
  })

  it('takes over what has a field of its own', () => {
    const origin = { change: 'replace', value: 'https://app.example' } as const
    const scope = { scope: 'organization', scopeValues: { 'x-m2-organization-id': 'o1' } } as const
    const copied = copyAs('wscat', newProfile('p', { url: 'ws://localhost/' }), { ...plainHandshake, origin, ...scope })
    expect(copied).toBe(
      "wscat --connect=ws://localhost/ --header='x-m2-organization-id: o1' --header='Origin: https://app.example'",
    )
  })
})
