import { expect, test } from 'vitest'
import { withSecretsOf } from '../../src/core/shared-profile.ts'

const row = (name: string, value: string) => ({ name, value, enabled: true })

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
