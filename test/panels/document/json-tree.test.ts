import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexJson } from '../../../panels/shared/document/index-json.ts'
import { JsonTree } from '../../../panels/shared/document/json-tree.ts'
import { prettyPart } from '../../../panels/shared/document/pretty-values.ts'
import { prettyJson } from '../../../panels/shared/json-layout.ts'
import { isJson } from '../../../src/core/json.ts'

const indexOf = (json: string) => indexJson(json) ?? expect.unreachable(`This is JSON: ${json}`)
const treeOf = (json: string) => {
  const tree = new JsonTree(indexOf(json))
  tree.setAllOpen(true)
  return tree
}

/** All values in the order of a document, each with its level. */
function* walk(value: unknown, level = 1): Generator<readonly [number, unknown]> {
  yield [level, value]
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) yield* walk(inner, level + 1)
}

test('every value is found, whatever the white space', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const json = JSON.stringify(value, null, indent)
      const tree = treeOf(json)
      const rows = tree.rows(0, tree.count)
      const expected = [...walk(JSON.parse(json))]
      expect(rows.map(({ level }) => level)).toEqual(expected.map(([level]) => level))
      rows.forEach((_, row) => {
        const [, wanted] = expected[row] ?? []
        const written = tree.value(row)
        expect(typeof wanted === 'string' ? written : JSON.parse(written)).toEqual(wanted)
      })
    }),
  )
})

test('what is JSON is what the browser takes for it', () => {
  const token = fc.constantFrom(
    ...'{}[]:,"',
    ' ',
    '1',
    '-0',
    '01',
    '1.',
    '.5',
    '1e5',
    '2E+',
    '""',
    '"a"',
    'true',
    'nul',
    String.raw`"\u12"`,
    String.raw`"\n"`,
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      expect(indexJson(tokens.join('')) !== undefined).toBe(isJson(tokens.join('')))
    }),
    { numRuns: 5000 },
  )
  // One character of valid JSON is another, or missing.
  const broken = fc.tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ...'{}[]:,"\\0e-.\n\u0000 '))
  fc.assert(
    fc.property(broken, ([value, place, other]) => {
      const json = JSON.stringify(value)
      const at = place % json.length
      const changed = json.slice(0, at) + other + json.slice(at + 1)
      expect(indexJson(changed) !== undefined).toBe(isJson(changed))
    }),
    { numRuns: 5000 },
  )
})

test('it is laid out as everywhere', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 3), (value, indent) => {
      const json = JSON.stringify(value, null, indent)
      const index = indexOf(json)
      expect(prettyPart(index, 0, Number.POSITIVE_INFINITY).text).toBe(prettyJson(json))
      let parts = ''
      for (let from = 0; from < index.length; ) {
        const { text, next } = prettyPart(index, from, 8)
        parts += text
        from = next
      }
      expect(parts).toBe(prettyJson(json))
    }),
  )
})

test('quotation marks and backslashes in strings end nothing', () => {
  const json = String.raw`["\"", "\\", "\\\"]", {"\"{": 1}]`
  const tree = treeOf(json)
  expect(
    tree
      .rows(0, 9)
      .map(({ name, text }) => [name, text])
      .slice(1),
  ).toEqual([
    ['0', String.raw`"\""`],
    ['1', String.raw`"\\"`],
    ['2', String.raw`"\\\"]"`],
    ['3', String.raw`{"\"{": 1}`],
    [String.raw`"\"{"`, '1'],
  ])
})

test('small documents are open as far as they are seen at a glance', () => {
  const opened = (json: string) => new JsonTree(indexOf(json)).count
  expect(opened('{"a":{"b":{"c":[1,2]}}}')).toBe(6)
  expect(opened('1')).toBe(1)
  expect(opened('[]')).toBe(1)
  const wide = JSON.stringify(Array.from({ length: 30 }, () => [1, 2, 3]))
  expect(opened(wide)).toBe(31)
  expect(opened(JSON.stringify(Array.from({ length: 500 }, () => [1])))).toBe(501)
})

test('depth needs no stack', () => {
  const depth = 100_000
  const tree = treeOf('['.repeat(depth) + ']'.repeat(depth))
  expect(tree.count).toBe(depth)
  expect(tree.path(depth - 1)).toHaveLength(1 + 3 * (depth - 1))
})

test('a closed value hides what is in it, and what was active is found again', () => {
  const tree = treeOf('{"a":{"b":[1,2]},"c":3}')
  expect(tree.setOpen(1, false)).toBe(3)
  expect(tree.rows(0, 9).map(({ name }) => name)).toEqual([undefined, '"a"', '"c"'])
  const inner = 3
  expect(tree.rowOf(inner)).toBe(1)
  tree.setAllOpen(true)
  expect(tree.rowOf(inner)).toBe(3)
  expect(tree.parentOf(3)).toBe(2)
  expect(tree.parentOf(0)).toBe(0)
  expect(tree.rowNamed('C', 0)).toBe(5)
  expect(tree.rowNamed('z', 0)).toBeUndefined()
})
