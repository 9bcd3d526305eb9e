import { ok, type Result } from '../core/result.ts'
import { invalidFile } from './invalid-file.ts'
import { mostFileBytes } from './limits.ts'

/** Kinds of files that people drop by mistake, by their first bytes. */
const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a ZIP archive; unpack it first', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive; unpack it first', [0x1f, 0x8b]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
]

/** The text of a file: UTF-8, or UTF-16 with a byte order mark. */
export function decodeText(bytes: Uint8Array): Result<string, 'invalid-file'> {
  const tooBig = refuseSize(bytes.byteLength)
  if (tooBig) return tooBig
  const known = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))
  if (known) return invalidFile(`This is ${known[0]}, not a file of profiles or traffic.`)
  try {
    return ok(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes))
  } catch {
    return invalidFile('This file is not text: it is neither UTF-8 nor UTF-16.')
  }
}

/** To be asked before a file is read into memory. */
export function refuseSize(bytes: number) {
  if (bytes <= mostFileBytes) return undefined
  return invalidFile(`The file has ${megabytes(bytes)}; files up to ${megabytes(mostFileBytes)} can be read.`)
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`
}
