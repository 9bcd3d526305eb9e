import { expect, test } from 'vitest'
import { parseByteSize } from '../../src/core/byte-size.ts'

test.each([
  ['200', 200],
  [' 0 ', 0],
  ['1.5 kB', 1500],
  ['1,5k', 1500],
  ['16 KiB', 16_384],
  ['2MiB', 2_097_152],
  ['.5 mb', 500_000],
  ['1 GiB', 1_073_741_824],
])('%s is %d bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes)
})

test.each(['', 'k', '-1', '1 x', '1.2.3', '1 kB 2', '9999999999999999 GB'])('“%s” is no size', (text) => {
  expect(parseByteSize(text)).toBeUndefined()
})
