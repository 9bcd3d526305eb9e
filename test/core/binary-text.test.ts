import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BinaryEncoding, readBinary, writeBinary } from '../../src/core/binary-text.ts'

const bytesOf = (text: string, encoding: BinaryEncoding) => {
  const read = readBinary(text, encoding)
  return read.ok ? [...read.value] : read.refusal.message
}

describe('bytes as a person writes them', () => {
  it.each([
    ['', []],
    ['00 ff\n7F', [0, 255, 127]],
    ['0x10,0x0e', [16, 14]],
    ['de:ad-be ef', [222, 173, 190, 239]],
    ['10 f', 'Line 1, column 4: “f” is half a byte; write two hexadecimal digits for each.'],
    ['10\n g0', 'Line 2, column 2: “g” is not a hexadecimal digit.'],
    ['10 😀', 'Line 1, column 4: “😀” is not a hexadecimal digit.'],
    ['0x', 'Line 1, column 1: “0” is half a byte; write two hexadecimal digits for each.'],
  ])('hexadecimal: %j', (text, expected) => {
    expect(bytesOf(text, 'hex')).toEqual(expected)
  })

  it.each([
    ['AP9/', [0, 255, 127]],
    ['AP\n9_', [0, 255, 127]],
    ['AP9/A', 'Line 1, column 6: The Base64 ends in the middle of a byte.'],
    ['AP9!', 'Line 1, column 4: “!” is not part of Base64.'],
    ['AP😀', 'Line 1, column 3: “😀” is not part of Base64.'],
    ['A=9/', 'Line 1, column 2: Padding (“=”) belongs at the end of Base64.'],
  ])('Base64: %j', (text, expected) => {
    expect(bytesOf(text, 'base64')).toEqual(expected)
  })

  it.each(['hex', 'base64'] as const)('are read as they were written in %s', (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(bytesOf(writeBinary(bytes, encoding), encoding)).toEqual([...bytes])
      }),
    )
  })
})
