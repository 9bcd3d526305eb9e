import { describe, expect, it } from 'vitest'
import { closeCodeMeaning } from '../../src/core/close-codes.ts'
import { checkCloseRequest } from '../../src/core/close-request.ts'

describe('checkCloseRequest', () => {
  it.each([
    [1000, ''],
    [3000, 'bye'],
    [4999, 'é'.repeat(61)],
  ])('takes %i', (code, reason) => {
    expect(checkCloseRequest({ code, reason })).toEqual({ ok: true, value: { code, reason } })
  })

  it.each([999, 1001, 1005, 1006, 2999, 5000, 3000.5, Number.NaN])('refuses the code %d', (code) => {
    expect(checkCloseRequest({ code, reason: '' })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-close', field: 'code' },
    })
  })

  it('counts the reason in bytes of UTF-8', () => {
    const checked = checkCloseRequest({ code: 1000, reason: 'é'.repeat(62) })
    expect(checked).toMatchObject({ ok: false, refusal: { field: 'reason' } })
    expect(!checked.ok && checked.refusal.message).toContain('124 bytes')
  })
})

describe('closeCodeMeaning', () => {
  it.each([
    [0, /Not a valid/],
    [1000, /Normal closure/],
    [1006, /without a close frame/],
    [1015, /TLS/],
    [2999, /Reserved/],
    [3000, /Unauthorized/],
    [3500, /libraries/],
    [4321, /Private use/],
    [5000, /Not a valid/],
  ])('explains %i', (code, meaning) => {
    expect(closeCodeMeaning(code)).toMatch(meaning)
  })
})
