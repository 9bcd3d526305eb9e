import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSubprotocols, splitSubprotocols } from '../../src/core/subprotocols.ts'

describe('splitSubprotocols', () => {
  it('keeps order and drops what is empty', () => {
    expect(splitSubprotocols(' v2.chat , v1.chat ,, ')).toEqual(['v2.chat', 'v1.chat'])
  })
})

describe('checkSubprotocols', () => {
  it.each([[[]], [['mqtt']], [['graphql-transport-ws', 'graphql-ws']], [["!#$%&'*+-.^_`|~"]]])('takes %j', (names) => {
    expect(checkSubprotocols(names)).toEqual({ ok: true, value: names })
  })

  it.each([
    [['a b'], /“a b” is not a valid name/],
    [['ok', 'b(ad)'], /“b\(ad\)”/],
    [['naïve'], /“naïve”/],
    [['a', 'b', 'a'], /“a” is listed twice/],
    [['line\nbreak'], /not a valid name/],
  ])('refuses %j by name', (names, sentence) => {
    const checked = checkSubprotocols(names)
    expect(checked).toMatchObject({ ok: false, refusal: { code: 'invalid-headers', field: 'subprotocols' } })
    expect(!checked.ok && checked.refusal.message).toMatch(sentence)
  })

  it('never lets a separator through', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const separator = /[^\x21-\x7e]|["(),/:;<=>?@[\\\]{}]/.test(name) || name === ''
        expect(checkSubprotocols([name]).ok).toBe(!separator)
      }),
    )
  })
})
