import { expect, it } from 'vitest'
import { plainHandshake } from '../../src/core/handshake.ts'
import { newProfile } from '../../src/core/profile.ts'
import { emptyScript } from '../../src/core/script.ts'
import { type OwnThings, ownFile } from '../../src/formats/own-file.ts'

const things: OwnThings = {
  profiles: [
    {
      profile: newProfile('a', {
        name: 'Rooms',
        url: 'wss://ada:s1@h/x?token=s2&depth=5&key={{key}}',
        subprotocols: ['bearer', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.s8'],
        switchedOffParameters: [
          { at: 1, text: 'depth=6' },
          { at: 2, text: 'token=s6' },
        ],
      }),
      handshake: {
        ...plainHandshake,
        headers: [
          { name: 'Authorization', value: 's3', enabled: true, secret: true },
          { name: 'X-Token', value: '{{token}}', enabled: true, secret: true },
          { name: 'X-App', value: 'kept', enabled: true },
          { name: 'X-User', value: 'as eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.s9', enabled: true },
        ],
        auth: { type: 'bearer', token: 's4', prefix: 'Bearer' },
        cookie: { change: 'replace', value: 'sid=s7' },
      },
      script: emptyScript,
    },
  ],
  folders: [],
  environments: [
    {
      ...{ id: 'e', name: 'Production' },
      variables: [
        { name: 'pin', value: 's5', enabled: true, secret: true },
        { name: 'token', value: 'kept', enabled: true, secret: false },
      ],
    },
  ],
}

it('empties secrets and tells their places', () => {
  const { file, secrets } = ownFile(things, 'left-out')
  expect(secrets).toEqual([
    'Rooms: url',
    'Rooms: subprotocols[1]',
    'Rooms: settings.switchedOffParameters[1].text',
    'Rooms: auth.token',
    'Rooms: headers[0].value',
    'Rooms: headers[3].value',
    'Rooms: own.cookie.value',
    'Production: variables[0].value',
  ])
  const [profile] = file.profiles
  expect(profile?.url).toBe('wss://ada@h/x?token=&depth=5&key={{key}}')
  expect(profile?.headers?.map(({ value }) => value)).toEqual(['', '{{token}}', 'kept', 'as '])
  expect(profile?.subprotocols).toEqual(['bearer', ''])
  expect(file.environments?.[0]?.variables.map(({ value }) => value)).toEqual(['', 'kept'])
  expect(JSON.stringify(file)).not.toMatch(/"s\d"|s1@|=s\d|\.s\d/)
})

it('has all of them where they are to be in it', () => {
  const { file } = ownFile(things, 'in-clear')
  expect(JSON.stringify(file).match(/s\d/g)).toHaveLength(9)
})
