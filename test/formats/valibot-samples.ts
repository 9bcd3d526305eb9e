import fc from 'fast-check'
import * as v from 'valibot'

/** A schema as it looks from outside; of what can be in a pipe only bounds matter here. */
interface Inside {
  readonly type: string
  readonly pipe?: readonly Inside[]
  readonly message?: unknown
  readonly literal?: unknown
  readonly options?: readonly unknown[]
  readonly item?: Inside
  readonly wrapped?: Inside
  readonly value?: Inside
  readonly entries?: Readonly<Record<string, Inside>>
}

/** Values that a schema takes, made from the schema itself. */
export function samplesOf(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  return sample(schema as unknown as Inside)
}

function sample(schema: Inside): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return fc.string({ maxLength: 8 }).filter((text) => v.is(schema as unknown as v.GenericSchema, text))
    case 'number': {
      const [, whole, min, max] = boundsIn(schema)
      const range = { min: Number(min), max: Number(max) }
      return whole ? fc.integer(range) : fc.double({ ...range, noNaN: true }).map((number) => number + 0)
    }
    case 'boolean':
      return fc.boolean()
    case 'literal':
      return fc.constant(schema.literal)
    case 'picklist':
      return fc.constantFrom(...(schema.options ?? []))
    case 'array':
      return fc.array(sample(inner(schema.item)), { maxLength: 2 })
    case 'record':
      return fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), sample(inner(schema.value)), { maxKeys: 2 })
    case 'variant':
      return fc.oneof(...(schema.options ?? []).map((option) => sample(option as Inside)))
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return record(schema.entries ?? {})
    default:
      throw new Error(`There are no samples of “${schema.type}” yet.`)
  }
}

/** A check does not tell what it checks but in its words. */
function boundsIn({ pipe = [] }: Inside): readonly (string | undefined)[] {
  const [found] = pipe.flatMap(({ message }) => {
    const match = /^must be (a whole number )?from (\S+) to (\S+)$/.exec(String(message))
    return match ? [match] : []
  })
  if (!found) throw new Error('There are no samples of a number without bounds.')
  return found
}

function record(entries: Readonly<Record<string, Inside>>): fc.Arbitrary<unknown> {
  const isOptional = ({ type }: Inside) => type === 'exact_optional' || type === 'optional'
  const fields: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, sample(isOptional(entry) ? inner(entry.wrapped) : entry)]),
  )
  const requiredKeys = Object.keys(entries).filter((name) => !isOptional(inner(entries[name])))
  return fc.record(fields, { requiredKeys, noNullPrototype: true })
}

function inner(schema: Inside | undefined): Inside {
  if (!schema) throw new TypeError('A schema has none within.')
  return schema
}
