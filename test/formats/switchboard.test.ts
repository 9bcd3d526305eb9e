import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importSwitchboard, readSwitchboard } from '../../src/formats/switchboard.ts'
import { fixture, switchboardText } from './fixture-files.ts'

const text = fc.string({ unit: 'binary', maxLength: 30 })
const texts = fc.array(text, { maxLength: 4 })
const row = fc.record(
  { name: text, value: text, enabled: fc.boolean(), secret: fc.boolean() },
  { requiredKeys: ['name', 'value', 'enabled'] },
)
const variable = fc.record(
  { name: text, value: text, enabled: fc.boolean(), secret: fc.constant(true as const) },
  { requiredKeys: ['name', 'value', 'enabled'] },
)
const auth = fc.oneof(
  fc.record({ type: fc.constant('none' as const) }),
  fc.record({ type: fc.constant('bearer' as const), token: text, prefix: text }),
  fc.record({ type: fc.constant('basic' as const), username: text, password: text }),
  fc.record({
    type: fc.constant('api-key' as const),
    key: text,
    value: text,
    addTo: fc.constantFrom('header' as const, 'query' as const, 'subprotocol' as const),
  }),
  fc.record({
    type: fc.constant('oauth2' as const),
    grantType: fc.constantFrom('client_credentials' as const, 'authorization_code' as const),
    authorizationUrl: text,
    accessTokenUrl: text,
    clientId: text,
    clientSecret: text,
    scope: text,
  }),
)
const profile = fc.record(
  {
    id: fc.string({ minLength: 1 }),
    name: text,
    kind: fc.constantFrom('json' as const, 'text' as const),
    url: text,
    subprotocols: texts,
    handshakeTimeout: fc.nat(),
    minify: fc.boolean(),
    folder: texts,
    headers: fc.array(row, { maxLength: 3 }),
    parameters: fc.array(row, { maxLength: 3 }),
    auth,
    settings: fc.record({ reconnect: fc.record({ delay: fc.nat() }) }),
    script: fc.record({ messages: fc.array(fc.record({ name: text, text }), { maxLength: 3 }) }),
    keepAlive: fc.record({ interval: fc.nat(), message: text }),
  },
  { requiredKeys: ['id', 'name', 'kind', 'url', 'subprotocols', 'handshakeTimeout', 'minify'] },
)
const content = fc.record(
  {
    profiles: fc.array(profile, { maxLength: 4 }),
    folders: fc.array(texts, { maxLength: 3 }),
    environments: fc.array(fc.record({ name: text, variables: fc.array(variable, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['profiles'], noNullPrototype: true },
)

describe('the file', () => {
  it('reads back exactly what was written', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(content, (given) => {
        const read = readSwitchboard(switchboardText(given))
        expect(read).toEqual({ ok: true, value: { format: 'switchboard', version: 2, ...given } })
      }),
      { numRuns: 300 },
    )
  })

  it('is read as it stands in the fixture', () => {
    const text = fixture('switchboard/v2.json')
    expect(readSwitchboard(text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it('makes version 2 of the fixture of version 1', () => {
    expect(readSwitchboard(fixture('switchboard/v1.json'))).toEqual(readSwitchboard(fixture('switchboard/v2.json')))
  })

  it('keeps nothing it does not know', () => {
    const read = readSwitchboard('{"format":"switchboard","version":2,"profiles":[],"more":1,"__proto__":{"a":1}}')
    expect(read).toEqual({ ok: true, value: { format: 'switchboard', version: 2, profiles: [] } })
  })

  it.each([
    ['{"format":"other"}', /“switchboard” was expected/],
    ['{"format":"switchboard"}', /version: a whole number/],
    ['{"format":"switchboard","version":0,"profiles":[]}', /version: a whole number/],
    ['{"format":"switchboard","version":7,"profiles":[]}', /version 7, this Switchboard reads up to 2/],
    ['{"format":"switchboard","version":2}', /^profiles: it is missing/],
    ['{"format":"switchboard","version":1,"profiles":[{"id":"a"}]}', /^profiles\[0\]\.name: it is missing/],
    ['{"format":"switchboard","version":1,"profiles":[7]}', /^profiles\[0\]: expected Object, found 7/],
  ])('refuses %s', (file, sentence) => {
    expect(readSwitchboard(file)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(sentence) } })
  })

  it('upgrades step by step', () => {
    const steps = {
      1: (file: unknown) => ({ ...(file as object), version: 2, items: [] }),
      2: (file: unknown) => ({ ...(file as object), version: 2, profiles: (file as { items: unknown }).items }),
    }
    const read = readSwitchboard('{"format":"switchboard","version":1}', steps, 3)
    expect(read).toMatchObject({ ok: true, value: { profiles: [] } })
  })

  it('brings environments in which there is nothing yet', () => {
    const environments = [{ name: 'Production', variables: [] }]
    expect(importSwitchboard(switchboardText({ profiles: [], environments }))).toMatchObject({
      ok: true,
      value: { environments },
    })
  })

  it('is imported like other formats', () => {
    expect(importSwitchboard(fixture('switchboard/v1.json'))).toMatchObject({
      ok: true,
      value: { secrets: ['profiles[0].auth.password', 'profiles[0].headers[0].value'] },
    })
  })
})
