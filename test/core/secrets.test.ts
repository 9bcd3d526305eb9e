import { expect, it } from 'vitest'
import { isSecretName, mask, withoutValues } from '../../src/core/secrets.ts'

it.each([
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'Set-Cookie',
  'X-Api-Key',
  'x-access-key',
  'apikey',
  'X-Auth-Token',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true))

it.each(['Accept', 'Origin', 'X-Request-Id', 'Sec-WebSocket-Key', 'Keep-Alive', 'X-Keyboard'])('%s is not', (name) =>
  expect(isSecretName(name)).toBe(false),
)

it.each([
  ['ws://a/?k=p%26ss+w%C3%B6rd&x=1', `ws://a/?k=${mask}&x=1`],
  ['ws://a/?k=p%26ss%20w%C3%B6rd', `ws://a/?k=${mask}`],
  ['Bearer p&ss wörd', `Bearer ${mask}`],
  ['ab', mask],
  ['abc', 'abc'],
])('%s is masked', (text, masked) => {
  expect(withoutValues(text, ['ab', 'p&ss wörd', ''])).toBe(masked)
})
