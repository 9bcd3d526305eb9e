import * as v from 'valibot'
import { isObject, textOf } from './values.ts'

/** Text, also where YAML made a number or a truth value of what a person typed without quotes. */
export const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean(), v.bigint()]),
  v.transform((value): string => textOf(value)),
)

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

/** What a schema found wrong first, with the place below `place`. */
export function faultOf(issues: readonly v.BaseIssue<unknown>[], place: string): { place: string; message: string } {
  const [issue] = issues
  const path = (issue?.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  if (!issue) return { place, message: 'it has an unknown shape.' }
  const where = `${place}${path}`.replace(/^\./, '')
  if (issue.received === 'undefined') return { place: where, message: 'it is missing.' }
  if (issue.type === 'check') return { place: where, message: `it ${issue.message}.` }
  return { place: where, message: `expected ${issue.expected ?? 'something else'}, found ${clip(issue.received)}.` }
}

function clip(received: string): string {
  return received.length <= 60 ? received : `${received.slice(0, 59)}…`
}
