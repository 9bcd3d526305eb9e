import { expect, it } from 'vitest'
import { knownVariables, previewOf, toldValue } from '../../panels/shared/variables.ts'
import { noEnvironments } from '../../src/wire/view.ts'

it('lists what can be referred to now, and what holds of several with one name', () => {
  const variables = [
    { name: 'host', enabled: true, secret: false, value: 'a' },
    { name: 'off', enabled: false, secret: false, value: 'b' },
    { name: 'token', enabled: true, secret: true },
  ]
  const known = knownVariables({
    list: [
      { id: 'e1', name: 'Staging', variables },
      { id: 'e2', name: 'Production', variables: [{ name: 'other', enabled: true, secret: false, value: 'c' }] },
    ],
    activeId: 'e1',
    set: [{ name: 'host', enabled: true, secret: false, value: 'set' }],
  })
  expect(known.get('host')).toEqual({ name: 'host', origin: 'set', secret: false, value: 'set' })
  expect(known.get('token')).toEqual({ name: 'token', origin: 'environment', secret: true, value: undefined })
  expect(known.get('$uuid')).toMatchObject({ origin: 'built-in' })
  expect([known.has('off'), known.has('other')]).toEqual([false, false])
  expect(['host', 'token', '$uuid', 'off'].map(toldValue(known, 'SECRET'))).toEqual([
    'set',
    'SECRET',
    undefined,
    undefined,
  ])
})

it('shows the braces that begin no variable as they go out', () => {
  const parts = previewOf('ws://h/{{$braces}}a}}{{$uuid}}', knownVariables(noEnvironments))
  expect(parts.map(({ text }) => text).join('')).toBe('ws://h/{{a}}$uuid')
})
