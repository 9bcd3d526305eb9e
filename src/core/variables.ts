import { ok, type Result, refuse } from './result.ts'

/** What `{{name}}` stands for at the moment it is asked. */
export interface VariableSource {
  /** The value of a variable, or undefined when there is none of that name. */
  valueOf(name: string): string | undefined
}

/** What the built-in variables are made of; nothing of it may come from the core itself. */
export interface BuiltIns {
  /** Epoch milliseconds. */
  now(): number
  /** From 0 up to and without 1. */
  random(): number
  /** A random UUID (RFC 9562). */
  uuid(): string
  /** 1 at first, and one more each time. */
  count(): number
}

/** A name between double braces; white space around it is not part of it. Those that are built in begin with `$`. */
const reference = /\{\{\s*([\w$][\w$.-]*)\s*\}\}/g

/** The names a text refers to, each once, in their order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(reference)].map(([, name = '']) => name))]
}

/**
 * Puts values in the place of `{{name}}`. Values are not looked through again, so none can refer to another.
 * @param field the input the text comes from, for the refusal
 * @returns `unknown-variable` with every name that is not known
 */
export function substitute(text: string, source: VariableSource, field?: string): Result<string, 'unknown-variable'> {
  if (!text.includes('{{')) return ok(text)
  const unknown = new Set<string>()
  const filled = text.replace(reference, (whole, name: string) => {
    const value = source.valueOf(name)
    if (value === undefined) unknown.add(name)
    return value ?? whole
  })
  if (unknown.size === 0) return ok(filled)
  const names = [...unknown].map((name) => `{{${name}}}`).join(', ')
  const message = `${names} ${unknown.size === 1 ? 'is' : 'are'} not known in the chosen environment.`
  return refuse('unknown-variable', message, field === undefined ? {} : { field })
}

/** Variables by name, before the built-in ones. */
export function variableSource(values: ReadonlyMap<string, string>, builtIns: BuiltIns): VariableSource {
  return { valueOf: (name) => values.get(name) ?? builtIn(name, builtIns) }
}

function builtIn(name: string, { now, random, uuid, count }: BuiltIns): string | undefined {
  switch (name) {
    case '$uuid':
      return uuid()
    case '$timestamp':
      return String(Math.floor(now()))
    case '$isoTimestamp':
      return new Date(now()).toISOString()
    case '$randomInt':
      return String(Math.floor(random() * 1001))
    case '$counter':
      return String(count())
    default:
      return undefined
  }
}
