import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/policy.ts'
import { readPolicy } from '../../src/core/policy-format.ts'
import { parseWebSocketUrl } from '../../src/core/url.ts'
import { type Attempt, attemptsOnAllowList, attemptsOnBlockList, misleadingAttempts } from './bypass-attempts.ts'

const user = { state: 'none' } as const

const blocking = readPolicy({
  version: 1,
  rules: {
    blockedUrls: [
      '*://*.blocked.example/*',
      '*://192.0.2.7/*',
      '*://localhost/*',
      '*://bücher.example/*',
      '*://open.example/admin/*',
    ],
  },
})

const allowing = readPolicy({
  version: 1,
  rules: { allowedUrls: ['wss://*.allowed.example/*', 'wss://open.example:8443/chat/*', 'wss://192.0.2.1/*'] },
})

/** What gets through: it is a URL to us, and the policy allows it. */
function through(policy: typeof blocking, attempts: readonly Attempt[]): string[] {
  return attempts.flatMap(({ trick, url }) => {
    const parsed = parseWebSocketUrl(url)
    return parsed.ok && decide({ organization: policy, user }, parsed.value).allowed ? [`${trick}: ${url}`] : []
  })
}

describe('attempts to get past the policy', () => {
  const onBlocked = attemptsOnBlockList()
  const onAllowed = attemptsOnAllowList()

  it('are many, and many of them are URLs that a browser would connect', () => {
    const all = [...onBlocked, ...onAllowed]
    const tried = new Set(all.map(({ url }) => url))
    const readable = [...tried].filter((url) => parseWebSocketUrl(url).ok)
    expect(tried.size).toBeGreaterThanOrEqual(2000)
    expect(readable.length).toBeGreaterThanOrEqual(2000)
  })

  it('reach no blocked address', () => expect(through(blocking, onBlocked)).toEqual([]))

  it('reach nothing that is not on the list of allowed addresses', () =>
    expect(through(allowing, onAllowed)).toEqual([]))

  it('that only look foreign lead, as browsers read URLs, to the allowed address and nowhere else', () => {
    const attempts = misleadingAttempts()
    const allowed = attempts.filter((attempt) => through(allowing, [attempt]).length > 0)
    const places = allowed.map(({ url }) => new URL(url))
    expect(places.length).toBeGreaterThanOrEqual(100)
    expect(new Set(places.map(({ protocol, host }) => `${protocol}//${host}`))).toEqual(
      new Set(['wss://allowed.example', 'wss://open.example:8443']),
    )
    const onOpen = places.filter(({ host }) => host === 'open.example:8443')
    expect(onOpen.filter(({ pathname }) => !pathname.startsWith('/chat/'))).toEqual([])
  })

  it('are refused for what they are, not because everything is', () => {
    const plain = ['wss://open.example/chat', 'wss://example.org/', 'ws://192.0.2.8/', 'wss://blocked.example.org/']
    expect(
      through(
        blocking,
        plain.map((url) => ({ trick: 'none', url })),
      ),
    ).toHaveLength(plain.length)
    const listed = ['wss://allowed.example/', 'wss://a.allowed.example./x?y', 'wss://open.example:8443/chat/room?id=1']
    expect(
      through(
        allowing,
        listed.map((url) => ({ trick: 'none', url })),
      ),
    ).toHaveLength(listed.length)
  })
})
