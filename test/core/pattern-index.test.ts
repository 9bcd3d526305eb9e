import fc from 'fast-check'
import { expect, it } from 'vitest'
import { covers, type MatchPattern, parseMatchPattern, targetOf } from '../../src/core/match-pattern.ts'
import { findPattern, indexPatterns } from '../../src/core/pattern-index.ts'

const piece = fc.constantFrom(
  '/',
  '/',
  '*',
  'a',
  'b',
  '%2f',
  '%2F',
  '%252f',
  '..',
  '.',
  '%2e%2e',
  ';',
  ';x',
  '\\',
  '%5c',
  '?',
  '%3f',
  '%00',
  'A',
  '//',
  '%c3',
  '%a4',
  'ä',
)
const path = fc.array(piece, { maxLength: 10 }).map((pieces) => `/${pieces.join('')}`)
const host = fc.constantFrom('h', 'a.h', 'b.a.h', '127.0.0.1')

const patternFor = (paths: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom('*', '*.h', 'h', 'a.h', '*.a.h', '127.0.0.1'), paths)
    .map(([name, rest]) => parseMatchPattern(`*://${name}${rest}`))
    .filter((read): read is MatchPattern => typeof read !== 'string')

const pattern = patternFor(path)

/** For any host, with longer runs. */
const other = fc
  .array(fc.oneof(piece, piece, fc.constantFrom('*/', 'aab', 'abab', 'ab%2fa', 'aab?ab', '?abab*', '?*b%61ab')), {
    maxLength: 8,
  })
  .map((pieces) => parseMatchPattern(`*://*/*${pieces.join('')}`))
  .filter((read): read is MatchPattern => typeof read !== 'string')

const urlOf = ([name, rest]: [string, string]) => new URL(`ws://${name}${rest.replaceAll('*', 'c')}`)
const url = fc.tuple(host, path).map(urlOf)

/** Patterns with a URL that is likely to be covered by some of them. */
const near = fc.tuple(host, path).chain(([name, rest]) => {
  const alike = fc.integer({ min: 1, max: rest.length }).map((length) => `${rest.slice(0, length)}*`)
  const patterns = fc.array(fc.oneof(pattern, patternFor(fc.oneof(fc.constant(rest), alike))), { maxLength: 6 })
  return fc.tuple(patterns, fc.constant(urlOf([name, rest])))
})

it.each([
  // What is beside bytes that are no UTF-8, half a character, and what is decoded once more than servers are known to.
  ['/ä%a4', '/ä%a4'],
  ['/%c3ä/*', '/%c3ä/x'],
  ['/\ud800/*', '/\ud800/x'],
  ['/a%25252fb/c', '/a%2%35252fb/c'],
  ['/a%2%35252fb/c', '/a%25252fb/c'],
  ['/%2525c3%2525a4%25252f%2525c3*', '/%2525c3%2525a4%25252f%2525c3%2525a4'],
])('finds %s for %s', (written, asked) => {
  const one = parseMatchPattern(`*://h${written}`) as MatchPattern
  const target = targetOf(new URL(`ws://h${asked}`))
  expect(covers(one, target, 'block')).toBe(true)
  expect(findPattern(indexPatterns([one]), target, 'block')).toBe(one)
})

it('finds a pattern exactly when one of the list covers the URL', () => {
  fc.assert(
    fc.property(near, fc.constantFrom('allow', 'block'), ([patterns, address], purpose) => {
      const target = targetOf(address)
      const found = findPattern(indexPatterns(patterns), target, purpose)
      expect(found !== undefined).toBe(patterns.some((one) => covers(one, target, purpose)))
    }),
    { numRuns: 4_000 },
  )
})

it.each([
  ['/*room', 'allow', '/room'],
  ['/*room', 'allow', '/a/b/room'],
  ['/*room', 'block', '/ROOM'],
  ['/*room', 'block', '/a%2fb/%2572oom'],
  ['/*?key=*room', 'allow', '/x?key=room'],
  ['/*?key=*room', 'block', '/xy?key=a%2552oom'],
] as const)(
  'finds each of a long list %s… that differ in the last characters, to %s %s…',
  (written, purpose, asked) => {
    const numbers = Array.from({ length: 50 }, (_, index) => 10 + index)
    const patterns = numbers.map((number) => parseMatchPattern(`*://*${written}${number}`) as MatchPattern)
    const index = indexPatterns(patterns)
    const found = numbers.map((number) => findPattern(index, targetOf(new URL(`ws://h${asked}${number}`)), purpose))
    expect(found).toEqual(patterns)
  },
)

it('finds the same in a long list, where only what shares characters with the URL is compared', () => {
  // Many for one place, among them those that the pieces make, in all their spellings.
  const long = fc.array(fc.oneof(pattern, other), { minLength: 40, maxLength: 60 })
  fc.assert(
    fc.property(long, url, fc.constantFrom('allow', 'block'), (patterns, address, purpose) => {
      const target = targetOf(address)
      const anyHost = indexPatterns(patterns.filter(({ host, segment }) => host.any && segment === undefined))
      const alone = anyHost.patterns.find((one) => covers(one, target, purpose))
      expect(findPattern(anyHost, target, purpose)).toBe(alone)
      const found = findPattern(indexPatterns(patterns), target, purpose)
      expect(found !== undefined).toBe(patterns.some((one) => covers(one, target, purpose)))
    }),
    { numRuns: 500 },
  )
})
