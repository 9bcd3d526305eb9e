import { describe, expect, it } from 'vitest'
import { matches, parseMatchPattern } from '../../src/core/match-pattern.ts'

function covers(text: string, url: string): boolean {
  const pattern = parseMatchPattern(text)
  if (typeof pattern === 'string') throw new Error(pattern)
  return matches(pattern, new URL(url))
}

describe('parseMatchPattern', () => {
  it.each([
    '',
    'example.com',
    '<all_urls>',
    'http://example.com/*',
    'wss://example.com',
    'wss://*example.com/*',
    'wss://exa*mple.com/*',
    'wss://*.*/x',
    'wss://host:70000/*',
    'wss://user@host/*',
    'wss://a b/*',
    'wss:///*',
    'wss://*./*',
    'wss://evil.com\\.good.com/*',
    'wss://evil.com?.good.com/*',
    'wss://evil.com#.good.com/*',
  ])('refuses %j', (text) => {
    expect(parseMatchPattern(text)).toBeTypeOf('string')
  })
})

describe('matches', () => {
  it.each([
    ['*://*/*', 'ws://anything.example:81/x', true],
    ['ws://*/*', 'wss://example.com/', false],
    ['WSS://Example.COM/*', 'wss://example.com/', true],
    ['wss://*.example.com/*', 'wss://example.com/', true],
    ['wss://*.example.com/*', 'wss://a.b.example.com/', true],
    ['wss://*.example.com/*', 'wss://notexample.com/', false],
    ['wss://*.example.com/*', 'wss://example.com.evil.org/', false],
    ['wss://example.com/*', 'wss://EXAMPLE.com./chat', true],
    ['wss://example.com./*', 'wss://example.com/chat', true],
    ['wss://example.com/*', 'wss://example.com@evil.org/', false],
    ['wss://example.com/*', 'wss://evil.org@example.com/', true],
    ['wss://example.com/*', 'wss://example.com:8443/', true],
    ['wss://example.com:443/*', 'wss://example.com/', true],
    ['wss://example.com:443/*', 'wss://example.com:8443/', false],
    ['*://example.com:80/*', 'ws://example.com/', true],
    ['ws://example.com:*/*', 'ws://example.com:1234/', true],
    ['ws://127.0.0.1/*', 'ws://0x7f.1/', true],
    ['ws://127.0.0.1/*', 'ws://2130706433/', true],
    ['ws://127.0.0.1/*', 'ws://[::ffff:7f00:1]/', true],
    ['ws://[::1]/*', 'ws://[0:0:0:0:0:0:0:1]/', true],
    ['wss://bücher.example/*', 'wss://xn--bcher-kva.example/', true],
    ['wss://h/chat', 'wss://h/chat', true],
    ['wss://h/chat', 'wss://h/chat/', false],
    ['wss://h/chat', 'wss://h/%63hat', true],
    ['wss://h/chat/*', 'wss://h/chat/../admin', false],
    ['wss://h/chat/*', 'wss://h/chat/%2e%2e/admin', false],
    ['wss://h/a%2fb', 'wss://h/a%2Fb', true],
    ['wss://h/a/b', 'wss://h/a%2Fb', false],
    ['wss://h/a.c', 'wss://h/abc', false],
    ['wss://h/a*', 'wss://h/abc?x=1', true],
    ['wss://h/a', 'wss://h/a?x=1', false],
  ])('%s covers %s: %s', (pattern, url, expected) => {
    expect(covers(pattern, url)).toBe(expected)
  })
})
