import * as v from 'valibot'

/** Text, also where YAML made a number or a truth value of what a person typed without quotes. */
export const text = v.pipe(v.union([v.string(), v.number(), v.boolean(), v.bigint()]), v.transform(String))

/** Text that may be absent; anything else than text counts as absent. */
export const optionalText = v.fallback(v.nullish(text, ''), '')

/** A switch that is off unless it is `true`. */
export const optionalFlag = v.pipe(
  v.optional(v.unknown()),
  v.transform((value) => value === true || value === 'true'),
)

/** An object of which nothing is known yet. */
export const anyObject = v.custom<Readonly<Record<string, unknown>>>(isObject, 'Expected Object')

/** Whatever it is, it is looked at later. */
export const later = v.optional(v.unknown())

/** A value as an object, or an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of an object, without names that mean something else to JavaScript. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(objectOf(value)).filter(([name]) => name !== '__proto__')
}

/** An own member of an object; never one it inherits. */
export function memberOf(value: unknown, name: string): unknown {
  const object = objectOf(value)
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** A text as it is; numbers and truth values as they are written; anything else as nothing. */
export function textOf(value: unknown): string {
  return v.parse(optionalText, value)
}

/** What a schema found wrong first, with the place below `place`. */
export function faultOf(issues: readonly v.BaseIssue<unknown>[], place: string): { place: string; message: string } {
  const [issue] = issues
  const path = (issue?.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  if (!issue) return { place, message: 'it has an unknown shape.' }
  const where = `${place}${path}`.replace(/^\./, '')
  if (issue.received === 'undefined') return { place: where, message: 'it is missing.' }
  return { place: where, message: `expected ${issue.expected ?? 'something else'}, found ${clip(issue.received)}.` }
}

function clip(received: string): string {
  return received.length <= 60 ? received : `${received.slice(0, 59)}…`
}
