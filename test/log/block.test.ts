import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { type Block, countOf, rowOf, weightOf } from '../../src/log/block.ts'
import { joinBlocks } from '../../src/log/join-blocks.ts'
import { previewLength, summaryOf } from '../../src/log/row-summary.ts'
import { anyContent, blockOf, builderOf, entryOf } from './contents.ts'
import { received } from './support.ts'

function rowsOf(block: Block) {
  return Array.from({ length: countOf(block) }, (_, index) => rowOf(block, index))
}

test('what goes into a block comes out of it', () => {
  fc.assert(
    fc.property(fc.array(anyContent), fc.integer({ min: 1, max: 1e9 }), (contents, first) => {
      const expected = contents.map((content, index) => entryOf(content, first + index, index + 0.5))
      expect(rowsOf(structuredClone(blockOf(contents, first)))).toEqual(expected)
    }),
  )
})

test('a builder knows the weight of its block', () => {
  fc.assert(
    fc.property(fc.array(anyContent), (contents) => {
      const builder = builderOf(contents)
      expect(weightOf(builder.build(1))).toBe(builder.weight)
    }),
  )
})

test('joined blocks have the rows of all', () => {
  fc.assert(
    fc.property(fc.array(anyContent), fc.array(anyContent), fc.array(anyContent), (one, two, three) => {
      const blocks = [blockOf(one, 1), blockOf(two, 1 + one.length), blockOf(three, 1 + one.length + two.length)]
      expect(rowsOf(joinBlocks(blocks))).toEqual(blocks.flatMap(rowsOf))
    }),
  )
})

test('nothing cannot be joined', () => {
  expect(() => joinBlocks([])).toThrow(RangeError)
})

test('the binary part is there only when needed, and is not shared with what was handed in', () => {
  expect(blockOf([received('x')])).not.toHaveProperty('binary')
  const block = blockOf([received('x'), received(new Uint8Array([1, 2]))])
  const entry = rowOf(block, 1)
  expect(entry).toMatchObject({ data: new Uint8Array([1, 2]) })
  expect(entry.type === 'message' && typeof entry.data !== 'string' && entry.data.buffer.byteLength).toBe(2)
})

test.each([
  { content: received('héllo'), summary: { direction: 'received', format: 'text', size: 6, preview: 'héllo' } },
  { content: received('x'.repeat(300)), summary: { size: 300, preview: 'x'.repeat(previewLength) } },
  { content: received('x'.repeat(301)), summary: { size: 301, preview: `${'x'.repeat(previewLength)}…` } },
  { content: received(`${'x'.repeat(299)}😀`), summary: { size: 303, preview: `${'x'.repeat(299)}…` } },
  { content: received(new Uint8Array([0, 255])), summary: { format: 'binary', size: 2, preview: '00 ff' } },
  { content: { ...received('{'), toBeJson: true } as LogContent, summary: { notJson: true } },
])('a summary tells $summary', ({ content, summary }) => {
  expect(summaryOf(blockOf([content], 7), 0)).toMatchObject({ seq: 7, at: 0.5, ...summary })
})

test.each<LogContent>([
  { type: 'handshake', connectionId: 'c', url: 'wss://a/', protocols: ['p', 'q'] },
  { type: 'opened', connectionId: 'c', protocol: 'p', extensions: '' },
  { type: 'closed', connectionId: 'c', code: 1000, reason: 'bye', cause: 'user', clean: true },
  { type: 'error', connectionId: 'c', message: 'refused' },
])('a summary has all of what is no message: $type', (content) => {
  expect(summaryOf(blockOf([content], 7), 0)).toEqual({
    seq: 7,
    at: 0.5,
    type: content.type,
    size: 0,
    preview: '',
    content,
  })
})

test('a preview of bytes is no longer than any other, and says whether there are more', () => {
  const preview = (bytes: number) => summaryOf(blockOf([received(new Uint8Array(bytes))]), 0).preview
  expect(preview(1000).length).toBeLessThanOrEqual(previewLength)
  expect([preview(100), preview(101)].map((text) => text.endsWith('00…'))).toEqual([false, true])
})
