import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtInNames, literally, substitute, variableSource, variablesIn } from '../../src/core/variables.ts'

let count = 0
const builtIns = { now: () => 1_800_000_000_123, random: () => 0.5, uuid: () => 'u-1', count: () => ++count }
const source = variableSource(
  new Map([
    ['host', 'localhost'],
    ['a.b-c', '{{host}}'],
  ]),
  builtIns,
  'Staging',
)

describe('substitute', () => {
  it('puts values in the place of names, with or without white space', () => {
    expect(substitute('ws://{{host}}/{{ host }}', source)).toEqual({ ok: true, value: 'ws://localhost/localhost' })
  })

  it('puts braces where they begin no variable', () => {
    const text = '{"a":"{{$braces}}host}} {{host}} {{ $braces }}{{$braces}}"}'
    expect(substitute(text, source)).toEqual({ ok: true, value: '{"a":"{{host}} localhost {{{{"}' })
  })

  it('brings a text back as it was that was written literally', () => {
    const pieces = fc.constantFrom('{{', '}}', '{', '}', 'host', '$braces', '$uuid', ' ', 'x', '\\', '"')
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('')
        expect(substitute(literally(text), source)).toEqual({ ok: true, value: text })
      }),
    )
    expect(literally('{{a b}} plain {{}}')).toBe('{{a b}} plain {{}}')
  })

  it('does not look through values again', () => {
    expect(substitute('{{a.b-c}}', source)).toEqual({ ok: true, value: '{{host}}' })
  })

  it('names every variable that is not known, once, and its place', () => {
    expect(substitute('{{x}} {{y}} {{x}} {{host}}', source, 'url')).toMatchObject({
      ok: false,
      refusal: { code: 'unknown-variable', field: 'url', message: expect.stringMatching(/^\{\{x\}\}, \{\{y\}\} are/) },
    })
  })

  it('says so when no environment is chosen', () => {
    const nothing = variableSource(new Map(), builtIns, undefined)
    expect(substitute('{{x}}', nothing)).toMatchObject({
      refusal: { message: expect.stringContaining('no environment is chosen') },
    })
  })

  it('leaves braces alone that are no reference', () => {
    const text = '{{}} {{ }} {{a b}} {"a":{"b":{}}}'
    expect(substitute(text, source)).toEqual({ ok: true, value: text })
  })

  it.each(['toString', 'constructor', '__proto__'])('knows no %s but one that somebody has made', (name) => {
    expect(substitute(`{{${name}}}`, source)).toMatchObject({ ok: false, refusal: { code: 'unknown-variable' } })
  })

  it.each([
    ['$uuid', 'u-1'],
    ['$timestamp', '1800000000123'],
    ['$isoTimestamp', '2027-01-15T08:00:00.123Z'],
    ['$randomInt', '500'],
    ['$nul', '\0'],
  ])('knows %s', (name, value) => {
    expect(substitute(`{{${name}}}`, source)).toEqual({ ok: true, value })
  })

  it('counts on at each use', () => {
    count = 0
    expect(substitute('{{$counter}}-{{$counter}}', source)).toEqual({ ok: true, value: '1-2' })
  })
})

it('knows all it calls built in', () => {
  const filled = substitute(builtInNames.map((name) => `{{${name}}}`).join(), source)
  expect(filled.ok).toBe(true)
})

it('lists the names a text refers to, each once', () => {
  expect(variablesIn('{{b}} {{a}} {{b}} {{$uuid}}')).toEqual(['b', 'a', '$uuid'])
})
