import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minifyJson } from '../../src/core/json.ts'
import { checkJson } from '../../src/core/json-check.ts'
import { positionAt } from '../../src/core/text-fault.ts'

describe('checkJson', () => {
  it.each(['{}', ' {"a":1} ', '\n\t{"b":[1,2]}'])('takes the object %j', (text) => {
    expect(checkJson(text, 'object')).toEqual({ ok: true, value: text })
  })

  it.each(['1', '"x"', 'null', '[{}]', ' true '])('takes %j as a value but not as an object', (text) => {
    expect(checkJson(text, 'value').ok).toBe(true)
    const refused = checkJson(text, 'object')
    expect(!refused.ok && refused.refusal.message).toMatch(/A JSON object was expected/)
  })

  it.each([
    ['', 1, 1],
    ['{"a":}', 1, 6],
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3],
    ['[1,\n2', 2, 2],
    ['{"a":1} x', 1, 9],
    ['"line\nbreak"', 1, 6],
    ['{"a":01}', 1, 7],
    ['[', 1, 2],
  ])('says where %j is wrong', (text, line, column) => {
    const checked = checkJson(text, 'value')
    expect(checked).toMatchObject({ ok: false, refusal: { code: 'invalid-json', field: 'message' } })
    expect(!checked.ok && checked.refusal.message).toMatch(new RegExp(`^Line ${line}, column ${column}: `))
  })

  it('answers as JSON.parse does, whatever the text', () => {
    const text = fc.oneof(fc.json(), fc.string(), fc.stringMatching(/^[[\]{}",:0-9eE.+\-tfn\\ ]*$/))
    fc.assert(
      fc.property(text, (given) => {
        const checked = checkJson(given, 'value')
        expect(checked.ok).toBe(parses(given))
        if (!checked.ok) expect(checked.refusal.message).toMatch(/^Line \d+, column \d+: \S/)
      }),
    )
  })

  it('takes strings of many millions of escapes, and finds where one breaks', () => {
    const string = `"${'\\n\\" \\u00e4'.repeat(2_000_000)}`
    expect(checkJson(`[ ${string}" ]`, 'value').ok).toBe(true)
    expect(checkJson(`[ ${string}`, 'value')).toMatchObject({
      refusal: { message: expect.stringContaining('The text ends within a string') },
    })
    expect(checkJson(`[ ${string}", ]`, 'value')).toMatchObject({
      refusal: { message: expect.stringContaining('follows a comma') },
    })
  })

  it('survives nesting deeper than a stack', () => {
    expect(checkJson('['.repeat(100_000), 'value').ok).toBe(false)
  })
})

describe('minifyJson', () => {
  it('leaves numbers, strings, escapes and key order as typed', () => {
    const text = '{ "10": 12345678901234567890.10,\n "2" : "a \\" b",\t"e": [ 1E+2 , -0.0 ] }'
    expect(minifyJson(text)).toBe('{"10":12345678901234567890.10,"2":"a \\" b","e":[1E+2,-0.0]}')
  })

  it('takes strings longer than a stack is deep', () => {
    const text = JSON.stringify('x'.repeat(20_000_000))
    expect(minifyJson(`[ ${text} ]`)).toHaveLength(text.length + 2)
  })

  it('takes strings of many millions of escapes', () => {
    const string = `"${'\\n \\" \\\\'.repeat(2_000_000)}"`
    expect(minifyJson(`[ ${string} ]`)).toBe(`[${string}]`)
  })

  it('means the same and has no white space between tokens', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(minifyJson(text)).toBe(JSON.stringify(value))
      }),
    )
  })
})

describe('positionAt', () => {
  it('counts lines and columns from 1', () => {
    expect(positionAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 })
    expect(positionAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 })
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
