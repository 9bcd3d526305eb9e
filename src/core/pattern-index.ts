import { covers, type MatchPattern, type Purpose, type Target } from './match-pattern.ts'

/** A list of patterns that is quick to ask however long it is: only those for the host, or for any host, are compared. */
export interface PatternIndex {
  /** In the order of the list. */
  readonly patterns: readonly MatchPattern[]
  readonly byHost: ReadonlyMap<string, readonly MatchPattern[]>
  readonly anyHost: readonly MatchPattern[]
}

export function indexPatterns(patterns: readonly MatchPattern[]): PatternIndex {
  const byHost = new Map<string, MatchPattern[]>()
  const anyHost: MatchPattern[] = []
  for (const pattern of patterns) listFor(pattern, byHost, anyHost).push(pattern)
  return { patterns, byHost, anyHost }
}

/** @returns a pattern that covers the URL, one for its very host before one for a domain above it. */
export function findPattern(index: PatternIndex, target: Target, purpose: Purpose): MatchPattern | undefined {
  for (const host of hostAndDomains(target.host)) {
    const found = index.byHost.get(host)?.find((pattern) => covers(pattern, target, purpose))
    if (found) return found
  }
  return index.anyHost.find((pattern) => covers(pattern, target, purpose))
}

function listFor({ host }: MatchPattern, byHost: Map<string, MatchPattern[]>, anyHost: MatchPattern[]): MatchPattern[] {
  if (host.any) return anyHost
  const list = byHost.get(host.name) ?? []
  byHost.set(host.name, list)
  return list
}

/** `a.b.c`, `b.c`, `c`. */
function hostAndDomains(host: string): string[] {
  const labels = host.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}
