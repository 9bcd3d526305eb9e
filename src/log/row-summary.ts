import type { Direction, LogContent, LogEntryType, MessageContent } from '../core/log-entry.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import { previewOf } from '../core/preview.ts'
import { type Block, bytesOf, contentOf, jsonFault, textOf } from './block.ts'
import { directionOf, isBinary, isMessage, typeOf } from './row-kind.ts'

/** What a list shows of an entry, without its whole data. */
export interface RowSummary {
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly type: LogEntryType
  /** Only of messages. */
  readonly direction?: Direction
  /** Only of messages. */
  readonly format?: 'text' | 'binary'
  /** Bytes of a message, text as UTF-8; 0 for what is not a message. */
  readonly size: number
  /** The beginning of a message: text as it is, bytes as hex pairs, `…` where there is more; empty for what is not a message. */
  readonly preview: string
  /** All that an entry tells which is not a message. */
  readonly content?: Exclude<LogContent, MessageContent>
  readonly notJson?: true
  /** Whether a message does not fit the schema asked of it. */
  readonly misfit?: true
}

/** The longest preview, in UTF-16 units, without what says that there is more. */
export const previewLength = 300

/** The summary of the row at `index`, 0-based, in the block. @param faultOf as for `rowOf` */
export function summaryOf(block: Block, index: number, faultOf = jsonFault): RowSummary {
  const kind = block.kinds[index] ?? 0
  const place = { seq: block.first + index, at: block.times[index] ?? 0, type: typeOf(kind) }
  const content = isMessage(kind) ? undefined : contentOf(block, index)
  if (content && content.type !== 'message') return { ...place, size: 0, preview: '', content }
  return {
    ...place,
    direction: directionOf(kind),
    ...(isBinary(kind) ? binarySummary(bytesOf(block, index)) : textSummary(block, index)),
    ...faultOf(block, index),
  }
}

/** An entry that is no message as text to search in: its data only, the words are the view's. */
export function describe(content: LogContent): string {
  switch (content.type) {
    case 'handshake':
      return join(content.url, ...content.protocols, content.observed && outcomeOf(content.observed))
    case 'opened':
      return join(content.protocol, content.extensions)
    case 'closed':
      return join(String(content.code), content.reason, content.detail, content.cause)
    case 'error':
    case 'note':
      return content.message
    case 'message':
      return typeof content.data === 'string' ? content.data : new TextDecoder().decode(content.data)
  }
}

function outcomeOf({ response, error }: ObservedHandshake): string | undefined {
  return response ? String(response.status) : error
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}

function textSummary(block: Block, index: number) {
  // Encoded for shown rows only: a count of UTF-8 bytes for each stored row would cost the writer too much.
  const size = new TextEncoder().encode(textOf(block, index)).length
  const preview = previewOf(textOf(block, index, previewLength + 1), previewLength)
  return { format: 'text', size, preview } as const
}

function binarySummary(bytes: Uint8Array) {
  return { format: 'binary', size: bytes.length, preview: previewOf(bytes, previewLength) } as const
}
