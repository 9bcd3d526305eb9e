import { isJson } from '../core/json.ts'
import { compileMatch, type Match, type Matcher } from '../core/match.ts'
import type { MatchBatch, MatchFound, MatchMessage, MatchReport } from './match-protocol.ts'

const compiled = new Map<string, Matcher>()
const mostCompiled = 1000

const nothing: MatchMessage = { text: '', isBinary: true, toBeJson: false }

/** Looks through a batch. What cannot be compiled matches nothing: its editor has said why. */
export function lookThrough({ messages, looks }: MatchBatch, report: (report: MatchReport) => void): void {
  const found: MatchFound[] = []
  const usable = new Map<number, boolean>()
  for (const [look, { match, at }] of looks.entries()) {
    report({ type: 'begin', look })
    const matcher = matcherOf(match)
    for (const message of at) {
      const { text, isBinary, toBeJson } = messages[message] ?? nothing
      if (isBinary && match.type !== 'any') continue
      if (!usable.has(message)) usable.set(message, !toBeJson || isJson(text))
      const hit = usable.get(message) ? matcher(text) : undefined
      if (hit) found.push({ look, message, groups: hit.slice(1) })
    }
  }
  report({ type: 'done', found: found.sort((one, other) => one.message - other.message) })
}

function matcherOf(match: Match): Matcher {
  const key = JSON.stringify(match)
  const known = compiled.get(key)
  if (known) return known
  const made = compileMatch(match)
  const matcher: Matcher = made.ok ? made.value : () => undefined
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(key, matcher)
  return matcher
}
