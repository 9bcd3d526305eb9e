import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/core/auth.ts'
import { type HandshakeSettings, plainHandshake } from '../../src/core/handshake.ts'
import { handshakeSecrets, resolveHandshake } from '../../src/core/resolve-handshake.ts'

const url = new URL('wss://example.com/live?room=1')

function resolve(settings: Partial<HandshakeSettings>, token?: string) {
  return resolveHandshake(url, ['v1'], { ...plainHandshake, ...settings }, token)
}

describe('resolveHandshake', () => {
  it('leaves a plain handshake alone', () => {
    expect(resolve({})).toEqual({ ok: true, value: { url: url.href, protocols: ['v1'], headers: [] } })
  })

  it.each<[Auth, string, string]>([
    [{ type: 'bearer', prefix: 'Bearer', token: ' abc ' }, 'authorization', 'Bearer abc'],
    [{ type: 'bearer', prefix: '', token: 'abc' }, 'authorization', 'abc'],
    [{ type: 'basic', username: 'Jürgen', password: 'p:w' }, 'authorization', 'Basic SsO8cmdlbjpwOnc='],
    [{ type: 'api-key', in: 'header', key: 'X-Key', value: 'k' }, 'X-Key', 'k'],
    [pageToken('authorization'), 'authorization', 'Bearer fresh'],
    [pageToken('X-Token'), 'X-Token', 'fresh'],
  ])('puts %j into a header', (auth, name, value) => {
    expect(resolve({ auth }, 'fresh')).toMatchObject({ value: { headers: [{ operation: 'set', name, value }] } })
  })

  it('leaves the rest of the query as it was written', () => {
    const settings = { ...plainHandshake, auth: { type: 'api-key', in: 'query', key: 'k', value: 'a b&c' } } as const
    const urlOf = (url: string) => {
      const resolved = resolveHandshake(new URL(url), [], settings)
      return resolved.ok && resolved.value.url
    }
    expect(urlOf('ws://h/?q=a%20b&flag&t=~%2f')).toBe('ws://h/?q=a%20b&flag&t=~%2f&k=a+b%26c')
    expect(urlOf('ws://h/')).toBe('ws://h/?k=a+b%26c')
  })

  it('puts an API key into the query or the subprotocols', () => {
    const auth = { type: 'api-key', key: 'key', value: 'a&b' } as const
    expect(resolve({ auth: { ...auth, in: 'query' } })).toMatchObject({
      value: { url: 'wss://example.com/live?room=1&key=a%26b', headers: [] },
    })
    expect(resolve({ auth: { ...auth, in: 'subprotocol', value: 'ab' } })).toMatchObject({
      value: { protocols: ['v1', 'key', 'ab'] },
    })
  })

  it('adds the headers of the scope beside the token, those with a value', () => {
    const scopeValues = { 'x-m2-organization-id': 'o', 'x-m2-project-id': 'p', 'x-m2-world-id': '', other: 'z' }
    expect(resolve({ scope: 'world', scopeValues })).toMatchObject({
      value: {
        headers: [
          { name: 'x-m2-organization-id', value: 'o' },
          { name: 'x-m2-project-id', value: 'p' },
        ],
      },
    })
  })

  it('sends the rows that are on, and changes the browser’s own headers', () => {
    const settings = {
      headers: [
        { name: ' X-On ', value: ' 1 ', enabled: true },
        { name: 'X-Off', value: '2', enabled: false },
        { name: '', value: ' ', enabled: true },
      ],
      cookie: { change: 'remove' },
      origin: { change: 'replace', value: 'https://app.example' },
    } as const
    expect(resolve(settings)).toMatchObject({
      value: {
        headers: [
          { operation: 'set', name: 'X-On', value: '1' },
          { operation: 'remove', name: 'cookie' },
          { operation: 'set', name: 'origin', value: 'https://app.example' },
        ],
      },
    })
  })

  it.each<[Partial<HandshakeSettings>, string, string]>([
    [{ auth: { type: 'api-key', in: 'subprotocol', key: 'a b', value: '' } }, 'invalid-headers', 'auth'],
    [{ auth: { type: 'api-key', in: 'query', key: ' ', value: 'x' } }, 'failed', 'auth'],
  ])('refuses %j', (settings, code, field) => {
    expect(resolve(settings)).toMatchObject({ ok: false, refusal: { code, field } })
  })
})

it('names no secret in a refusal, which is told to every view and stands in the ledger', () => {
  const auth = { type: 'api-key', in: 'subprotocol', key: '', value: 's3cret, s3cret' } as const
  const refused = resolve({ auth })
  expect(refused).toMatchObject({ refusal: { message: expect.stringContaining('“••••••” is not a valid name') } })
})

it('knows what must not be logged: authentication, and rows that are secret by name or mark', () => {
  const headers = [
    { name: 'X-Token', value: ' t1 ', enabled: true },
    { name: 'X-Odd', value: 'o1', enabled: true, secret: true },
    { name: 'X-Token-Type', value: 'chat', enabled: true, secret: false },
    { name: 'X-Key', value: 'off', enabled: false, secret: true },
    { name: 'X-App', value: 'demo', enabled: true },
  ]
  const auth = { type: 'bearer', prefix: 'Bearer', token: 'b1' } as const
  const cookie = { change: 'replace', value: 'sid=c1' } as const
  expect(handshakeSecrets({ ...plainHandshake, auth, headers, cookie })).toEqual(['b1', 't1', 'o1', 'sid=c1'])
})

it('keeps out of the log what Basic authentication comes to, too, which a server may repeat', () => {
  const auth = { type: 'basic', username: 'Jürgen', password: 'p:w' } as const
  expect(handshakeSecrets({ ...plainHandshake, auth })).toEqual(['p:w', 'SsO8cmdlbjpwOnc='])
})

function pageToken(header: string): Auth {
  return { type: 'page-token', source: 'local-storage', from: 'token', path: '', header }
}
