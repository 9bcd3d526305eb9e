import { covers, type MatchPattern, type Purpose, type Target } from './match-pattern.ts'
import { candidates, indexGrams, type PatternGrams, put } from './pattern-grams.ts'

/**
 * A list of patterns that is quick to ask however long it is: only those are compared that are for the host, or for any
 * host, and for the first segment of the path, or for any; and of many of those, which share characters with the URL.
 */
export interface PatternIndex {
  /** In the order of the list. */
  readonly patterns: readonly MatchPattern[]
  readonly byPlace: ReadonlyMap<string, PatternGrams>
}

const any = '*'

export function indexPatterns(patterns: readonly MatchPattern[]): PatternIndex {
  const byPlace = new Map<string, MatchPattern[]>()
  for (const pattern of patterns) {
    const { host, segment } = pattern
    put(byPlace, place(host.any ? any : host.name, segment), pattern)
  }
  return { patterns, byPlace: new Map([...byPlace].map(([key, list]) => [key, indexGrams(list)])) }
}

/** @returns a pattern that covers the URL, one for its very host before one for a domain above it. */
export function findPattern(index: PatternIndex, target: Target, purpose: Purpose): MatchPattern | undefined {
  for (const host of [...hostAndDomains(target.host), any]) {
    for (const segment of [...target.segments, undefined]) {
      const grams = index.byPlace.get(place(host, segment))
      const found = grams && candidates(grams, target).find((pattern) => covers(pattern, target, purpose))
      if (found) return found
    }
  }
  return undefined
}

/** No host has a slash in it. */
function place(host: string, segment: string | undefined): string {
  return segment === undefined ? host : `${host}/${segment}`
}

/** `a.b.c`, `b.c`, `c`. */
function hostAndDomains(host: string): string[] {
  const labels = host.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}
