import { describe, expect, it } from 'vitest'
import { decide as decideUnder } from '../../src/core/policy.ts'
import { type PolicyState, readPolicy } from '../../src/core/policy-format.ts'
import { rulesInWords, summarize } from '../../src/core/policy-words.ts'

function policyWith(rules: object): PolicyState {
  return readPolicy({ version: 1, organization: 'Example Ltd', rules })
}

function decide(organization: PolicyState, url: URL) {
  return decideUnder({ organization, user: { state: 'none' } }, url)
}

function allowed(rules: object, url: string): boolean {
  return decide(policyWith(rules), new URL(url)).allowed
}

describe('readPolicy', () => {
  it.each([undefined, null, {}])('takes %j for no policy', (managed) => {
    expect(readPolicy(managed)).toEqual({ state: 'none' })
  })

  it('takes empty rules, which restrict nothing', () => {
    const policy = policyWith({})
    expect(policy.state).toBe('active')
    expect(decide(policy, new URL('ws://anywhere.example/')).allowed).toBe(true)
  })

  it('takes white space around the value of a header for none of it', () => {
    const policy = policyWith({ addedHeaders: [{ name: 'x-a', value: ' 1\t' }] })
    expect(policy).toMatchObject({ rules: { addedHeaders: [{ name: 'x-a', value: '1' }] } })
  })

  it.each([
    [{ rules: {} }, /version/],
    [{ version: 2, rules: {} }, /version/],
    [{ version: '1', rules: {} }, /version/],
    [{ version: 1 }, /rules/],
    [{ organization: 'Example Ltd' }, /version|rules/],
    [{ version: 1, rules: [] }, /rules/],
    [{ version: 1, rules: { allowedUrls: 'wss://a/*' } }, /rules\.allowedUrls/],
    [{ version: 1, rules: { allowedUrls: ['wss://a/*', 7] } }, /rules\.allowedUrls\.1/],
    [{ version: 1, rules: { blockedUrls: ['example.com'] } }, /“example\.com” is not a match pattern/],
    [{ version: 1, rules: { blockedUrls: ['https://example.com/*'] } }, /not a match pattern/],
    [{ version: 1, rules: { requireSecure: 'yes' } }, /rules\.requireSecure/],
    [{ version: 1, rules: { unheardOf: true } }, /unheardOf/],
    [{ version: 1, rules: { blockedHeaders: ['a b'] } }, /rules\.blockedHeaders\.0/],
    [{ version: 1, rules: { addedHeaders: [{ name: 'x' }] } }, /rules\.addedHeaders\.0\.value is missing/],
    [{ version: 1, rules: { addedHeaders: [{ name: 'x', value: 'a\r\nb: c' }] } }, /rules\.addedHeaders\.0\.value/],
    [
      { version: 1, rules: { addedHeaders: ['x-A', 'X-a'].map((name) => ({ name, value: '' })) } },
      /rules\.addedHeaders has the header x-a twice/,
    ],
    [{ version: 1, rules: { maxConnections: -1 } }, /rules\.maxConnections/],
    [{ version: 1, rules: { maxMessageBytes: 1.5 } }, /rules\.maxMessageBytes/],
    [{ version: 1, rules: { maxMessageBytes: '1' } }, /rules\.maxMessageBytes must be number, not "1"/],
    [{ version: 1, rules: { auditMessages: 1 } }, /rules\.auditMessages/],
    [{ version: 1, rules: { auditContent: 'first' } }, /rules\.auditContent/],
    [{ version: 1, rules: { keepLogs: null } }, /rules\.keepLogs/],
    [{ version: 1, rules: { logRetentionDays: [] } }, /rules\.logRetentionDays/],
    [{ version: 1, rules: { allowExport: 'no' } }, /rules\.allowExport/],
    [{ version: 1, rules: { allowExportOfSecrets: 0 } }, /rules\.allowExportOfSecrets/],
    [{ version: 1, rules: { allowUserUrls: 0 } }, /rules\.allowUserUrls/],
    [{ version: 1, organization: 'x'.repeat(10_000_000), rules: {} }, /larger than/],
    [{ version: 1, rules: { blockedUrls: Array(400_000).fill('wss://example.com/*') } }, /larger than/],
    ['nonsense', /.+/],
    [[], /.+/],
  ])('finds case %# unreadable and says where', (managed, reason) => {
    const policy = readPolicy(managed)
    expect(policy.state).toBe('unreadable')
    expect(policy.state === 'unreadable' && policy.reason).toMatch(reason)
    expect(policy.state === 'unreadable' && policy.reason).toMatch(/^[^\n]{5,250}\.$/)
  })
})

describe('the profiles of an organisation', () => {
  it('are read one by one: a broken one is named and blocks nothing', () => {
    const profiles = [
      { id: 'a', name: 'Live', url: 'wss://live.example.com/' },
      { name: 'no url' },
      7,
      { url: 'x', id: 'a' },
    ]
    const policy = readPolicy({ version: 1, rules: {}, profiles })
    expect(policy).toMatchObject({ state: 'active', profiles: [{ id: 'organization.a', name: 'Live', kind: 'json' }] })
    expect(policy.state === 'active' && policy.profileFaults).toEqual([
      expect.stringMatching(/^profiles\.1\.url/),
      expect.stringMatching(/^profiles\.2/),
      expect.stringMatching(/^profiles\.3.*twice/),
    ])
  })

  it('that are no list are a fault too', () => {
    expect(readPolicy({ version: 1, rules: {}, profiles: {} })).toMatchObject({
      state: 'active',
      profileFaults: ['profiles must be a list.'],
    })
  })
})

describe('decide', () => {
  it('blocks everything while the policy is unreadable, and says why', () => {
    const decision = decide({ state: 'unreadable', reason: 'rules: missing' }, new URL('wss://example.com/'))
    expect(decision).toMatchObject({ allowed: false, rule: 'Unreadable policy' })
    expect(!decision.allowed && decision.message).toContain('rules: missing')
  })

  it('lets a block win over an allow and names the pattern', () => {
    const policy = policyWith({ allowedUrls: ['wss://*.example.com/*'], blockedUrls: ['wss://legacy.example.com/*'] })
    expect(decide(policy, new URL('wss://legacy.example.com/'))).toMatchObject({
      allowed: false,
      rule: 'Blocked: wss://legacy.example.com/*',
    })
    expect(decide(policy, new URL('wss://live.example.com/'))).toEqual({
      allowed: true,
      rule: 'Allowed: wss://*.example.com/*',
    })
    expect(decide(policy, new URL('wss://example.org/')).allowed).toBe(false)
  })

  it('says who blocks, also where the policy does not name the organisation', () => {
    const decision = decide(readPolicy({ version: 1, rules: { allowedUrls: [] } }), new URL('wss://example.com/'))
    expect(decision).toMatchObject({ message: 'Your organisation does not list this address as allowed.' })
  })

  it('allows nothing with an empty list of allowed addresses', () => {
    expect(allowed({ allowedUrls: [] }, 'wss://example.com/')).toBe(false)
  })

  it.each([
    ['ws://example.com/', false],
    ['wss://example.com/', true],
    ['ws://localhost/', true],
    ['ws://app.localhost./', true],
    ['ws://127.9.9.9/', true],
    ['ws://[::1]/', true],
    ['ws://[::ffff:127.0.0.1]/', true],
    ['ws://localhost.example.com/', false],
    ['ws://127.0.0.1.example.com/', false],
  ])('requires wss:// except on this machine: %s', (url, expected) => {
    expect(allowed({ requireSecure: true, allowInsecureLoopback: true }, url)).toBe(expected)
  })

  it('requires wss:// on this machine too unless it is excepted', () => {
    expect(allowed({ requireSecure: true }, 'ws://localhost/')).toBe(false)
  })
})

describe('the organisation’s policy', () => {
  it('is told with every rule, which is said in words with the name a decision gives it', () => {
    const policy = policyWith({ allowedUrls: ['wss://a/*'], blockedUrls: ['ws://b/*'], requireSecure: true })
    const told = summarize({ organization: policy, user: { state: 'none' } })
    if (told.state !== 'active') expect.unreachable()
    expect(told.organization).toBe('Example Ltd')
    expect(rulesInWords(JSON.parse(JSON.stringify(told.rules)))).toEqual([
      { words: 'ws://b/* is blocked.', rule: 'Blocked: ws://b/*' },
      { words: 'Only wss:// may be used.', rule: 'Secure connections only' },
      { words: 'wss://a/* may be connected.', rule: 'Allowed: wss://a/*' },
      { words: 'Every other address is blocked.', rule: 'Not on the list of allowed addresses' },
    ])
  })
})
