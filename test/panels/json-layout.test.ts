import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexDump } from '../../panels/shared/hex-dump.ts'
import { jsonTokens, prettyJson } from '../../panels/shared/json-layout.ts'
import { pieces } from '../../panels/shared/text-pieces.ts'

test('lays JSON out with a line per value', () => {
  expect(prettyJson('{"a":[1,{"b":null}],"c":{},"d":[ ]}')).toBe(
    ['{', '  "a": [', '    1,', '    {', '      "b": null', '    }', '  ],', '  "c": {},', '  "d": []', '}'].join('\n'),
  )
})

test('keeps numbers, escapes and the order of keys as they were written', () => {
  const json = '{"z":12345678901234567890.10,"a":"\\u0041 \\" { , :","z":1e2}'
  expect(prettyJson(json).replace(/\n */g, '').replaceAll('": ', '":')).toBe(json)
})

test('changes nothing but white space', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
      const spaced = JSON.stringify(JSON.parse(json), null, indent)
      expect(prettyJson(spaced)).toBe(JSON.stringify(JSON.parse(json), null, 2))
    }),
  )
})

test('takes a string of many millions of characters', () => {
  const json = `["${'x'.repeat(12_000_000)}"]`
  expect(prettyJson(json)).toHaveLength(json.length + 4)
})

test('takes a string of many millions of escapes', () => {
  const string = `"${'\\n\\" \\\\'.repeat(2_000_000)}"`
  expect(prettyJson(`[${string}]`)).toBe(`[\n  ${string}\n]`)
})

test('colours tokens without losing any', () => {
  const text = prettyJson('{"key":"v\\"","n":-1.5e+3,"t":[true,false,null]}')
  const tokens = jsonTokens(text)
  expect(tokens.map((token) => token.text).join('')).toBe(text)
  expect(tokens.filter(({ kind }) => kind !== 'other').map(({ kind }) => kind)).toEqual([
    'key',
    'string',
    'key',
    'number',
    'key',
    'literal',
    'literal',
    'literal',
  ])
})

test('cuts a text behind line ends, and within what is longer than four pieces', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n') }), fc.integer({ min: 1, max: 9 }), (text, least) => {
      const cut = pieces(text, least)
      expect(cut.join('')).toBe(text)
      for (const piece of cut.slice(0, -1)) {
        expect(piece.length).toBeGreaterThanOrEqual(least)
        expect(piece.length).toBeLessThanOrEqual(4 * least)
        if (!piece.endsWith('\n')) expect(piece).toHaveLength(least)
      }
    }),
    { numRuns: 1000 },
  )
})

test('dumps bytes as offset, hexadecimal and ASCII', () => {
  const bytes = new TextEncoder().encode('Switchboard \u0001\u00e9 jack')
  expect(hexDump(bytes)).toBe(
    '00000000  53 77 69 74 63 68 62 6f  61 72 64 20 01 c3 a9 20  Switchboard ... \n' +
      `00000010  6a 61 63 6b${' '.repeat(39)}jack\n`,
  )
})
