import { describe, expect, it } from 'vitest'
import { checkHeaders, type HeaderOperation, headerLimits } from '../../src/core/headers.ts'

const set = (name: string, value = 'x'): HeaderOperation => ({ operation: 'set', name, value })
const remove = (name: string): HeaderOperation => ({ operation: 'remove', name })

describe('checkHeaders', () => {
  it.each([
    [[set('Authorization', 'Bearer a.b.c'), set('X-Custom', 'v'), remove('Origin')]],
    [[set('x-empty', '')]],
    [[set('x-tab', 'a\tb')]],
    [[set('Sec-WebSocket-Version', '8')]],
  ])('takes %j in Chrome', (operations) => {
    expect(checkHeaders(operations, 'chromium').ok).toBe(true)
  })

  it.each([
    [set(''), /has no name/],
    [set('with space'), /“with space” has a name that cannot be sent/],
    [set('colon:'), /has a name/],
    [set('naïve'), /has a name/],
    [set('x', 'a\r\nInjected: yes'), /has a line break/],
    [set('x', 'a\nb'), /has a line break/],
    [set('x', ' padded '), /white space around it/],
    [set('x', 'nul\0'), /control character/],
    [set('Connection'), /cannot be set in Chrome: the handshake fails/],
    [remove('Host'), /cannot be removed in Chrome/],
    [set('SEC-WEBSOCKET-PROTOCOL'), /subprotocols have a field of their own/],
    [set('Sec-WebSocket-Key'), /ignores the change without a word/],
  ])('refuses %j, naming it and saying why', (operation, sentence) => {
    const checked = checkHeaders([operation], 'chromium')
    expect(checked).toMatchObject({ ok: false, refusal: { code: 'invalid-headers', field: 'headers' } })
    expect(!checked.ok && checked.refusal.message).toMatch(sentence)
  })

  it('refuses what only Firefox cannot send, only there', () => {
    for (const operation of [set('x', ''), set('x', 'café')]) {
      expect(checkHeaders([operation], 'firefox').ok).toBe(false)
      expect(checkHeaders([operation], 'chromium').ok).toBe(true)
    }
    expect(checkHeaders([remove('Sec-WebSocket-Extensions')], 'firefox').ok).toBe(true)
    expect(checkHeaders([remove('Sec-WebSocket-Extensions')], 'chromium').ok).toBe(false)
  })

  it.each(['constructor', '__proto__'])('%s is a name like any other', (name) => {
    expect(checkHeaders([set(name)], 'chromium')).toMatchObject({ ok: true })
  })

  it('refuses a name that comes twice, in whatever case', () => {
    const checked = checkHeaders([set('X-A'), set('x-a')], 'chromium')
    expect(!checked.ok && checked.refusal.message).toMatch(/listed twice/)
  })

  it('knows its headers by their lower-case names', () => {
    for (const name of Object.keys(headerLimits)) expect(name).toBe(name.toLowerCase())
  })
})
