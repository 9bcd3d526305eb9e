import { describe, expect, it } from 'vitest'
import { parseWebSocketUrl } from '../../src/core/url.ts'

describe('parseWebSocketUrl', () => {
  it.each([
    ['ws://localhost', 'ws://localhost/'],
    ['  wss://Example.COM:443/a?b=c ', 'wss://example.com/a?b=c'],
    ['WS://127.1:8080', 'ws://127.0.0.1:8080/'],
    ['wss://bücher.example/', 'wss://xn--bcher-kva.example/'],
    ['ws://user:secret@host/', 'ws://user:secret@host/'],
    ['ws://[::1]:9/', 'ws://[::1]:9/'],
  ])('reads %j', (text, href) => {
    const url = parseWebSocketUrl(text)
    expect(url.ok && url.value.href).toBe(href)
  })

  it.each([
    ['', /Enter a URL/],
    ['   ', /Enter a URL/],
    ['example.com/socket', /must start with ws:\/\/ or wss:\/\//],
    ['localhost:8080', /must start with/],
    ['http://example.com', /^The URL must start with ws:\/\/ or wss:\/\/\. Use ws:\/\/ instead\.$/],
    ['https://example.com', /Use wss:\/\/ instead/],
    ['ftp://example.com', /must start with/],
    ['s3cret://example.com', /^(?!.*s3cret).*must start with/],
    ['ws://', /is not a URL/],
    ['ws://host:99999/', /is not a URL/],
    ['ws://exa mple/', /is not a URL/],
    ['ws://host/#part', /fragment/],
    ['ws://host/#', /fragment/],
    ['ws://ho\nst/', /line break/],
    ['ws://ho\tst/', /tab/],
    ['ws://300.1.1.1/', /is not a URL/],
    ['ws://*/', /is not a URL/],
    ['wss://*.example.com/', /is not a URL/],
  ])('refuses %j with a sentence', (text, sentence) => {
    const url = parseWebSocketUrl(text)
    expect(url).toMatchObject({ ok: false, refusal: { code: 'invalid-url', field: 'url' } })
    expect(!url.ok && url.refusal.message).toMatch(sentence)
  })

  it.each(['', 'ws://'])('quotes nothing of what a variable may have put there, not even a part: %j', (start) => {
    const url = parseWebSocketUrl(`${start}s3cret ${'x'.repeat(10_000)}`)
    expect(!url.ok && url.refusal.message).toMatch(/^(?!.*s3cret).{1,100}$/)
  })
})
