import { encodeBase64 } from '../../../src/core/base64.ts'
import { readBinary, writeBinary } from '../../../src/core/binary-text.ts'
import { minifyJson, partOfString } from '../../../src/core/json.ts'
import type { Draft, SendAs } from '../../../src/core/profile.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import { reference } from '../../../src/core/variables.ts'

/** A message as the background takes it: bytes in Base64. */
export type Outgoing = Pick<SavedMessage, 'text' | 'sendAs'>

/** Above this many bytes Base64 is shown instead of hexadecimal, which takes three characters for each. */
const mostHexBytes = 65_536

/** More does not fit a command to the background once it is written in lines of Base64: Chromium takes 64 MiB of JSON. */
export const mostFileBytes = 46 * 1024 * 1024

/** @returns what to give the background, or where the bytes are written wrongly; it checks JSON itself. */
export function outgoingOf(draft: Draft): Result<Outgoing, 'invalid-binary'> {
  const { text, sendAs, encoding = 'hex' } = draft
  if (sendAs !== 'binary') return ok({ text: withLineEnds(draft), sendAs })
  const bytes = readBinary(text, encoding)
  return bytes.ok ? ok({ text: encodeBase64(bytes.value), sendAs }) : bytes
}

/** A message as a person edits it. */
export function draftOf({ text, sendAs }: Outgoing): Draft {
  if (sendAs === 'text' && hasCrlf(text)) return { text: text.replaceAll('\r\n', '\n'), sendAs, lineEnds: 'crlf' }
  if (sendAs !== 'binary') return { text, sendAs }
  const bytes = readBinary(text, 'base64')
  return bytes.ok ? draftOfBytes(bytes.value) : { text, sendAs, encoding: 'base64' }
}

/** Whether it has lines, and each ends so. */
export function hasCrlf(text: string): boolean {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text)
}

export function withCrlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

export function draftOfBytes(bytes: Uint8Array): Draft {
  const encoding = bytes.length > mostHexBytes ? 'base64' : 'hex'
  return { text: writeBinary(bytes, encoding), sendAs: 'binary', encoding }
}

/**
 * JSON as far as it can be told before variables have values: in the place of each that stands by itself, and not in a
 * string, a string of the same length. Whatever it stands for, places in the text stay the same.
 */
export function withStandIns(text: string): string {
  if (!text.includes('{{')) return text
  return text.replace(stringOrReference, (piece) => (piece.startsWith('{') ? '""'.padEnd(piece.length) : piece))
}

/** The same with what variables stand for, as far as it is known; in a string, too. */
export function withValues(text: string, values: ReadonlyMap<string, string>): string {
  if (!text.includes('{{')) return text
  const fill = (piece: string, unknown: string) =>
    piece.replace(reference, (whole, name: string) => values.get(name) ?? (unknown || whole))
  return text.replace(stringOrReference, (piece) => fill(piece, piece.startsWith('{') ? '""' : ''))
}

/** Lays JSON out around the variables in it, which are left as they are. */
export function laidOut(text: string, layOut: (json: string) => string): string {
  const found: string[] = []
  const json = text.replace(stringOrReference, (piece) => {
    if (!piece.startsWith('{')) return piece
    found.push(piece)
    return standIn
  })
  return layOut(json).replaceAll(standIn, () => found.shift() ?? '')
}

/** No JSON has it as it is. */
const standIn = '\u0000'

/** Of a string, its parts. */
const stringOrReference = new RegExp(`${partOfString.source}|${reference.source}`, 'gs')

/** The bytes that would go out; undefined while the draft cannot be sent. */
export function sizeOf(draft: Draft, minify: boolean): number | undefined {
  const { text, sendAs, encoding = 'hex' } = draft
  if (sendAs !== 'binary') return utf8Length(sendAs !== 'text' && minify ? minifyJson(text) : withLineEnds(draft))
  const bytes = readBinary(text, encoding)
  return bytes.ok ? bytes.value.length : undefined
}

export function isJsonWay(sendAs: SendAs): boolean {
  return sendAs === 'json-object' || sendAs === 'json-value'
}

function withLineEnds({ text, sendAs, lineEnds }: Draft): string {
  return sendAs === 'text' && lineEnds === 'crlf' ? withCrlf(text) : text
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
