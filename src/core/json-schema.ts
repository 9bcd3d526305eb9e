import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema'
import { isJson } from './json.ts'
import { jsonFault } from './json-check.ts'
import { offsetOf } from './json-place.ts'
import { messageOf } from './message-of.ts'
import type { Misfit } from './misfit.ts'
import { ok, type Result, refuse } from './result.ts'
import { faultInWords, type TextFault } from './text-fault.ts'

/** @returns why a text that is JSON does not fit; nothing for one that does, and for what is no JSON */
export type SchemaCheck = (json: string) => readonly Misfit[]

/** Makes a check of a schema as it is written, or says with its line and column what is wrong with the schema. */
export function compileSchema(text: string): Result<SchemaCheck, 'invalid-schema'> {
  const fault = schemaFault(text)
  if (fault) return refuse('invalid-schema', faultInWords(text, fault), { field: 'schema' })
  const schema: Schema | boolean = JSON.parse(text)
  try {
    const validator = new Validator(schema, draftOf(schema), false)
    // A reference without an end is found out only when it is followed.
    validator.validate(null)
    return ok((json) => (isJson(json) ? misfitsOrWhy(validator, json) : []))
  } catch (error) {
    return refuse('invalid-schema', `Line 1, column 1: ${messageOf(error)}`, {
      field: 'schema',
    })
  }
}

/** What is wrong with a schema: no JSON, or a keyword that means nothing. */
export function schemaFault(text: string): TextFault | undefined {
  const fault = jsonFault(text, 'value')
  if (fault) return fault
  const schema: unknown = JSON.parse(text)
  if (typeof schema === 'boolean') return undefined
  if (!isRecord(schema)) return { offset: text.search(/\S/), message: 'A schema is an object, or true or false.' }
  const found = keywordFault(schema, schema, '', 0)
  return found && { offset: offsetOf(text, found.pointer) ?? 0, message: found.reason }
}

/** The validator calls itself for each level, and throws at names that are not well-formed. */
function misfitsOrWhy(validator: Validator, json: string): readonly Misfit[] {
  try {
    return misfits(validator, json)
  } catch {
    const reason = 'The message cannot be checked: it is nested too deep, or a name in it has half a surrogate pair.'
    return [{ pointer: '', reason }]
  }
}

function misfits(validator: Validator, json: string): readonly Misfit[] {
  const { valid, errors } = validator.validate(JSON.parse(json))
  if (valid) return []
  // Of “a property does not match” and why it does not, only the latter tells something.
  return errors
    .filter((error) => !errors.some((other) => isWithin(error, other)))
    .map(({ instanceLocation, error }) => ({ pointer: decodeURIComponent(instanceLocation.slice(1)), reason: error }))
}

function isWithin({ keywordLocation }: OutputUnit, other: OutputUnit): boolean {
  return other.keywordLocation.startsWith(`${keywordLocation}/`)
}

const drafts: readonly (readonly [RegExp, SchemaDraft])[] = [
  [/draft-04/, '4'],
  [/draft-0[67]/, '7'],
  [/2019-09/, '2019-09'],
]

function draftOf(schema: Schema | boolean): SchemaDraft {
  const uri = typeof schema === 'boolean' ? '' : String(schema.$schema ?? '')
  return drafts.find(([pattern]) => pattern.test(uri))?.[1] ?? '2020-12'
}

const types = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])
/** What these hold is data. */
const data = new Set(['const', 'enum', 'default', 'examples', 'example', 'dependentRequired'])
/** One that is deeper was not written by anybody, and would use up the stack. */
const mostDepth = 500

function keywordFault(schema: unknown, root: unknown, pointer: string, depth: number): Misfit | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if (depth > mostDepth) return { pointer, reason: `The schema is nested more than ${mostDepth} levels deep.` }
  for (const [name, value] of Object.entries(schema)) {
    if (data.has(name)) continue
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const reason = Array.isArray(schema) ? undefined : reasonAgainst(name, value, root)
    const found = reason === undefined ? keywordFault(value, root, place, depth + 1) : { pointer: place, reason }
    if (found) return found
  }
  return undefined
}

function reasonAgainst(name: string, value: unknown, root: unknown): string | undefined {
  switch (name) {
    case 'type': {
      const unknown = [value].flat().find((type) => typeof type === 'string' && !types.has(type))
      return unknown === undefined ? undefined : `There is no type “${unknown}”.`
    }
    case 'pattern':
      return typeof value === 'string' && !isPattern(value) ? 'The pattern is not a regular expression.' : undefined
    case '$ref':
      return typeof value === 'string' && value.startsWith('#/') && !resolves(value, root)
        ? `There is nothing at “${value}”.`
        : undefined
    default:
      return undefined
  }
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function resolves(reference: string, root: unknown): boolean {
  if (!isEncoded(reference)) return false
  const [, ...path] = decodeURIComponent(reference).split('/')
  let present = root
  for (const part of path) {
    if (typeof present !== 'object' || present === null) return false
    present = Reflect.get(present, part.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return present !== undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
