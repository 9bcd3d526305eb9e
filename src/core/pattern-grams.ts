import type { MatchPattern, Target } from './match-pattern.ts'

/** Patterns of which only those need be compared that share some characters with the URL. */
export interface PatternGrams {
  /** In the order of the list. */
  readonly patterns: readonly MatchPattern[]
  /** The places in the list of those that cannot be told by characters. */
  readonly always: readonly number[]
  readonly byGram: ReadonlyMap<number, readonly number[]>
}

/** So many characters in a row; shorter ones are in too many URLs. */
const length = 4

/** Fewer patterns are compared one by one. */
const fewest = 32

/**
 * Each pattern goes under the rarest characters that must be in a URL it covers: in path and query as written or, where
 * it blocks, as a lenient server reads them.
 */
export function indexGrams(patterns: readonly MatchPattern[]): PatternGrams {
  const all = [...patterns.keys()]
  if (patterns.length < fewest) return { patterns, always: all, byGram: new Map() }
  const forms = patterns.map(formsOf)
  const counts = new Map<number, number>()
  for (const gram of forms.flat(2)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const rarest = (grams: readonly number[]) =>
    grams.reduce((best, gram) => ((counts.get(gram) ?? 0) < (counts.get(best) ?? 0) ? gram : best), grams[0] ?? 0)
  const byGram = new Map<number, number[]>()
  const always: number[] = []
  for (const [place, grams] of forms.entries()) {
    if (grams.some((form) => form.length === 0)) always.push(place)
    else for (const gram of new Set(grams.map(rarest))) put(byGram, gram, place)
  }
  return { patterns, always, byGram }
}

/** The patterns that may cover a URL, and all that do, in the order of the list. */
export function candidates({ patterns, always, byGram }: PatternGrams, target: Target): MatchPattern[] {
  const places = new Set(always)
  if (byGram.size > 0) {
    for (const text of [target.pathAndQuery.plain, target.pathAndQuery.lenient]) {
      for (let at = 0; at + length <= text.length; at += 1) {
        for (const place of byGram.get(gramAt(text, at)) ?? []) places.add(place)
      }
    }
  }
  return [...places].sort((one, other) => one - other).flatMap((place) => patterns[place] ?? [])
}

/** Of the query, which tells more, or of the path; both must be in the URL. */
function formsOf({ path, query }: MatchPattern): (readonly number[])[] {
  const forms = query ? [gramsOf(query.plain), gramsOf(query.lenient)] : []
  return query && forms.every((form) => form.length > 0) ? forms : [gramsOf(path.plain), gramsOf(path.lenient)]
}

function gramsOf({ first, middle, last = '' }: MatchPattern['path']['plain']): number[] {
  return [first, ...middle, last].flatMap((run) =>
    Array.from({ length: Math.max(0, run.length - length + 1) }, (_, at) => gramAt(run, at)),
  )
}

/** As a number, which several may share: then there is one pattern more to compare. */
function gramAt(text: string, at: number): number {
  let gram = 0
  for (let index = at; index < at + length; index += 1) gram = (Math.imul(gram, 31) + text.charCodeAt(index)) | 0
  return gram
}

/** Adds a value to those that are under a key. */
export function put<Key, Value>(all: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = all.get(key)
  if (values) values.push(value)
  else all.set(key, [value])
}
