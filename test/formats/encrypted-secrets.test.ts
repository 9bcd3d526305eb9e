import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptSecrets, encryptSecrets } from '../../src/formats/encrypted-secrets.ts'
import { importSwitchboard } from '../../src/formats/switchboard.ts'
import { switchboardText } from './fixture-files.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))
const secrets = { 'profiles[0].auth.token': 't-0p', 'environments[0].variables[1].value': 'ü€' }

describe('encrypted secrets', () => {
  it('come back with the passphrase, however its letters are composed', async () => {
    const encrypted = await encryptSecrets(secrets, 'cafe\u0301 au lait', random)
    expect(JSON.stringify(encrypted)).not.toMatch(/t-0p|token/)
    expect(await decryptSecrets(encrypted, 'caf\u00e9 au lait')).toEqual({ ok: true, value: secrets })
  })

  it('are different each time', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => encryptSecrets(secrets, 'the same words', random)))
    expect(one?.data).not.toBe(other?.data)
    expect(one?.salt).not.toBe(other?.salt)
  })

  it('do not open with another passphrase, or when a byte was changed', async () => {
    const encrypted = await encryptSecrets(secrets, 'the right words', random)
    const wrong = {
      ok: false,
      refusal: { code: 'invalid-file', message: expect.stringMatching(/passphrase is wrong/) },
    }
    expect(await decryptSecrets(encrypted, 'the wrong words')).toMatchObject(wrong)
    const data = `${encrypted.data.startsWith('A') ? 'B' : 'A'}${encrypted.data.slice(1)}`
    expect(await decryptSecrets({ ...encrypted, data }, 'the right words')).toMatchObject(wrong)
  })
})

describe('a file with them', () => {
  const profile = {
    kind: 'text',
    ...{ id: 'p', name: 'Rooms', url: 'wss://h/?token=s1', subprotocols: [], handshakeTimeout: 30_000 },
    minify: true,
    auth: { type: 'bearer', token: 's2', prefix: 'Bearer' },
    settings: { switchedOffParameters: [{ at: 1, text: 'token=s4' }] },
    headers: [{ name: 'Authorization', value: 's3', enabled: true, secret: true }],
  } as const

  it('is imported without them, and with them once it is unlocked', async () => {
    const content = {
      profiles: [
        {
          ...profile,
          url: 'wss://h/?token=',
          auth: { ...profile.auth, token: '' },
          settings: { switchedOffParameters: [{ at: 1, text: 'token=' }] },
          headers: [{ ...profile.headers[0], value: '' }],
        },
      ],
    }
    const values = {
      'profiles[0].url': profile.url,
      'profiles[0].auth.token': 's2',
      'profiles[0].headers[0].value': 's3',
      'profiles[0].settings.switchedOffParameters[0].text': 'token=s4',
      'profiles[0].toString': 'never',
      'profiles[9].url': 'never',
    }
    const encryptedSecrets = await encryptSecrets(values, 'long enough', random)
    const imported = importSwitchboard(switchboardText({ ...content, encryptedSecrets }))
    if (!imported.ok) expect.unreachable(imported.refusal.message)
    expect(imported.value.profiles[0]).toMatchObject({
      url: 'wss://h/?token=',
      auth: { token: '' },
      settings: { switchedOffParameters: [{ at: 1, text: 'token=' }] },
    })
    expect(await imported.value.unlock?.('too short')).toMatchObject({ ok: false })
    expect(await imported.value.unlock?.('long enough')).toMatchObject({
      ok: true,
      value: {
        profiles: [
          {
            url: profile.url,
            auth: { token: 's2' },
            headers: [{ value: 's3' }],
            settings: { switchedOffParameters: [{ text: 'token=s4' }] },
          },
        ],
      },
    })
  })

  it('is refused when opening it would take minutes, or no time at all', () => {
    const encryptedSecrets = { keyDerivation: 'PBKDF2-SHA-256', salt: '', cipher: 'AES-256-GCM', iv: '', data: '' }
    for (const iterations of [1, 1e12, 600_000.5]) {
      const file = {
        format: 'switchboard',
        version: 2,
        profiles: [],
        encryptedSecrets: { ...encryptedSecrets, iterations },
      }
      expect(importSwitchboard(JSON.stringify(file))).toMatchObject({
        ok: false,
        refusal: { message: expect.stringMatching(/^encryptedSecrets\.iterations: /) },
      })
    }
  })
})
