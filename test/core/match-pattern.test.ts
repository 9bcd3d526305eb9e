import { describe, expect, it } from 'vitest'
import { covers as coversTarget, type Purpose, parseMatchPattern, targetOf } from '../../src/core/match-pattern.ts'

function covers(text: string, url: string, purpose: Purpose): boolean {
  const pattern = parseMatchPattern(text)
  if (typeof pattern === 'string') throw new Error(pattern)
  return coversTarget(pattern, targetOf(new URL(url)), purpose)
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

describe('covers', () => {
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
    ['wss://h/*/a/*/b/*', 'wss://h/1/a/2/b/3', true],
    ['wss://h/*/a/*/b/*', 'wss://h/1/b/2/a/3', false],
    ['wss://h/*aba*ab*', 'wss://h/abab', false],
  ])('%s covers %s, to allow it: %s', (pattern, url, expected) => {
    expect(covers(pattern, url, 'allow')).toBe(expected)
  })

  it.each([
    ['wss://h/über*', 'wss://h/%C3%BCber', true],
    ['wss://h/ü*', 'wss://h/Ü%ff', true],
    ['wss://h/*ü', 'wss://h/%c3%c3%9c', true],
    ['wss://h/ΟΔΟΣ*', 'wss://h/οδοσα', true],
    ['wss://h/admin', 'wss://h/admin?x=1', true],
    ['wss://h/admin', 'wss://h/admins', false],
    ['wss://h/*key*', 'wss://h/a?KEY=1', true],
    ['wss://h/admin/*', 'wss://h/.;x/admin/a', true],
    ['wss://h/admin/*', 'wss://h/%252e/admin/a', true],
    ['wss://h/admin/*', 'wss://h/%2561dmin/a/..;x', true],
    ['wss://h/admin/*', 'wss://h/%2561dmin/.;x', true],
    ['wss://h/admin', 'wss://h/admin/', true],
    ['wss://h/admin', 'wss://h/administrator', false],
    ['wss://h/admin/*', 'wss://h/ADMIN/x', true],
    ['wss://h/admin/*', 'wss://h//admin//x', true],
    ['wss://h/admin/*', 'wss://h/x/..%2fadmin/y', true],
    ['wss://h/admin/*', 'wss://h/admin%2fy', true],
    ['wss://h/admin/*', 'wss://h/admin%252fy', true],
    ['wss://h/admin/*', 'wss://h/admin%5cy', true],
    ['wss://h/admin/*', 'wss://h/admin;v=1/y', true],
    ['wss://h/admin/*', 'wss://h/public/y', false],
    ['wss://h/*?admin=*', 'wss://h/x?admin=1', true],
    ['wss://h/*?admin=*', 'wss://h/x?%61dmin=1', true],
    ['wss://h/*?admin=*', 'wss://h/x?user=1', false],
  ])('%s covers %s, to block it: %s', (pattern, url, expected) => {
    expect(covers(pattern, url, 'block')).toBe(expected)
  })

  it.each([
    ['wss://h/*/public', 'wss://h/admin?x=/public'],
    ['wss://h/chat/*', 'wss://h/chat/..%2fadmin'],
    ['wss://h/chat/*', 'wss://h/chat/..%252fadmin'],
    ['wss://h/chat/*', 'wss://h/chat/..;/admin'],
    ['wss://h/chat/*', 'wss://h/chat/%2e%2e%5cadmin'],
    ['wss://h/chat?room=1', 'wss://h/chat?room=2'],
    ['wss://h/chat?room=1', 'wss://h/admin?room=1'],
  ])('%s does not allow %s', (pattern, url) => {
    expect(covers(pattern, url, 'allow')).toBe(false)
  })
})

it.each([
  ['wss://h/über/*', 'wss://h/über/x'],
  ['wss://h/*?q=größe', 'wss://h/x?q=gr%c3%b6%C3%9Fe'],
  ['wss://h/ü%ff/*', 'wss://h/ü%ff/x'],
  ['wss://h/{a}/"^`/<|>', 'wss://h/{a}/"^`/<|>'],
  ['wss://h/*?q="<>{}|^`"', 'wss://h/x?q="<>{}|^`"'],
])('%s allows %s', (pattern, url) => {
  expect(covers(pattern, url, 'allow')).toBe(true)
  expect(covers(pattern, 'wss://other/', 'allow')).toBe(false)
})

it.each(['constructor', '__proto__'])('%s is a host like any other', (host) => {
  expect(targetOf(new URL(`wss://${host}/`)).host).toBe(host)
})
