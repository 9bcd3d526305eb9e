import { describe, expect, it } from 'vitest'
import { compileMatch, type Found } from '../../src/core/match.ts'

function look(path: string, message: string, equals = ''): Found | undefined {
  const compiled = compileMatch({ type: 'json-path', path, equals })
  if (!compiled.ok) throw new Error(compiled.refusal.message)
  return compiled.value(message)
}

describe('a regular expression', () => {
  it('does not match what is too long for it', () => {
    const compiled = compileMatch({ type: 'regular-expression', pattern: '^(x|y)*$', ignoreCase: false })
    if (!compiled.ok) throw new Error(compiled.refusal.message)
    expect(compiled.value('x'.repeat(16 * 1024 * 1024))).toBeUndefined()
    expect(compiled.value('xy')).toEqual(['xy', 'y'])
  })
})

describe('a JSON path', () => {
  it('gives numbers as they are written, also within what it selects', () => {
    const message = '{"id": 9007199254740993, "price": 1.10, "far": 1e400, "all": {"b": [-0, "9007199254740993 ,1.0"]}}'
    expect(look('$.id', message)?.slice(1)).toEqual(['9007199254740993'])
    expect(look('$["price","far"]', message)?.slice(1)).toEqual(['1.10', '1e400'])
    expect(look('$.all', message)?.slice(1)).toEqual(['{"b":[-0,"9007199254740993 ,1.0"]}'])
    expect(look('$.all.b[1]', message)?.slice(1)).toEqual(['9007199254740993 ,1.0'])
    expect(look('$.n', '{"n":12}')?.slice(1)).toEqual(['12'])
  })

  it('tells numbers apart that differ in their last digits, and takes one that is written otherwise for the same', () => {
    expect(look('$.id', '{"id":9007199254740993}', '9007199254740993')).toBeDefined()
    expect(look('$.id', '{"id":9007199254740993}', '9007199254740992')).toBeUndefined()
    expect(look('$.n', '{"n":1.0}', '1')).toBeDefined()
    expect(look('$.n', '{"n":1.0}', '1.0')).toBeDefined()
    expect(look('$[?@.n > 1].n', '[{"n":9007199254740993},{"n":0.5}]')?.slice(1)).toEqual(['9007199254740993'])
    const near = '[{"n":9007199254740992},{"n":9007199254740993},{"n":9007199254740994}]'
    expect(look('$[?@.n == 9007199254740993].n', near)?.slice(1)).toEqual(['9007199254740993'])
    expect(look('$[?@.n > 9007199254740992].n', near)?.slice(1)).toEqual(['9007199254740993', '9007199254740994'])
  })

  it.each(['0.5', '0.50', '0.05e1', '0.5E+0', '5e-1', '-0.5', '0.0', '0e7', '0.00', '0', '0.1', '0.30000000000000004'])(
    'compares with a number below one: %s',
    (number) => {
      expect(look(`$[?@.a == ${number}].a`, `[{"a":${number}}]`)?.slice(1)).toEqual([number])
      expect(look(`$[?@['0.5'] <= ${number} && @.x0 != "0.5"]['0.5']`, `[{"0.5":${number}}]`)?.slice(1)).toEqual([
        number,
      ])
      expect(look(`$[?@ > ${number}]`, '[1.5]')?.slice(1)).toEqual(['1.5'])
    },
  )

  it('tells numbers below one apart that differ in their last digits', () => {
    const near = '[0.300000000000000041,0.300000000000000042,0.300000000000000043]'
    expect(look('$[?@ == 0.300000000000000042]', near)?.slice(1)).toEqual(['0.300000000000000042'])
  })

  it.each(['01', '00.5', '0.', '.5', '0.5e'])('takes no number for one that RFC 9535 does not: %s', (number) => {
    expect(() => look(`$[?@ == ${number}]`, '[0.5]')).toThrow(/not a JSON path/)
  })

  it('looks through what is nested deeply, and does not match what is nested too deep to be looked through', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}{"id":7}${']'.repeat(depth)}`
    expect(look('$..id', nested(200))?.slice(1)).toEqual(['7'])
    expect(look('$..id', nested(100_000))).toBeUndefined()
  })

  it('is found beside a string of many millions of escapes', () => {
    const message = `{"text":"${'\\n \\" \\\\'.repeat(2_000_000)}","price":1.10}`
    expect(look('$.price', message)?.slice(1)).toEqual(['1.10'])
  })
})
