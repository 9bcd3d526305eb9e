import { ok, type Result, refuse } from './result.ts'

/** What `{{name}}` stands for at the moment it is asked. */
export interface VariableSource {
  /** The name of the environment the values are from, for refusals; undefined when none is chosen. */
  readonly environment: string | undefined
  /** The value of a variable, or undefined when there is none of that name. */
  valueOf(name: string): string | undefined
}

/** What the built-in variables are made of; nothing of it may come from the core itself. */
export interface BuiltIns {
  /** Whole epoch milliseconds. */
  now(): number
  /** From 0 up to and without 1. */
  random(): number
  /** A random UUID (RFC 9562). */
  uuid(): string
  /** 1 at first, and one more each time. */
  count(): number
}

/** A name between double braces; white space around it is not part of it. Those that are built in begin with `$`. */
export const reference = /\{\{\s*([\w$][\w$.-]*)\s*\}\}/g

const braces = '{{'

const builtInValues: Readonly<Record<string, (builtIns: BuiltIns) => string>> = {
  $uuid: ({ uuid }) => uuid(),
  $timestamp: ({ now }) => String(now()),
  $isoTimestamp: ({ now }) => new Date(now()).toISOString(),
  $randomInt: ({ random }) => String(Math.floor(random() * 1001)),
  $counter: ({ count }) => String(count()),
  $braces: () => braces,
  $nul: () => '\0',
}

/** The names of the variables there are without an environment. */
export const builtInNames: readonly string[] = /* @__PURE__ */ Object.keys(builtInValues)

/** A text that comes to this one when variables take their values, which are not looked through again. */
export function literally(text: string): string {
  return text.replace(reference, (whole) => `{{$braces}}${whole.slice(braces.length)}`)
}

/** Whether `{{name}}` would refer to it. */
export function isVariableName(name: string): boolean {
  return /^[\w$][\w$.-]*$/.test(name)
}

/** The names a text refers to, each once, in their order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(reference)].map(([, name = '']) => name))]
}

/** A text in pieces: references are apart from what stands between them. */
export interface TextPart {
  readonly text: string
  /** The name, where the piece is a reference. */
  readonly name?: string
}

export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(reference)) {
    const [whole, name = ''] = match
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: whole, name })
    end = match.index + whole.length
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts
}

/**
 * Puts values in the place of `{{name}}`. Values are not looked through again, so none can refer to another.
 * @param field the input the text comes from, for the refusal
 * @returns `unknown-variable` with every name that is not known
 */
export function substitute(text: string, source: VariableSource, field?: string): Result<string, 'unknown-variable'> {
  return fillIn(source, { code: 'unknown-variable', ...(field === undefined ? {} : { field }) }, (fill) => fill(text))
}

/**
 * Builds something out of texts with variables.
 * @param place the code and the field of the refusal
 * @param build is given what fills one text in
 * @returns what was built, or a refusal with every name in any of the texts that is not known
 */
export function fillIn<T, Code extends string>(
  source: VariableSource,
  place: { readonly code: Code; readonly field?: string },
  build: (fill: (text: string) => string) => T,
): Result<T, Code> {
  const unknown = new Set<string>()
  const filled = build((text) =>
    text.includes('{{')
      ? text.replace(reference, (whole, name: string) => {
          const value = source.valueOf(name)
          if (value === undefined) unknown.add(name)
          return value ?? whole
        })
      : text,
  )
  if (unknown.size === 0) return ok(filled)
  const { code, ...rest } = place
  return refuse(code, unknownSentence([...unknown], source.environment), rest)
}

/** Variables by name, before the built-in ones. */
export function variableSource(
  values: ReadonlyMap<string, string>,
  builtIns: BuiltIns,
  environment: string | undefined,
): VariableSource {
  return {
    environment,
    // Of the names that every object has, none begins with `$`.
    valueOf: (name) => values.get(name) ?? (name.startsWith('$') ? builtInValues[name]?.(builtIns) : undefined),
  }
}

function unknownSentence(names: readonly string[], environment: string | undefined): string {
  const listed = names.map((name) => `{{${name}}}`).join(', ')
  const are = names.length === 1 ? 'is' : 'are'
  return environment === undefined
    ? `${listed} ${are} not known, because no environment is chosen; choose or make one, or write the value itself.`
    : `${listed} ${are} not known in the environment “${environment}”; add it there or correct the name.`
}
