import type { JSONPathQuery, JSONValue } from 'json-p3'
import { compilePath } from './compile-path.ts'
import { withDistinctNumbers } from './exact-numbers.ts'
import { expressionOf } from './expression.ts'
import { jsonWithNumbersAsWritten, mayDiffer, parseWithNumbersAsTexts } from './json-numbers.ts'
import { valueAt } from './json-path.ts'
import { messageOf } from './message-of.ts'
import { ok, type Result, refuse } from './result.ts'

/** What is looked for in a message. */
export type Match =
  | { readonly type: 'any' }
  /** As it stands: there are no wildcards. */
  | { readonly type: 'contains'; readonly text: string }
  | { readonly type: 'regular-expression'; readonly pattern: string; readonly ignoreCase: boolean }
  /** RFC 9535; `equals` is compared with the text of a string, or the JSON of another value; empty for any value. */
  | { readonly type: 'json-path'; readonly path: string; readonly equals: string }

/** What was found: the message, then what the groups of an expression or a path selected. */
export type Found = readonly string[]

/** Looks into a message; `undefined` when it does not match. */
export type Matcher = (message: string) => Found | undefined

/** Makes a match ready for use, or says what is wrong with it. */
export function compileMatch(match: Match): Result<Matcher, 'invalid-arguments'> {
  switch (match.type) {
    case 'any':
      return ok((message) => [message])
    case 'contains':
      return ok((message) => (message.includes(match.text) ? [message] : undefined))
    case 'regular-expression':
      return compiled('a regular expression', () => expression(match.pattern, match.ignoreCase))
    case 'json-path':
      return compiled('a JSON path (RFC 9535)', () => path(match.path, match.equals))
  }
}

function expression(pattern: string, ignoreCase: boolean): Matcher {
  const compiledPattern = expressionOf(pattern, ignoreCase ? 'i' : '')
  return (message) => {
    const hit = execute(compiledPattern, message)
    return hit ? [message, ...hit.slice(1).map((group) => group ?? '')] : undefined
  }
}

/** Nothing in what is too long for an expression, at which browsers throw. */
function execute(pattern: RegExp, text: string): RegExpExecArray | null {
  try {
    return pattern.exec(text)
  } catch {
    return null
  }
}

function path(text: string, equals: string): Matcher {
  const query = compilePath(text)
  const isMeant = ({ written, plain }: Selected) =>
    equals === '' || equals === written || (equals === plain && !/\d{16}/.test(written))
  return (message) => {
    const found = selected(message, text, query).filter(isMeant)
    return found.length > 0 ? [message, ...found.map(({ written }) => written)] : undefined
  }
}

/** A value, with its numbers as they are written in the message, and as JavaScript writes them. */
interface Selected {
  readonly written: string
  readonly plain: string
}

/** Nothing, too, of what is no JSON, or is nested too deep to be looked through. */
function selected(message: string, path: string, query: JSONPathQuery): Selected[] {
  try {
    // Only in its conditions are numbers compared.
    const [json, exact] = path.includes('?') ? withDistinctNumbers(message, path) : [message, path]
    const nodes = [...(exact === path ? query : compilePath(exact)).query(JSON.parse(json) as JSONValue)]
    const texts = nodes.length > 0 && mayDiffer.test(message) ? parseWithNumbersAsTexts(message) : undefined
    return nodes.map(({ value, location }) => {
      const plain = typeof value === 'string' ? value : JSON.stringify(value)
      const isAsWritten = texts === undefined || typeof value === 'string'
      return { written: isAsWritten ? plain : jsonWithNumbersAsWritten(valueAt(texts, location)), plain }
    })
  } catch {
    return []
  }
}

function compiled(what: string, compile: () => Matcher): Result<Matcher, 'invalid-arguments'> {
  try {
    return ok(compile())
  } catch (error) {
    return refuse('invalid-arguments', `This is not ${what}: ${messageOf(error)}`, { field: 'match' })
  }
}
