import { expect, it } from 'vitest'
import { isSecretName, mask, withoutUrlSecrets, withoutValues } from '../../src/core/secrets.ts'

it.each([
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'Set-Cookie',
  'X-Api-Key',
  'x-access-key',
  'apikey',
  'X-Auth-Token',
  'X-Amz-Signature',
  'X-Auth',
  'X-Auth-Key',
  'Ocp-Apim-Subscription-Key',
  'x-functions-key',
  'X-Jwt',
  'session_id',
  'PHPSESSID',
  'pwd',
  'db_pass',
  'passphrase',
])('%s is the name of a secret', (name) => expect(isSecretName(name)).toBe(true))

it.each(['Accept', 'Origin', 'X-Request-Id', 'Sec-WebSocket-Key', 'Keep-Alive', 'X-Keyboard', 'Author', 'bypass'])(
  '%s is not',
  (name) => expect(isSecretName(name)).toBe(false),
)

it.each([
  ['ws://a/?k=p%26ss+w%C3%B6rd&x=1', `ws://a/?k=${mask}&x=1`],
  ['ws://a/?k=p%26ss%20w%C3%B6rd', `ws://a/?k=${mask}`],
  ['Bearer p&ss wörd', `Bearer ${mask}`],
  ['ws://a/k%C3%A4se=1/b', `ws://a/${mask}/b`],
  ['ws://a/?k%C3%A4se=1&b', `ws://a/?${mask}&b`],
  ["ws://a/?it%27s@'x", `ws://a/?${mask}'x`],
  ['ab', mask],
  ['abc', 'abc'],
])('%s is masked', (text, masked) => {
  expect(withoutValues(text, ['ab', 'p&ss wörd', 'käse=1', "it's@", ''])).toBe(masked)
})

it.each([
  ['a whole URL', 'wss://Shop.example?key=hush', '{}', mask],
  ['one with a port that goes without saying', 'wss://shop.example:443', '{}/feed?x=1', `${mask}/feed?x=1`],
  ['a URL but for its scheme', 'shop.example?key=hush', 'wss://{}&x=1', `wss://${mask}&x=1`],
  ['the name of a host', 'Hush4711', 'wss://{}.example/a', `wss://${mask}.example/a`],
  ['a user and a password', 'ada:p$s@s', 'wss://{}@shop.example/', `wss://${mask}@shop.example/`],
  ['a password', 'p$s@s', 'wss://ada:{}@shop.example/', `wss://ada:${mask}@shop.example/`],
])('a secret that is %s is masked where the browser has written it in its own way', (_, secret, template, masked) => {
  expect(withoutValues(new URL(template.replace('{}', () => secret)).href, [secret])).toBe(masked)
})

it.each([
  ['wss://ada:s3cret@h/', 'wss://ada@h/'],
  ['wss://ada:s3@cret@h/?x=a@b', 'wss://ada@h/?x=a@b'],
  ['wss://ada@home:s3cret@h', 'wss://ada@home@h'],
  [' wss://:s3cret@h', ' wss://@h'],
  ['wss:ada:s3cret@h/', 'wss:ada@h/'],
  ['wss:/ada:s3cret@h/', 'wss:/ada@h/'],
  ['wss:///ada:s3cret@h/', 'wss:///ada@h/'],
  ['wss:\\\\ada:s3cret@h/', 'wss:\\\\ada@h/'],
  ['wss://{{user}}:{{password}}@h/?token={{token}}', 'wss://{{user}}:{{password}}@h/?token={{token}}'],
  ['wss://h:8080/a:b@c', 'wss://h:8080/a:b@c'],
  ['wss://h/?X-Amz-Signature=s3cret', 'wss://h/?X-Amz-Signature='],
  [
    'wss://h/eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln/x?as=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.&x=1',
    'wss://h//x?as=&x=1',
  ],
])('%s without its secrets is %s', (url, without) => {
  expect(withoutUrlSecrets(url)).toBe(without)
})
