import { writtenNumber } from '../core/json-numbers.ts'

// Values of files as they were read, of which nothing is known yet.

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'bigint'])

/** A value as an object, or an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
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
  return writtenNumber(value) ?? (scalars.has(typeof value) ? String(value) : '')
}
