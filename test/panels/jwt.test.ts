import { describe, expect, test } from 'vitest'
import { decodeJwt, validityOf } from '../../panels/shared/jwt.ts'
import { timeAway } from '../../panels/shared/time-away.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (claims: object) => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`

test('the example of RFC 7519 is decoded', () => {
  const example =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9' +
    '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
    '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  expect(decodeJwt(` ${example}\n`)).toEqual({
    header: { typ: 'JWT', alg: 'HS256' },
    claims: { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
  })
})

test('a token that was copied with its scheme is decoded', () => {
  expect(decodeJwt(`Bearer ${token({ sub: 'ada' })}`)?.claims).toEqual({ sub: 'ada' })
})

test('claims are UTF-8 in Base64url, whatever characters that takes', () => {
  const claims = { name: 'Zoë ÿ÷ 東京', sub: '>>>???' }
  expect(token(claims)).toMatch(/[-_]/)
  expect(decodeJwt(token(claims))?.claims).toEqual(claims)
})

test('a token without a signature is decoded: nothing is verified', () => {
  expect(decodeJwt(`${part({ alg: 'none' })}.${part({ sub: 'ada' })}.`)?.claims).toEqual({ sub: 'ada' })
})

test.each([
  ['opaque', 's3cret'],
  ['two parts', `${part({})}.${part({})}`],
  ['five parts, as encrypted ones have', `${part({})}.a.b.c.d`],
  ['no Base64url', 'a+b.c/d.e'],
  ['no JSON', 'abcd.efgh.ijkl'],
  ['JSON, but no object', `${part([])}.${part(1)}.c2ln`],
  ['null', `${part({})}.${part(null)}.c2ln`],
  ['no UTF-8', `${part({})}.${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}.c2ln`],
  [
    'too deep to be shown',
    `${part({})}.${Buffer.from(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`).toString('base64url')}.c2ln`,
  ],
  ['empty', ''],
])('%s is none', (_, text) => expect(decodeJwt(text)).toBeUndefined())

describe('in time', () => {
  const now = 1_700_000_000_000
  const at = (claims: object) => validityOf({ header: {}, claims: { ...claims } }, now)

  test.each([
    ['without an end', {}, { state: 'endless' }],
    ['before its end', { exp: 1_700_000_001 }, { state: 'valid', until: 1_700_000_001_000 }],
    ['at its end', { exp: 1_700_000_000 }, { state: 'expired', until: now }],
    ['before its beginning', { nbf: 1_700_000_060, exp: 1_700_000_120 }, { state: 'early', from: 1_700_000_060_000 }],
    ['with fractions', { exp: 1_700_000_000.5 }, { state: 'valid', until: 1_700_000_000_500 }],
    ['with a time that is no number', { exp: 'tomorrow' }, { state: 'endless' }],
    ['with a time no date can hold', { exp: 1e300 }, { state: 'endless' }],
  ])('%s', (_, claims, validity) => expect(at(claims)).toEqual(validity))

  test.each([
    [59_999, 'in 59 seconds'],
    [60_000, 'in 1 minute'],
    [-7_200_000, '2 hours ago'],
    [172_800_000, 'in 2 days'],
    [0, 'in 0 seconds'],
  ])('%i ms away is %s', (away, words) => expect(timeAway(now + away, now)).toBe(words))
})
