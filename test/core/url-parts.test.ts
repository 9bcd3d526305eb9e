import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedParameter,
  joinUrl,
  parametersOf,
  readParameter,
  splitUrl,
  withParameters,
  withPart,
  writtenParameter,
} from '../../src/core/url-parts.ts'

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^(wss?:\/\/)?[a-z:@[\]/?#&={}%+]{0,20}$/))

describe('a URL in parts', () => {
  it('is put together as it was', () => {
    fc.assert(fc.property(anyText, (text) => joinUrl(splitUrl(text)) === text))
  })

  it.each([
    ['wss://example.com:8443/a/b?x=1#f', ['wss', 'example.com', '8443', '/a/b', 'x=1', '#f']],
    ['ws://[::1]:80/', ['ws', '[::1]', '80', '/', undefined, '']],
    ['example.com?x', [undefined, 'example.com', undefined, '', 'x', '']],
    ['ws://me:secret@host/', ['ws', 'host', undefined, '/', undefined, '']],
    // As browsers read it.
    ['ws://h\\@e/', ['ws', 'h', undefined, '\\@e/', undefined, '']],
    ['{{base}}/path?', [undefined, '{{base}}', undefined, '/path', '', '']],
    ['', [undefined, '', undefined, '', undefined, '']],
  ])('%s is split', (text, expected) => {
    const { scheme, host, port, path, query, fragment } = splitUrl(text)
    expect([scheme, host, port, path, query, fragment]).toEqual(expected)
  })

  it.each([
    ['port', '', 'ws://h/p?q'],
    ['port', '0', 'ws://h/p?q'],
    ['port', '8080', 'ws://h:8080/p?q'],
    ['scheme', 'wss', 'wss://h:1/p?q'],
    ['host', ' example.com ', 'ws://example.com:1/p?q'],
    ['host', '[::', 'ws://[::]:1/p?q'],
    ['host', 'fe80::1', 'ws://[fe80::1]:1/p?q'],
    ['host', '[::1]', 'ws://[::1]:1/p?q'],
    ['path', 'a b?#', 'ws://h:1/a b%3F%23?q'],
    ['path', '', 'ws://h:1?q'],
  ] as const)('%s becomes “%s”', (part, written, expected) => {
    expect(withPart('ws://h:1/p?q', part, written)).toBe(expected)
  })
})

describe('query parameters', () => {
  const off = [
    { at: 1, text: 'b=2' },
    { at: 9, text: 'd' },
  ]

  it('that are switched off stand at their places', () => {
    const all = parametersOf('ws://h/?a=1&c=3', off)
    expect(all.map(({ text, enabled }) => `${text} ${enabled}`)).toEqual([
      'a=1 true',
      'b=2 false',
      'c=3 true',
      'd false',
    ])
    expect(withParameters('ws://h/?a=1&c=3', all)).toEqual({
      url: 'ws://h/?a=1&c=3',
      switchedOff: [
        { at: 1, text: 'b=2' },
        { at: 3, text: 'd' },
      ],
    })
  })

  it('go with the last of them, and come back', () => {
    const none = withParameters('ws://h/?a=1#f', [{ text: 'a=1', enabled: false }])
    expect(none).toEqual({ url: 'ws://h/#f', switchedOff: [{ at: 0, text: 'a=1' }] })
    const again = parametersOf(none.url, none.switchedOff).map((parameter) => ({ ...parameter, enabled: true }))
    expect(withParameters(none.url, again).url).toBe('ws://h/?a=1#f')
  })

  it('are in step both ways, whatever they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, value) => {
        fc.pre(!/\{\{[^{}]*\}\}/.test(name + value))
        const { url } = withParameters('ws://h/', [{ text: writtenParameter(name, value), enabled: true }])
        const [only] = parametersOf(url, [])
        expect(readParameter(only?.text ?? '')).toEqual({ name, value })
      }),
    )
  })

  it('keep variables, and a name without a value', () => {
    expect(writtenParameter('to ken', '{{token}} +')).toBe('to%20ken={{token}}%20%2B')
    expect(changedParameter('flag', { name: 'flags' })).toBe('flags')
    expect(changedParameter('flag', { value: '' })).toBe('flag')
    expect(changedParameter('flag=1', { value: '' })).toBe('flag=')
    expect(changedParameter('', { name: 'a b' })).toBe('a%20b')
  })

  it('keeps what is not changed as it was written', () => {
    expect(changedParameter('name=M%FCller=+%2f', { name: 'who' })).toBe('who=M%FCller=+%2f')
    expect(changedParameter('n%FC=1', { value: '2' })).toBe('n%FC=2')
    expect(readParameter('a=b=c')).toEqual({ name: 'a', value: 'b=c' })
    expect(readParameter('a=%zz+')).toEqual({ name: 'a', value: '%zz+' })
  })
})
