import { isJson } from '../core/json.ts'
import type { LogContent, LogEntry, MessageContent } from '../core/log-entry.ts'
import { directionOf, isBinary, isMessage, isToBeJson } from './row-kind.ts'

/** Consecutive rows of one log without their text. */
export interface Rows {
  /** The sequence number of the first row. */
  readonly first: number
  /** Where each row's text ends, in UTF-16 units. */
  readonly ends: Uint32Array<ArrayBuffer>
  /** Epoch milliseconds of each row. */
  readonly times: Float64Array<ArrayBuffer>
  /** The `RowKind` of each row. */
  readonly kinds: Uint8Array<ArrayBuffer>
  /** Only in blocks with binary messages. */
  readonly binary?: BinaryPart
  /** Means nothing, see `LogWriterOptions`. */
  readonly padding?: Uint8Array
}

/**
 * Consecutive rows of one log. The text of short rows is one string: cheap to store, and a search runs over it without
 * parsing. A commit's small record and a full block have the same shape.
 */
export interface Block extends Rows {
  /**
   * The text of every row, one after the other, or in a list (see `LogWriterOptions`). A row that is no message has its
   * content here as JSON, one of bytes nothing.
   */
  readonly text: string | readonly string[]
}

export interface BinaryPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each row's bytes end; rows without bytes end where they begin. */
  readonly ends: Uint32Array<ArrayBuffer>
}

/** What a block weighs at least before it is not rewritten any more. */
export const blockWeight = 256 * 1024

/** What a row costs beside its text and bytes. */
export const rowWeight = 16

/** The number of rows. */
export function countOf(block: Rows): number {
  return block.kinds.length
}

/** The sequence number after the last row. */
export function nextAfter(block: Rows): number {
  return block.first + block.kinds.length
}

/** About the bytes a block takes in memory, a UTF-16 unit counted as one. */
export function weightOf(block: Rows): number {
  return unitsIn(block) + (block.binary?.bytes.length ?? 0) + countOf(block) * rowWeight
}

/** About the bytes a block that was read takes in memory: engines keep a text in Latin-1 in a byte for each character, any other in two. */
export function memoryOf(block: Block): number {
  const texts = typeof block.text === 'string' ? [block.text] : block.text
  const seconds = texts.reduce((sum, text) => sum + (/[\u0100-\uffff]/.test(text) ? text.length : 0), 0)
  return weightOf(block) + seconds
}

/** The UTF-16 units of all rows' text. */
export function unitsIn(block: Rows): number {
  return block.ends.at(-1) ?? 0
}

/** The text of a row, at most `most` UTF-16 units of it. */
export function textOf(block: Block, index: number, most = Number.POSITIVE_INFINITY): string {
  if (typeof block.text !== 'string') return (block.text[index] ?? '').slice(0, most)
  const start = index === 0 ? 0 : (block.ends[index - 1] ?? 0)
  return block.text.slice(start, Math.min(block.ends[index] ?? start, start + most))
}

/** The UTF-16 units of a row's text. */
export function unitsOf(block: Block, index: number): number {
  return (block.ends[index] ?? 0) - (index === 0 ? 0 : (block.ends[index - 1] ?? 0))
}

/** The bytes of a row, as a view into the block; empty for rows without. */
export function bytesOf(block: Block, index: number): Uint8Array<ArrayBuffer> {
  if (!block.binary) return new Uint8Array(0)
  const { bytes, ends } = block.binary
  return bytes.subarray(index === 0 ? 0 : ends[index - 1], ends[index])
}

/** The content of a row, independent of the block. */
export function contentOf(block: Block, index: number): LogContent {
  const kind = block.kinds[index] ?? 0
  if (isMessage(kind)) return messageOf(block, index, kind)
  return JSON.parse(textOf(block, index)) as LogContent
}

function messageOf(block: Block, index: number, kind: number): MessageContent {
  return {
    type: 'message',
    direction: directionOf(kind),
    // Copied: a view would drag the whole block along when the entry is handed to another context.
    data: isBinary(kind) ? bytesOf(block, index).slice() : textOf(block, index),
    ...(isToBeJson(kind) ? { toBeJson: true } : {}),
  }
}

/** The entry at `index`, 0-based, in the block. @param faultOf the same as `jsonFault`, or what remembers it */
export function rowOf(block: Block, index: number, faultOf = jsonFault): LogEntry {
  const place = { seq: block.first + index, at: block.times[index] ?? 0 }
  return { ...contentOf(block, index), ...place, ...faultOf(block, index) }
}

export interface JsonFault {
  readonly notJson?: true
}

/** `notJson` for a text that was to be JSON and is not. */
export function jsonFault(block: Block, index: number): JsonFault {
  const kind = block.kinds[index] ?? 0
  return isToBeJson(kind) && !isBinary(kind) && !isJson(textOf(block, index)) ? { notJson: true } : {}
}
