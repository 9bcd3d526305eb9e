import { ok, type Result } from '../core/result.ts'
import { faultInWords } from '../core/text-fault.ts'
import { invalidFile } from './invalid-file.ts'
import { mostFileBytes } from './limits.ts'

/** Kinds of files that people drop by mistake, by their first bytes. */
const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a ZIP archive; unpack it first', [0x50, 0x4b, 0x03, 0x04]],
  ['a ZIP archive; unpack it first', [0x50, 0x4b, 0x05, 0x06]],
  ['a ZIP archive; unpack it first', [0x50, 0x4b, 0x07, 0x08]],
  ['a gzip archive; unpack it first', [0x1f, 0x8b]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
]

/** The text of a file: UTF-8, or UTF-16 with a byte order mark. */
export function decodeText(bytes: Uint8Array): Result<string, 'invalid-file'> {
  const tooBig = refuseSize([bytes.byteLength])
  if (tooBig) return tooBig
  const known = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))
  if (known) return invalidFile(`This is not a file of profiles or traffic but ${known[0]}.`)
  const encoding = encodingOf(bytes)
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    return invalidFile(encoding === 'utf-8' ? notUtf8(bytes) : notText)
  }
}

/** To be asked before a file, or several together, are read into memory. */
export function refuseSize(sizes: readonly number[]) {
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (bytes <= mostFileBytes) return undefined
  const [size, most] = [megabytes(bytes), megabytes(mostFileBytes)]
  return invalidFile(
    sizes.length > 1
      ? `The files together have ${size}; files up to ${most} can be read.`
      : `The file has ${size}; files up to ${most} can be read.`,
  )
}

const notText = 'This file is not text: it is neither UTF-8 nor UTF-16.'
/** What stands for bytes that are none, and its own bytes, where somebody has written it. */
const replacement = { character: /\uFFFD/g, bytes: [0xef, 0xbf, 0xbd] }

/** The browser does not tell the place, which is where a replacement stands that was not in the file. */
function notUtf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let [at, from] = [0, 0]
  for (const { index } of text.matchAll(replacement.character)) {
    at += new TextEncoder().encode(text.slice(from, index)).length
    from = index
    const isMeant = replacement.bytes.every((byte, after) => bytes[at + after] === byte)
    if (!isMeant) return faultInWords(text, { offset: index, message: notText })
  }
  return notText
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`
}
