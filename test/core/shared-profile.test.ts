import { expect, test } from 'vitest'
import { plainHandshake } from '../../src/core/handshake.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import { newProfile } from '../../src/core/profile.ts'
import { emptyScript } from '../../src/core/script.ts'
import { sharedProfile, withSecretsOf } from '../../src/core/shared-profile.ts'

const row = (name: string, value: string) => ({ name, value, enabled: true })

test('what is secret in the addresses of an authorization server goes to no other device', () => {
  const accessTokenUrl = 'https://client:s3cret@h/token?key=s3cret'
  const auth = { ...emptyOAuth2, authorizationUrl: 'https://h/sign-in?client_secret=s3cret&a={{a}}', accessTokenUrl }
  const belongings = { handshake: { ...plainHandshake, auth }, script: emptyScript }
  const shared = sharedProfile(newProfile('p'), belongings, { withScript: true })
  expect(shared.handshake.auth).toEqual({
    ...auth,
    authorizationUrl: 'https://h/sign-in?client_secret=&a={{a}}',
    accessTokenUrl: 'https://client@h/token?key=',
  })
})

test('a secret stays with the row it was in, wherever that has gone', () => {
  const here = [row('X-Trace', '1'), row('Authorization', 's3cret')]
  const blanked = [row('X-Trace', '1'), row('Authorization', '')]
  expect(withSecretsOf(here, blanked, [row('Authorization', ''), row('Cookie', '')])).toEqual([
    row('Authorization', 's3cret'),
    row('Cookie', ''),
  ])
})

test('a secret is for one way to authenticate', () => {
  const here = { type: 'basic', username: 'a', password: 's3cret' }
  const blanked = { ...here, password: '' }
  expect(withSecretsOf(here, blanked, { ...blanked, username: 'b' })).toEqual({ ...here, username: 'b' })
  const other = { type: 'bearer', password: '' }
  expect(withSecretsOf(here, blanked, other)).toEqual(other)
})

test('of two rows that say the same, each keeps its secret', () => {
  const here = [row('Authorization', 'one'), row('Authorization', 'two')]
  const blanked = here.map(({ name }) => row(name, ''))
  expect(withSecretsOf(here, blanked, [...blanked, row('X-New', ''), row('Authorization', '')])).toEqual([
    ...here,
    row('X-New', ''),
    row('Authorization', ''),
  ])
})
