import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportRefusals, fileRefusal } from '../../src/core/export-policy.ts'
import { applyHeaderRules } from '../../src/core/header-rules.ts'
import { decide, limitsOf } from '../../src/core/policy.ts'
import { type PolicyState, readPolicy, readRules } from '../../src/core/policy-format.ts'

const none = { state: 'none' } as const
const hosts = ['a.example', 'b.a.example', '127.0.0.1', 'localhost']
const paths = ['/', '/x', '/x/y?z=1']

const pattern = fc
  .tuple(
    fc.constantFrom('*', 'ws', 'wss'),
    fc.constantFrom('*', '*.a.example', ...hosts),
    fc.constantFrom('/*', '/', '/x*', '/*y'),
  )
  .map(([scheme, host, path]) => `${scheme}://${host}${path}`)

const rules = fc.record(
  {
    allowedUrls: fc.array(pattern, { maxLength: 4 }),
    blockedUrls: fc.array(pattern, { maxLength: 2 }),
    requireSecure: fc.boolean(),
    allowInsecureLoopback: fc.boolean(),
    blockedHeaders: fc.array(fc.constantFrom('cookie', 'Origin', 'x-a'), { maxLength: 2 }),
    addedHeaders: fc.array(fc.record({ name: fc.constantFrom('x-a', 'x-b'), value: fc.constantFrom('1', '2') }), {
      maxLength: 1,
    }),
    maxConnections: fc.nat(9),
    maxMessageBytes: fc.nat(9),
    auditMessages: fc.boolean(),
    auditContent: fc.boolean(),
    keepLogs: fc.boolean(),
    logRetentionDays: fc.nat(9),
    allowExport: fc.boolean(),
    allowExportOfSecrets: fc.boolean(),
    allowUserUrls: fc.boolean(),
  },
  { requiredKeys: [] },
)

const organizations: fc.Arbitrary<PolicyState> = fc.oneof(
  rules.map((given) => readPolicy({ version: 1, rules: given })),
  fc.constant(none),
  fc.constant({ state: 'unreadable', reason: 'No.' } as const),
)
const users: fc.Arbitrary<PolicyState> = fc.oneof(
  rules.map((given) => readRules(given, 'You')),
  fc.constant(none),
)
const urls = fc
  .tuple(fc.constantFrom('ws', 'wss'), fc.constantFrom(...hosts), fc.constantFrom(...paths))
  .map(([scheme, host, path]) => new URL(`${scheme}://${host}${path}`))

describe('the person’s own rules', () => {
  it('only tighten: what is allowed is allowed by both', () => {
    fc.assert(
      fc.property(organizations, users, urls, (organization, user, url) => {
        const both = decide({ organization, user }, url).allowed
        const each =
          decide({ organization, user: none }, url).allowed && decide({ organization: none, user }, url).allowed
        expect(both).toBe(each)
      }),
      { numRuns: 3000 },
    )
  })

  it('never loosen a limit', () => {
    fc.assert(
      fc.property(organizations, users, (organization, user) => {
        const both = limitsOf({ organization, user })
        for (const one of [limitsOf({ organization, user: none }), limitsOf({ organization: none, user })]) {
          for (const name of one.blockedHeaders) expect(both.blockedHeaders).toContain(name)
          for (const key of ['maxConnections', 'maxMessageBytes', 'logRetentionDays'] as const) {
            if (one[key] !== undefined) expect(both[key]).toBeLessThanOrEqual(one[key])
          }
          for (const key of ['keepLogs', 'allowExport', 'allowExportOfSecrets', 'allowUserUrls'] as const)
            if (!one[key]) expect(both[key]).toBe(false)
          for (const key of ['auditMessages', 'auditContent'] as const) if (one[key]) expect(both[key]).toBe(true)
        }
        for (const field of limitsOf({ organization, user: none }).addedHeaders)
          expect(both.addedHeaders).toContainEqual(field)
      }),
      { numRuns: 2000 },
    )
  })

  it('forbid export with a reason exactly where either does', () => {
    fc.assert(
      fc.property(organizations, users, (organization, user) => {
        const both = { organization, user }
        const { allowExport, allowExportOfSecrets } = limitsOf(both)
        expect(fileRefusal(both, 'left-out') === undefined).toBe(allowExport)
        for (const secrets of ['in-clear', 'encrypted'] as const)
          expect(fileRefusal(both, secrets) === undefined).toBe(allowExport && allowExportOfSecrets)
      }),
    )
    const user = readRules({ allowExport: false }, 'Your own rule set')
    const own = exportRefusals({ organization: none, user })
    expect(own.exportRefusal?.message).toBe('Your own rules do not allow export.')
    expect(own.secretsRefusal).toEqual(own.exportRefusal)
    const organization = readPolicy({ version: 1, rules: { allowExportOfSecrets: false } })
    expect(exportRefusals({ organization, user: none })).toEqual({
      secretsRefusal: { message: 'Your organisation does not allow export of secrets.', rule: 'No export of secrets' },
    })
  })

  it('are named when they decide', () => {
    const user = readRules({ blockedUrls: ['*://a.example/*'] }, 'Your own rule set')
    expect(decide({ organization: none, user }, new URL('wss://a.example/'))).toEqual({
      allowed: false,
      rule: 'Blocked: *://a.example/* (your rules)',
      message: 'Your own rule set blocks this address.',
    })
    const url = new URL('wss://b.a.example/x')
    const listed = (list: string) => ({ allowedUrls: [list] })
    const own = readRules(listed('wss://b.a.example/*'), 'Your own rule set')
    expect(decide({ organization: none, user: own }, url).rule).toBe('Allowed: wss://b.a.example/* (your rules)')
    const organization = readPolicy({ version: 1, rules: listed('wss://*.a.example/*') })
    expect(decide({ organization, user: own }, url).rule).toBe('Allowed: wss://*.a.example/*')
    expect(decide({ organization: none, user: none }, url).rule).toBe('No organisation policy')
  })
})

it.each(['organization', 'user'])('what cannot be read withholds all that may be: %s', (whose) => {
  const policy = { organization: none, user: none, [whose]: { state: 'unreadable', reason: 'No.' } }
  expect(limitsOf(policy)).toMatchObject({
    auditMessages: true,
    keepLogs: true,
    allowExport: false,
    allowExportOfSecrets: false,
    allowUserUrls: false,
  })
})

it('limits hold whoever set them, and of two the stricter', () => {
  const lax = { maxConnections: 9, maxMessageBytes: 9, logRetentionDays: 9 }
  const strict = {
    ...{ maxConnections: 2, maxMessageBytes: 3, logRetentionDays: 4, auditMessages: true, auditContent: true },
    ...{ keepLogs: false, allowExport: false, allowExportOfSecrets: false, allowUserUrls: false },
  }
  for (const [own, others] of [
    [{}, strict],
    [strict, {}],
    [lax, strict],
    [strict, lax],
  ] as const) {
    const organization = readPolicy({ version: 1, rules: others })
    expect(limitsOf({ organization, user: readRules(own, 'You') })).toMatchObject(strict)
  }
})

it('the headers of both are blocked and added, but none that the organisation blocks or has a value for', () => {
  const header = (name: string, value: string) => ({ name, value })
  const organization = readPolicy({
    ...{ version: 1 },
    rules: { blockedHeaders: ['cookie'], addedHeaders: [header('x-a', 'theirs')] },
  })
  const user = readRules(
    {
      blockedHeaders: ['origin'],
      addedHeaders: [header('x-a', 'own'), header('cookie', 'own'), header('x-b', 'own')],
    },
    'You',
  )
  expect(limitsOf({ organization, user })).toMatchObject({
    blockedHeaders: ['cookie', 'origin'],
    addedHeaders: [header('x-a', 'theirs'), header('x-b', 'own')],
  })
})

describe('header rules', () => {
  const limits = { blockedHeaders: ['cookie'], addedHeaders: [{ name: 'x-client', value: 'switchboard' }] }

  it('add what the policy adds', () => {
    expect(applyHeaderRules([{ operation: 'set', name: 'X-Own', value: '1' }], limits)).toEqual({
      ok: true,
      value: [
        { operation: 'set', name: 'X-Own', value: '1' },
        { operation: 'set', name: 'x-client', value: 'switchboard' },
      ],
    })
  })

  it.each(['Cookie', 'COOKIE', 'X-Client'])('refuse %s by name, with the rule', (name) => {
    const refused = applyHeaderRules([{ operation: 'set', name, value: 'v' }], limits)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'invalid-headers', field: 'headers' } })
    expect(!refused.ok && refused.refusal.message).toContain(name.toLowerCase())
  })
})
