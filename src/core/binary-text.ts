import { decodeBase64, encodeBase64 } from './base64.ts'
import { ok, type Result, refuse } from './result.ts'
import { faultInWords, type TextFault } from './text-fault.ts'

/** How a person writes bytes. */
export type BinaryEncoding = 'hex' | 'base64'

const bytesPerLine = 16
const base64PerLine = 76

/**
 * Reads bytes as a person writes them. Hexadecimal takes pairs of digits with white space, commas, colons or hyphens
 * between them, and `0x` before them; Base64 takes white space and the alphabet for URLs.
 * @returns `invalid-binary` with line and column
 */
export function readBinary(text: string, encoding: BinaryEncoding): Result<Uint8Array<ArrayBuffer>, 'invalid-binary'> {
  const read = encoding === 'hex' ? readHex(text) : readBase64(text)
  return read instanceof Uint8Array
    ? ok(read)
    : refuse('invalid-binary', faultInWords(text, read), { field: 'message' })
}

/** What keeps a text from being read as bytes; undefined when nothing does. */
export function binaryFault(text: string, encoding: BinaryEncoding): TextFault | undefined {
  const read = encoding === 'hex' ? readHex(text) : readBase64(text)
  return read instanceof Uint8Array ? undefined : read
}

/** Bytes in lines that are easy to read and to edit. */
export function writeBinary(bytes: Uint8Array, encoding: BinaryEncoding): string {
  return encoding === 'hex' ? writeHex(bytes) : inLines(encodeBase64(bytes), base64PerLine)
}

function readHex(text: string): Uint8Array<ArrayBuffer> | TextFault {
  const bytes = new Uint8Array(Math.ceil(text.length / 2))
  let count = 0
  for (const { 0: piece, index } of text.matchAll(/0[xX](?=[0-9a-fA-F])|[0-9a-fA-F]{1,2}|[^\s,:-]/g)) {
    if (piece.length === 1) return hexFault(characterAt(text, index), index)
    if (piece[1] === 'x' || piece[1] === 'X') continue
    bytes[count++] = Number.parseInt(piece, 16)
  }
  return bytes.slice(0, count)
}

/** Whole, also where it has two units. */
function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset) ?? 0)
}

function hexFault(piece: string, offset: number): TextFault {
  const isDigit = /^[0-9a-fA-F]$/.test(piece)
  const message = isDigit
    ? `“${piece}” is half a byte; write two hexadecimal digits for each.`
    : `“${piece}” is not a hexadecimal digit.`
  return { offset, message }
}

function readBase64(text: string): Uint8Array<ArrayBuffer> | TextFault {
  const stray = text.search(/[^\w\s+/=-]/)
  if (stray >= 0) return { offset: stray, message: `“${characterAt(text, stray)}” is not part of Base64.` }
  const early = /=(?=[\s=]*[^\s=])/.exec(text)
  if (early) return { offset: early.index, message: 'Padding (“=”) belongs at the end of Base64.' }
  return (
    decodeBase64(text.replace(/\s+/g, '')) ?? {
      offset: text.trimEnd().length,
      message: 'The Base64 ends in the middle of a byte.',
    }
  )
}

function writeHex(bytes: Uint8Array): string {
  let text = ''
  bytes.forEach((byte, index) => {
    if (index > 0) text += index % bytesPerLine === 0 ? '\n' : ' '
    text += byte.toString(16).padStart(2, '0')
  })
  return text
}

function inLines(text: string, width: number): string {
  let lines = text.slice(0, width)
  for (let start = width; start < text.length; start += width) lines += `\n${text.slice(start, start + width)}`
  return lines
}
