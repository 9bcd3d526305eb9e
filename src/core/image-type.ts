/** Images that a browser shows and that run nothing; SVG is text and may hold scripts, so it is none of them. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp'

/**
 * Which image bytes begin as, if they do.
 * @see https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (begins(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 4, 8) === 'ftyp' && isAvif(bytes)) return 'image/avif'
  return ascii(bytes, 0, 2) === 'BM' && isBitmap(bytes) ? 'image/bmp' : undefined
}

/** The brand may stand first or among those it is compatible with. */
function isAvif(bytes: Uint8Array): boolean {
  const size = Math.min(bytes.length, viewOf(bytes).getUint32(0), 256)
  for (let at = 8; at + 4 <= size; at += 4) {
    if (at !== 12 && /^avi[fs]$/.test(ascii(bytes, at, at + 4))) return true
  }
  return false
}

/** Two letters say little: the size of the header behind them must be one that is in use. */
function isBitmap(bytes: Uint8Array): boolean {
  return bytes.length > 26 && [12, 40, 52, 56, 64, 108, 124].includes(viewOf(bytes).getUint32(14, true))
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}
