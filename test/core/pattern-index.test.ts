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

const pattern = fc
  .tuple(fc.constantFrom('*', '*.h', 'h', 'a.h', '*.a.h', '127.0.0.1'), path)
  .map(([name, rest]) => parseMatchPattern(`*://${name}${rest}`))
  .filter((read): read is MatchPattern => typeof read !== 'string')

/** For any host, with longer runs. */
const other = fc
  .array(fc.oneof(piece, piece, fc.constantFrom('*/', 'aab', 'abab', 'ab%2fa', 'aab?ab', '?abab*', '?*b%61ab')), {
    maxLength: 8,
  })
  .map((pieces) => parseMatchPattern(`*://*/*${pieces.join('')}`))
  .filter((read): read is MatchPattern => typeof read !== 'string')

const url = fc.tuple(host, path).map(([name, rest]) => new URL(`ws://${name}${rest.replaceAll('*', 'c')}`))

it('finds a pattern exactly when one of the list covers the URL', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 6 }),
      url,
      fc.constantFrom('allow', 'block'),
      (patterns, address, purpose) => {
        const target = targetOf(address)
        const found = findPattern(indexPatterns(patterns), target, purpose)
        expect(found !== undefined).toBe(patterns.some((one) => covers(one, target, purpose)))
      },
    ),
    { numRuns: 4_000 },
  )
})

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
