import { beforeEach, expect, it, vi } from 'vitest'
import { Exports } from '../../src/background/exports.ts'
import { secretsWays } from '../../src/core/export-policy.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import type { EffectivePolicy } from '../../src/core/policy.ts'
import { readPolicy } from '../../src/core/policy-format.ts'
import { newProfile, type Profile } from '../../src/core/profile.ts'
import type { Result } from '../../src/core/result.ts'
import type { OwnFile } from '../../src/formats/own-file.ts'

const items = vi.hoisted(() => new Map<string, unknown>())
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (_area: string, key: string) => ({ read: async () => items.get(key) }),
}))

let policy: EffectivePolicy

let own: Profile
const exports = new Exports({
  profiles: {
    list: () => [own, { ...newProfile('o1', { name: 'Given' }), origin: 'organization' }],
    emptyFolders: () => [],
  },
  environments: { read: () => [] },
  ownRules: { read: () => ({ rules: { onlyListed: true, rules: {} } }) },
  policy: () => policy,
})

beforeEach(() => {
  own = newProfile('p1', { name: 'Own' })
  policy = { organization: { state: 'none' }, user: { state: 'none' } }
  const auth = { type: 'bearer', prefix: 'Bearer', token: 's3cret' }
  items.set('handshake/p1', { ...plainHandshake, auth })
})

const fileOf = (made: Result<OwnFile>) => JSON.stringify(made.ok && made.value.file)

it('makes a file of what is the person’s own, with the secrets as chosen', async () => {
  const files = await Promise.all(secretsWays.map((way) => exports.file('profiles', way)))
  for (const file of files) {
    expect(file).toMatchObject({ ok: true, value: { count: 1, secrets: ['Own: auth.token'] } })
    expect(JSON.stringify(file)).not.toContain('Given')
  }
  expect(files.map((file) => fileOf(file).includes('s3cret'))).toEqual([false, false, true])
})

it('hands out the values of secrets apart where they are to be encrypted', async () => {
  const files = await Promise.all(secretsWays.map((way) => exports.file('profiles', way)))
  const toEncrypt = { 'profiles[0].auth.token': 's3cret' }
  expect(files.map((file) => file.ok && file.value.toEncrypt)).toEqual([undefined, toEncrypt, undefined])
})

it('keeps what is secret in the addresses of an authorization server as it keeps other secrets', async () => {
  const auth = {
    ...emptyOAuth2,
    authorizationUrl: 'https://ada:s3cret@h/sign-in?api_key=s3cret&tenant=t1',
    accessTokenUrl: 'https://h/token?key=s3cret',
  }
  items.set('handshake/p1', { ...plainHandshake, auth })
  const files = await Promise.all(secretsWays.map((way) => exports.file('profiles', way)))
  const secrets = ['Own: auth.authorizationUrl', 'Own: auth.accessTokenUrl']
  for (const file of files) expect(file).toMatchObject({ value: { secrets } })
  expect(files.map((file) => fileOf(file).includes('s3cret'))).toEqual([false, false, true])
  expect(JSON.stringify(files[0])).toContain('https://ada@h/sign-in?api_key=&tenant=t1')
})

it('names a profile that has no name by its address, without what is secret there', async () => {
  own = newProfile('p1', { url: 'wss://h/?token=t0ken' })
  const file = await exports.file('profiles', 'left-out')
  expect(file).toMatchObject({ value: { secrets: ['wss://h/?token=: url', 'wss://h/?token=: auth.token'] } })
})

it('has the person’s rules in a backup only', async () => {
  const rulesIn = async (extent: 'profiles' | 'backup') => JSON.stringify(await exports.file(extent, 'left-out'))
  expect(await rulesIn('backup')).toContain('"onlyListed":true')
  expect(await rulesIn('profiles')).not.toContain('onlyListed')
})

it.each([
  [{ allowExport: false }, ['No export', 'No export', 'No export']],
  [{ allowExportOfSecrets: false }, [undefined, 'No export of secrets', 'No export of secrets']],
  [{}, [undefined, undefined, undefined]],
])('asks the policy %j for each file', async (rules, refused) => {
  policy = { ...policy, organization: readPolicy({ version: 1, rules }) }
  const files = await Promise.all(secretsWays.map((way) => exports.file('backup', way)))
  expect(files.map((file) => (file.ok ? undefined : file.refusal.rule))).toEqual(refused)
})

it('makes none while the policy cannot be read', async () => {
  policy = { ...policy, organization: readPolicy({ version: 1 }) }
  expect(await exports.file('profiles', 'left-out')).toMatchObject({
    refusal: { rule: 'Unreadable policy' },
  })
})

it('hands nothing out that policy began to forbid while it was made', async () => {
  const making = exports.file('profiles', 'in-clear')
  policy = { ...policy, user: readPolicy({ version: 1, rules: { allowExportOfSecrets: false } }) }
  expect(await making).toMatchObject({ refusal: { rule: 'No export of secrets (your rules)' } })
})
