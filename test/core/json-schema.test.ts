import { describe, expect, test } from 'vitest'
import { offsetOf } from '../../src/core/json-place.ts'
import { compileSchema, schemaFault } from '../../src/core/json-schema.ts'
import { noSchemas, schemaFor } from '../../src/core/message-schemas.ts'
import { positionAt } from '../../src/core/text-fault.ts'

const order = `{
  "type": "object",
  "required": ["id", "items"],
  "properties": {
    "id": { "type": "integer" },
    "items": { "type": "array", "items": { "$ref": "#/$defs/item" } }
  },
  "$defs": { "item": { "type": "object", "properties": { "a/b": { "pattern": "^x" } } } }
}`

function check(schema: string, json: string) {
  const compiled = compileSchema(schema)
  return compiled.ok ? compiled.value(json) : expect.unreachable(compiled.refusal.message)
}

describe('a message', () => {
  test('that fits has nothing against it, and what is no JSON is not looked at', () => {
    expect(check(order, '{"id":1,"items":[{"a/b":"x"}]}')).toEqual([])
    expect(check(order, '{"id":')).toEqual([])
  })

  test('that does not fit is told with each place and its reason, and nothing around them', () => {
    const found = check(order, '{"id":"1","items":[{},{"a/b":"y"}]}')
    expect(found.map(({ pointer }) => pointer)).toEqual(['/id', '/items/1/a~1b'])
    expect(found[0]?.reason).toContain('integer')
    expect(check(order, '{"id":1}')).toMatchObject([{ pointer: '', reason: expect.stringContaining('items') }])
    expect(check('false', '1')).toHaveLength(1)
  })
})

describe('a schema', () => {
  test.each([
    ['{ "type": "object",\n}', 2, 1],
    ['{\n  "type": "strnig"\n}', 2, 11],
    ['{\n  "properties": { "a": { "type": ["string", "nil"] } }\n}', 2, 34],
    ['{ "properties": { "a": { "pattern": "(" } } }', 1, 37],
    ['{\n "$ref": "#/$defs/none" }', 2, 10],
    [' "object"', 1, 2],
  ])('%s is refused where it is wrong', (text, line, column) => {
    const fault = schemaFault(text)
    expect(positionAt(text, fault?.offset ?? -1)).toEqual({ line, column })
    expect(compileSchema(text)).toMatchObject({
      ok: false,
      refusal: { message: expect.stringMatching(/^Line \d+, column \d+: ./) },
    })
  })

  test.each(['true', '{}', order, '{"properties":{"type":{"const":{"type":"any"}},"pattern":{}}}', '{"$ref":"#"}'])(
    '%s is one',
    (text) => expect(schemaFault(text)).toBeUndefined(),
  )

  test('holds for either way or for one', () => {
    const both = { ...noSchemas, use: 'both', sent: '{}' } as const
    expect([schemaFor(both, 'sent'), schemaFor(both, 'received')]).toEqual(['{}', '{}'])
    expect(schemaFor({ ...both, use: 'each' }, 'received')).toBeUndefined()
    expect(schemaFor({ ...both, use: 'none' }, 'sent')).toBeUndefined()
  })
})

test.each([
  ['{"a": [1, {"b~/c": "found"}]}', '/a/1/b~0~1c', '"found"'],
  ['[[], {}, "}", 4]', '/3', '4'],
  [' {"x": {"y": 1}, "z": null}', '/z', 'null'],
  [' true', '', 'true'],
])('in %s the place of %s is known', (json, pointer, value) => {
  expect(json.slice(offsetOf(json, pointer))).toMatch(new RegExp(`^${value}`))
  expect(offsetOf(json, `${pointer}/none`)).toBeUndefined()
})

test('the place of a value is known behind names and strings of many escapes', () => {
  const json = `["\\n",{"a":"${'\\n \\"'.repeat(4_000_000)}","${'\\n'.repeat(250)}":[1],"b":{}}]`
  expect(offsetOf(json, '/1/b')).toBe(json.length - 4)
  expect(offsetOf(json, `/1/${'\n'.repeat(250)}/0`)).toBe(json.indexOf('[1]') + 1)
})

test.each(['{"$ref":"#/%"}', `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`])(
  'a schema that cannot be read is refused: %.20s',
  (text) => expect(compileSchema(text)).toMatchObject({ ok: false, refusal: { code: 'invalid-schema' } }),
)

test('names of properties are no types', () => {
  expect(schemaFault('{"dependentRequired":{"type":["name"]}}')).toBeUndefined()
})

test.each([`${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}`, '{"\\ud800":1}'])(
  'a message that cannot be checked does not fit, and it is said why: %.20s',
  (message) => {
    const check = compileSchema('{"additionalProperties":{"$ref":"#"},"items":{"$ref":"#"},"maxProperties":0}')
    expect(check.ok && check.value(message)).toEqual([
      { pointer: '', reason: expect.stringMatching(/cannot be checked/) },
    ])
  },
)
