import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Direction, LogContent } from '../../src/core/log-entry.ts'
import { type Block, textOf } from '../../src/log/block.ts'
import { BlockBuilder } from '../../src/log/block-builder.ts'
import { compileFilter } from '../../src/log/compile-filter.ts'
import { type CompiledFilter, type Filter, noFilter } from '../../src/log/filter.ts'
import { matchRows } from '../../src/log/match-rows.ts'
import { note, received } from './support.ts'

/** The sequence numbers of the contents that a filter keeps. */
async function kept(contents: readonly LogContent[], filter: Partial<Filter>, from = 1): Promise<number[]> {
  return keptBy(await compileFilter({ ...noFilter, ...filter }), contents, from)
}

function keptBy(
  compiled: Awaited<ReturnType<typeof compileFilter>>,
  contents: readonly LogContent[],
  from = 1,
): number[] {
  if (!compiled.ok) throw new Error(compiled.refusal.message)
  const builder = new BlockBuilder()
  for (const content of contents) builder.append(content, 0)
  const block = builder.build(1)
  const seqs = seqsIn(block, compiled.value, from)
  // Long rows are in a list, and found in the same way.
  const list = Array.from(block.kinds, (_, index) => textOf(block, index))
  expect(seqsIn({ ...block, text: list }, compiled.value, from)).toEqual(seqs)
  return seqs
}

function seqsIn(block: Block, filter: CompiledFilter, from: number): number[] {
  const seqs: number[] = []
  matchRows(block, from, [filter], (seq) => seqs.push(seq))
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
  { filter: { text: 'hello', matchCase: true }, seqs: [2, 5] },
  { filter: { text: 'hello', direction: 'received' }, seqs: [1, 4] },
  { filter: { text: 'hello', direction: 'received', invert: true }, seqs: [6] },
  { filter: { direction: 'sent' }, seqs: [2] },
  { filter: { invert: true }, seqs: [1, 2, 3, 4, 5, 6] },
  { filter: { text: 'EXAMPLE.org/ chat' }, seqs: [3] },
  { filter: { text: 'connectionId' }, seqs: [] },
  { filter: { text: 'said "' }, seqs: [5] },
  { filter: { text: '^hello', mode: 'regular-expression' }, seqs: [1, 2, 4] },
  { filter: { text: '^hello', mode: 'regular-expression', matchCase: true }, seqs: [2] },
  { filter: { text: '^hello', mode: 'regular-expression', matchCase: true, invert: true }, seqs: [1, 3, 4, 5, 6] },
  { filter: { text: 'o$', mode: 'regular-expression' }, seqs: [2] },
  { filter: { text: '^$', mode: 'regular-expression' }, seqs: [6] },
  { filter: { kind: 'message' }, seqs: [1, 2, 4, 6] },
  { filter: { kind: 'text', direction: 'received' }, seqs: [1, 6] },
  { filter: { kind: 'binary' }, seqs: [4] },
  { filter: { kind: 'note', text: 'hello' }, seqs: [5] },
  { filter: { size: { least: 11 } }, seqs: [1, 4] },
  { filter: { size: { most: 5 } }, seqs: [2, 6] },
  { filter: { size: { least: 1, most: 11 } }, seqs: [1, 2] },
  { filter: { text: '[dD]|chat', mode: 'regular-expression' }, seqs: [1, 3, 5] },
])('$filter keeps $seqs', async ({ filter, seqs }) => {
  expect(await kept(sample, filter)).toEqual(seqs)
})

test('what does not fit is what the check of its way says, and no other entry', async () => {
  const compiled = await compileFilter({ ...noFilter, kind: 'misfit', text: 'o' }, new Set(), (direction, text) => {
    return direction === 'received' && text.startsWith('H')
  })
  expect(await keptBy(compiled, [...sample, received('Hi')])).toEqual([1])
  expect(await kept(sample, { kind: 'misfit' })).toEqual([])
})

test('a message that was to be JSON and is not is an error, too', async () => {
  const toBeJson = (data: string | Uint8Array, direction: Direction = 'received'): LogContent => {
    return { type: 'message', direction, data, toBeJson: true }
  }
  const contents: readonly LogContent[] = [
    { type: 'error', connectionId: 'c', message: 'no more' },
    ...[toBeJson('{"a":1}'), toBeJson('{"a":'), toBeJson(''), toBeJson(new Uint8Array([123])), received('{"a":')],
    toBeJson('{', 'sent'),
    note('{'),
  ]
  expect(await kept(contents, { kind: 'error' })).toEqual([1, 3, 4, 7])
  expect(await kept(contents, { kind: 'error', text: 'a' })).toEqual([3])
  expect(await kept(contents, { kind: 'error', direction: 'received' })).toEqual([3, 4])
  expect(await kept(contents, { kind: 'message' })).toEqual([2, 3, 4, 5, 6, 7])
})

test('a hit never reaches over the end of a row', async () => {
  expect(await kept(['ab', 'ab', 'aab', 'b', ''].map(received), { text: 'ba' })).toEqual([])
  expect(await kept(['xab', 'abx', 'bab'].map(received), { text: 'ab' })).toEqual([1, 2, 3])
})

test('characters that mean something in a pattern mean themselves', async () => {
  expect(await kept(['a.b', 'aXb', '[{(*+?^$|\\/-)}]'].map(received), { text: 'a.b' })).toEqual([1])
  expect(await kept(['[{(*+?^$|\\/-)}]'].map(received), { text: '[{(*+?^$|\\/-)}]' })).toEqual([1])
})

test('searching all rows at once finds what searching each does', async () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', 'É', '😀', '.'), maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(word), word, fc.integer({ min: 1, max: 5 }), async (texts, text, from) => {
      const expected = texts.flatMap((row, index) =>
        index + 1 >= from && row.toLowerCase().includes(text.toLowerCase()) ? [index + 1] : [],
      )
      expect(await kept(texts.map(received), { text }, from)).toEqual(expected)
    }),
  )
})

test.each([
  ['\\p{Lu}', [1]],
  ['^[😀]$', [2]],
  ['{"[😃]', []],
  ['\\u{1F600}', [2]],
  ['^\\P{L}+$', [2, 5]],
  ['{"n":\\d\\}', [3]],
  ['a\\-b', [4]],
  ['[[]\\d+]', [5]],
  ['^[^1-9]+$', [1, 2, 4, 6]],
  ['\\\\p{', [6]],
])('the expression %s keeps %j', async (text, seqs) => {
  const contents = ['Änne', '😀', '{"n":1}', 'a-b', '[1]', 'c:\\p{x}'].map(received)
  expect(await kept(contents, { mode: 'regular-expression', text, matchCase: true })).toEqual(seqs)
})

test('an expression that would mean something else without its characters is refused', async () => {
  const refused = await compileFilter({ ...noFilter, text: '{"name":"\\p{L}', mode: 'regular-expression' })
  expect(refused).toMatchObject({ ok: false, refusal: { field: 'text' } })
})

test('a filter that is no regular expression is refused with the reason', async () => {
  expect(await compileFilter({ ...noFilter, text: 'a(b', mode: 'regular-expression' })).toEqual({
    ok: false,
    refusal: {
      code: 'invalid-arguments',
      message: 'This is not a regular expression: Unterminated group.',
      field: 'text',
    },
  })
})

test('sizes are those of UTF-8', async () => {
  const contents = ['é'.repeat(10), '€'.repeat(10), '😀'.repeat(10), 'x'.repeat(20)].map(received)
  expect(await kept(contents, { size: { least: 20, most: 20 } })).toEqual([1, 4])
  expect(await kept(contents, { size: { least: 30, most: 39 } })).toEqual([2])
  expect(await kept(contents, { size: { least: 31 } })).toEqual([3])
})

const documents: readonly LogContent[] = [
  received('{"type":"tick","n":5,"user":{"id":"a$b"}}'),
  received('{"type":"trade","n":9,"items":[{"price":1},{"price":7}]}'),
  received('not JSON'),
  { type: 'message', direction: 'sent', data: new TextEncoder().encode('{"n":1}') },
  note('{"n":1}'),
]

test.each([
  ['$.n', [1, 2, 4]],
  ['@.n', [1, 2, 4]],
  ['$.n > 4 && $.type == "tick"', [1]],
  ['$.user.id == "a$b"', [1]],
  ['$.items[?@.price > 5]', [2]],
  ['$..price', [2]],
  ['$.n > 0.5 && $.n < 5.5', [1, 4]],
  ['match($.type, "t.*e")', [2]],
  ['!$.user', [2, 4]],
])('the condition %s keeps %j', async (text, seqs) => {
  expect(await kept(documents, { mode: 'json-path', text })).toEqual(seqs)
  const others = [1, 2, 3, 4, 5].filter((seq) => !seqs.includes(seq))
  expect(await kept(documents, { mode: 'json-path', text, invert: true })).toEqual(others)
})

test.each([
  ['$.id == 9007199254740993', [2]],
  ['$.id != 9007199254740993 && $.id', [1, 3, 5]],
  ['$.id > 9007199254740992 && $.id <= 9007199254740994', [2, 3]],
  ['$.id == $.same && $.id', [3]],
  ['$.price == 1.1', [4]],
])('the condition %s tells numbers apart that have one double: %j', async (text, seqs) => {
  const contents = [
    received('{"id":9007199254740992,"9007199254740993":1}'),
    received('{"id":9007199254740993,"same":9007199254740992}'),
    received('{"id":9007199254740994,"same":9007199254740994.0}'),
    received('{"price":1.10,"long":9007199254740993}'),
    received('{"id":-1.00000000000000000001,"same":-1.0}'),
  ]
  expect(await kept(contents, { mode: 'json-path', text })).toEqual(seqs)
})

test('a condition is asked of what is nested deeply, too', async () => {
  const nested = [received(`${'['.repeat(200)}{"deep":0.25}${']'.repeat(200)}`)]
  expect(await kept(nested, { mode: 'json-path', text: '$..[?@.deep == 0.25]' })).toEqual([1])
})

test('what is no JSON path is refused with the reason', async () => {
  const refused = await compileFilter({ ...noFilter, text: '$.a ==', mode: 'json-path' })
  expect(refused).toMatchObject({ ok: false, refusal: { field: 'text' } })
  expect(refused.ok ? '' : refused.refusal.message).toMatch(/^This is not a JSON path or condition: [a-z ]+\.$/)
})
