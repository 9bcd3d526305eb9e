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
const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
const host = fc.constantFrom('h', 'a.h', 'b.a.h', '127.0.0.1')

const pattern = fc
  .tuple(fc.constantFrom('*', '*.h', 'h', 'a.h', '*.a.h', '127.0.0.1'), path)
  .map(([name, rest]) => parseMatchPattern(`*://${name}${rest}`))
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
