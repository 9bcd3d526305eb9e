import { compile, type JSONValue } from 'json-p3'
import { expressionOf } from './expression.ts'
import { ok, type Result, refuse } from './result.ts'

/** What is looked for in a message (spec M10). */
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
    const hit = compiledPattern.exec(message)
    return hit ? [message, ...hit.slice(1).map((group) => group ?? '')] : undefined
  }
}

function path(text: string, equals: string): Matcher {
  const query = compile(text)
  return (message) => {
    const json = parsed(message)
    if (json === undefined) return undefined
    const values = query.query(json.value).values().map(textOf)
    const selected = equals === '' ? values : values.filter((value) => value === equals)
    return selected.length > 0 ? [message, ...selected] : undefined
  }
}

function parsed(message: string): { readonly value: JSONValue } | undefined {
  try {
    return { value: JSON.parse(message) as JSONValue }
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function compiled(what: string, compile: () => Matcher): Result<Matcher, 'invalid-arguments'> {
  try {
    return ok(compile())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('invalid-arguments', `This is not ${what}: ${reason}`, { field: 'match' })
  }
}
