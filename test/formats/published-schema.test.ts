import { readFileSync } from 'node:fs'
import { type Schema, Validator } from '@cfworker/json-schema'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { switchboardFile } from '../../src/formats/switchboard-schema.ts'
import { readProfileSchema } from '../../src/wire/commands.ts'
import { fixture } from './fixture-files.ts'
import { samplesOf } from './valibot-samples.ts'

// What is told others of a file must be what is done with it: as it is read, and as its profiles are then added.

const published = new Validator(
  JSON.parse(readFileSync('docs/formats/switchboard.schema.json', 'utf8')) as Schema,
  '2020-12',
)

const fileProfile = switchboardFile.entries.profiles.item
const { profile, script } = readProfileSchema.entries
const settings = Object.fromEntries(
  Object.entries(profile.entries).filter(([name]) => !Object.hasOwn(fileProfile.entries, name) || name === 'keepAlive'),
)

/** The file with all that is checked when it is added. */
const whole = v.object({
  ...switchboardFile.entries,
  profiles: v.array(
    v.object({
      ...fileProfile.entries,
      settings: v.exactOptional(v.partial(v.object(settings))),
      script: v.exactOptional(v.partial(script)),
    }),
  ),
})

const isPublished = (file: unknown) => published.validate(file).valid

it('takes every file that Switchboard takes', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(samplesOf(whole), (file) => {
      expect(v.is(whole, file)).toBe(true)
      expect(published.validate(file).errors).toEqual([])
    }),
    { numRuns: 500 },
  )
})

/** What may stand in the place of something else; a list in the place of an object is told apart elsewhere. */
const others = [undefined, null, true, -1, 0.5, 1e12, '', 'x', {}]

it('says of a file in which something was changed what Switchboard says', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(samplesOf(whole), fc.nat(), fc.constantFrom(...others), (file, place, other) => {
      const changed = withChange(file, place, other)
      expect({ changed, taken: isPublished(changed) }).toEqual({ changed, taken: v.is(whole, changed) })
    }),
    { numRuns: 1500 },
  )
})

it('lets what neither knows stand beside what they do, wherever that is', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(samplesOf(whole), (file) => {
      const later = withUnknown(file)
      expect(published.validate(later).errors).toEqual([])
      expect(v.safeParse(whole, later).issues).toBeUndefined()
    }),
    { numRuns: 200 },
  )
})

it('takes the fixture, which is what is written', () => {
  expect(isPublished(JSON.parse(fixture('switchboard/v2.json')))).toBe(true)
  expect(isPublished(JSON.parse(fixture('switchboard/v1.json')))).toBe(false)
})

/** The same with one more member in every object, as a later version may have them. */
function withUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknown)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, withUnknown(member)])
  return { ...Object.fromEntries(members), unknownToAll: '' }
}

/** The same file with another value at one of its places; `undefined` takes away what was there. */
function withChange(file: unknown, at: number, other: unknown): unknown {
  const places: (() => void)[] = []
  const copy: unknown = JSON.parse(JSON.stringify(file))
  const look = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      const within: unknown = Reflect.get(value, key)
      places.push(() => {
        if (other !== undefined) Reflect.set(value, key, other)
        else if (Array.isArray(value)) value.splice(Number(key), 1)
        else Reflect.deleteProperty(value, key)
      })
      look(within)
    }
  }
  look(copy)
  places[at % Math.max(1, places.length)]?.()
  return copy
}
