import fc from 'fast-check'
import { isJson } from '../../src/core/json.ts'
import type { LogContent, LogEntry } from '../../src/core/log-entry.ts'
import type { Block } from '../../src/log/block.ts'
import { BlockBuilder } from '../../src/log/block-builder.ts'

const text = fc.string({ unit: 'binary' })
/** Any UTF-16, halves of surrogate pairs among it. */
const anyText = fc.oneof(
  text,
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\ud83d', '\ude00x', '😀', 'é\0'),
  // Blocks with long rows hold their text in another way.
  text.map((text) => `${text}…`.padStart(4000, '{"long":0}')),
)
const direction = fc.constantFrom('sent' as const, 'received' as const)

/** Any content that a log can hold. */
export const anyContent: fc.Arbitrary<LogContent> = fc.oneof(
  fc.record({ type: fc.constant('message' as const), direction, data: anyText }),
  fc.record({ type: fc.constant('message' as const), direction, data: anyText, toBeJson: fc.constant(true as const) }),
  fc.record({ type: fc.constant('message' as const), direction, data: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ type: fc.constant('handshake' as const), connectionId: text, url: text, protocols: fc.array(text) }),
  fc.record({ type: fc.constant('opened' as const), connectionId: text, protocol: text, extensions: text }),
  fc.record({
    type: fc.constant('closed' as const),
    connectionId: text,
    code: fc.integer({ min: 1000, max: 4999 }),
    reason: anyText,
    cause: fc.constantFrom('user' as const, 'server' as const),
    clean: fc.boolean(),
  }),
  fc.record({ type: fc.constant('error' as const), connectionId: text, message: anyText }),
  fc.record({ type: fc.constant('note' as const), code: fc.constantFrom('gap' as const), message: anyText }),
)

/** The entry that is read where this content was written. */
export function entryOf(content: LogContent, seq: number, at: number): LogEntry {
  const isFault =
    content.type === 'message' && content.toBeJson && typeof content.data === 'string' && !isJson(content.data)
  return { ...content, seq, at, ...(isFault ? { notJson: true } : {}) }
}

export function blockOf(contents: readonly LogContent[], first = 1): Block {
  return builderOf(contents).build(first)
}

export function builderOf(contents: readonly LogContent[]): BlockBuilder {
  const builder = new BlockBuilder(true)
  contents.forEach((content, index) => {
    builder.append(content, index + 0.5)
  })
  return builder
}
