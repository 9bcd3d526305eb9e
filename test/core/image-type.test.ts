import { expect, test } from 'vitest'
import { imageTypeOf } from '../../src/core/image-type.ts'

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [part])))

test.each([
  ['image/png', bytes('\x89PNG\r\n\x1a\n', 0, 0, 0, 13)],
  ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['image/gif', bytes('GIF89a', 1, 0, 1, 0)],
  ['image/webp', bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 ')],
  ['image/avif', bytes(0, 0, 0, 24, 'ftypmif1', 0, 0, 0, 0, 'mif1avif')],
  ['image/avif', bytes(0, 0, 0, 16, 'ftypavis', 0, 0, 0, 0)],
  ['image/bmp', bytes('BM', ...Array(12).fill(0), 40, 0, 0, 0, ...Array(12).fill(0))],
])('%s is known by its first bytes', (type, start) => {
  expect(imageTypeOf(start)).toBe(type)
})

test.each([
  ['text that begins with two letters', bytes('BM is not always a bitmap, is it?')],
  ['SVG, which may run scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['another format of the same container', bytes(0, 0, 0, 20, 'ftypmp42', 0, 0, 0, 0, 'isom')],
  ['a brand that is only a version number', bytes(0, 0, 0, 16, 'ftypmp42', 'avif')],
  ['sound of the same container', bytes('RIFF', 1, 2, 3, 4, 'WAVE')],
  ['nothing', bytes()],
  ['a start that is cut off', bytes(0, 0, 0, 24, 'ftyp')],
])('%s is no image', (_, start) => {
  expect(imageTypeOf(start)).toBeUndefined()
})
