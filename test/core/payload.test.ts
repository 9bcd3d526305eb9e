import { expect, it } from 'vitest'
import { payloadBytes, payloadBytesEncoded } from '../../src/core/payload.ts'

it.each([
  '',
  'abc',
  'é€😀',
  'x'.repeat(200_000),
  '€'.repeat(50_000),
  '\ud83d',
  'a\ude00b',
  '\ude00\ud83d',
  '\ud83d\ud83d\ude00',
])('knows how long a text is in UTF-8', (text) => {
  const { length } = new TextEncoder().encode(text)
  expect(payloadBytes(text)).toBe(length)
  expect(payloadBytesEncoded(text)).toBe(length)
})
