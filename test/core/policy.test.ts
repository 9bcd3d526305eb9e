import { describe, expect, it } from 'vitest'
import { decide, type PolicyState, readPolicy, summarize } from '../../src/core/policy.ts'

function policyWith(rules: object): PolicyState {
  return readPolicy({ version: 1, organization: 'Example Ltd', rules })
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
    ['nonsense', /.+/],
    [[], /.+/],
  ])('finds %j unreadable and says where', (managed, reason) => {
    const policy = readPolicy(managed)
    expect(policy.state).toBe('unreadable')
    expect(policy.state === 'unreadable' && policy.reason).toMatch(reason)
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

describe('summarize', () => {
  it('says every rule in words', () => {
    const policy = policyWith({ allowedUrls: ['wss://a/*'], blockedUrls: ['ws://b/*'], requireSecure: true })
    expect(summarize(policy)).toMatchObject({
      state: 'active',
      organization: 'Example Ltd',
      rules: [
        'ws://b/* is blocked.',
        'Only wss:// may be used.',
        'wss://a/* may be connected.',
        'Every other address is blocked.',
      ],
    })
  })
})
