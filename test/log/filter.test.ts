import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { BlockBuilder } from '../../src/log/block-builder.ts'
import { compileFilter, type Filter } from '../../src/log/filter.ts'
import { matchRows } from '../../src/log/match-rows.ts'
import { note, received } from './support.ts'

const everything: Filter = { text: '', mode: 'text', invert: false, direction: 'all' }

/** The sequence numbers of the contents that a filter keeps. */
function kept(contents: readonly LogContent[], filter: Partial<Filter>, from = 1): number[] {
  const compiled = compileFilter({ ...everything, ...filter })
  if (!compiled.ok) throw new Error(compiled.refusal.message)
  const builder = new BlockBuilder()
  for (const content of contents) builder.append(content, 0)
  const seqs: number[] = []
  matchRows(builder.build(1), from, compiled.value, (seq) => seqs.push(seq))
  return seqs
}

const sample: readonly LogContent[] = [
  received('Hello World'),
  { type: 'message', direction: 'sent', data: 'hello' },
  { type: 'handshake', connectionId: 'hello', url: 'wss://example.org/', protocols: ['chat'] },
  received(new TextEncoder().encode('HELLO in bytes')),
  note('said "hello"'),
  received(''),
]

test.each<{ filter: Partial<Filter>; seqs: number[] }>([
  { filter: {}, seqs: [1, 2, 3, 4, 5, 6] },
  { filter: { text: 'hello' }, seqs: [1, 2, 4, 5] },
  { filter: { text: 'hello', invert: true }, seqs: [3, 6] },
  { filter: { text: 'hello', direction: 'received' }, seqs: [1, 4] },
  { filter: { text: 'hello', direction: 'received', invert: true }, seqs: [6] },
  { filter: { direction: 'sent' }, seqs: [2] },
  { filter: { invert: true }, seqs: [1, 2, 3, 4, 5, 6] },
  { filter: { text: 'EXAMPLE.org/ chat' }, seqs: [3] },
  { filter: { text: 'connectionId' }, seqs: [] },
  { filter: { text: 'said "' }, seqs: [5] },
  { filter: { text: '^hello', mode: 'regular-expression' }, seqs: [2] },
  { filter: { text: '^hello', mode: 'regular-expression', invert: true }, seqs: [1, 3, 4, 5, 6] },
  { filter: { text: 'o$', mode: 'regular-expression' }, seqs: [2] },
  { filter: { text: '^$', mode: 'regular-expression' }, seqs: [6] },
  { filter: { text: '[dD]|chat', mode: 'regular-expression' }, seqs: [1, 3, 5] },
])('$filter keeps $seqs', ({ filter, seqs }) => {
  expect(kept(sample, filter)).toEqual(seqs)
})

test('a hit never reaches over the end of a row', () => {
  expect(kept(['ab', 'ab', 'aab', 'b', ''].map(received), { text: 'ba' })).toEqual([])
  expect(kept(['xab', 'abx', 'bab'].map(received), { text: 'ab' })).toEqual([1, 2, 3])
})

test('characters that mean something in a pattern mean themselves', () => {
  expect(kept(['a.b', 'aXb', '[{(*+?^$|\\/-)}]'].map(received), { text: 'a.b' })).toEqual([1])
  expect(kept(['[{(*+?^$|\\/-)}]'].map(received), { text: '[{(*+?^$|\\/-)}]' })).toEqual([1])
})

test('searching all rows at once finds what searching each does', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', 'É', '😀', '.'), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(word), word, fc.integer({ min: 1, max: 5 }), (texts, text, from) => {
      const expected = texts.flatMap((row, index) =>
        index + 1 >= from && row.toLowerCase().includes(text.toLowerCase()) ? [index + 1] : [],
      )
      expect(kept(texts.map(received), { text }, from)).toEqual(expected)
    }),
  )
})

test('a filter that is no regular expression is refused with the reason', () => {
  expect(compileFilter({ ...everything, text: 'a(b', mode: 'regular-expression' })).toEqual({
    ok: false,
    refusal: {
      code: 'invalid-arguments',
      message: 'This is not a regular expression: Unterminated group.',
      field: 'text',
    },
  })
})
