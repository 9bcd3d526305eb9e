import { beforeEach, describe, expect, it, vi } from 'vitest'
import { commandHandler, type Owners } from '../../src/background/handlers.ts'
import { readHandshake } from '../../src/background/handshake-settings.ts'
import { Profiles } from '../../src/background/profiles.ts'
import { type GivenProfile, plainHandshake } from '../../src/core/handshake.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { emptyScript } from '../../src/core/script.ts'

const { stored, set } = vi.hoisted(() => {
  const values = new Map<string, unknown>()
  return { stored: values, set: vi.fn() }
})

vi.mock('webextension-polyfill', () => {
  const local = {
    get: async (key: string) => ({ [key]: stored.get(key) }),
    set,
    remove: async (key: string) => void stored.delete(key),
  }
  return { default: { storage: { local } } }
})

beforeEach(() => {
  stored.clear()
  set.mockReset().mockImplementation(async (values: object) => {
    for (const [key, value] of Object.entries(values)) stored.set(key, value)
  })
})

function given(name: string): GivenProfile {
  const { id: _id, ...profile } = newProfile('', { name, url: 'ws://localhost/' })
  const auth = { type: 'bearer', prefix: 'Bearer', token: `token of ${name}` } as const
  return { profile, handshake: { ...plainHandshake, auth }, script: emptyScript }
}

async function setUp(disposeOf: () => ReturnType<Owners['connections']['disposeOf']> = () => ok(null)) {
  const told: string[] = []
  const profiles = new Profiles({
    onProfile: ({ name }, index) => told.push(`${name} at ${index}`),
    onProfileRemoved: () => told.push('removed'),
  })
  await profiles.load()
  const handle = commandHandler({ profiles, connections: { disposeOf } } as unknown as Owners)
  const call = (name: string, args: unknown) => handle({ viewId: 'v', surface: 'inspector' }, name, args)
  const names = () => profiles.list().map(({ name }) => name)
  return { profiles, told, call, names }
}

describe('adding profiles', () => {
  it('puts them at the end, with their handshakes, in one step', async () => {
    const { told, call, names, profiles } = await setUp()
    await call('profile.create', { name: 'first' })
    set.mockClear()
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    expect(set).toHaveBeenCalledTimes(1)
    expect(names()).toEqual(['first', 'a', 'b'])
    expect(told).toEqual(['first at 0', 'a at 1', 'b at 2'])
    expect(reply).toEqual(
      ok({
        profileIds: profiles
          .list()
          .slice(1)
          .map(({ id }) => id),
      }),
    )
    expect((await readHandshake(profiles.list()[2]?.id ?? '')).auth).toMatchObject({ token: 'token of b' })
  })

  it('adds none when they cannot be stored', async () => {
    const { told, call, names } = await setUp()
    set.mockRejectedValue(new Error('QUOTA_BYTES exceeded'))
    expect(await call('profiles.add', { profiles: [given('a')] })).toMatchObject({
      ok: false,
      refusal: { code: 'failed', message: expect.stringContaining('QUOTA_BYTES') },
    })
    expect([names(), told]).toEqual([[], []])
  })

  it('keeps what is changed while they are being stored', async () => {
    const { call, names } = await setUp()
    await Promise.all([call('profiles.add', { profiles: [given('a')] }), call('profile.create', { name: 'meanwhile' })])
    expect(names().toSorted()).toEqual(['a', 'meanwhile'])
    expect(stored.get('profiles')).toHaveLength(2)
  })

  it.each([
    ['none at all', [], 'profiles'],
    ['more than a thousand', Array.from({ length: 1001 }, (_, index) => given(String(index))), 'profiles'],
    [
      'one of them wrong',
      [given('a'), { ...given('b'), profile: { name: 'b', folder: [] } }],
      'profiles.1.profile.kind',
    ],
    ['one with an id of its own', [{ ...given('a'), profile: newProfile('mine') }], 'profiles.0.profile.id'],
  ])('refuses %s and adds nothing', async (_, profiles, field) => {
    const { call, names } = await setUp()
    expect(await call('profiles.add', { profiles })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-arguments', field },
    })
    expect(names()).toEqual([])
  })
})

describe('taking back what was added', () => {
  it('leaves nothing of it, secrets included', async () => {
    const { call, names } = await setUp()
    await call('profile.create', { name: 'first' })
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    expect(await call('profiles.remove', reply.value)).toEqual(ok(null))
    expect(names()).toEqual(['first'])
    expect([...stored.keys()]).toEqual(['profiles'])
  })

  it('is refused as a whole while another panel uses one of them', async () => {
    const { call, names } = await setUp(() => refuse('not-owner', 'Another panel uses it.'))
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    expect(await call('profiles.remove', reply.value)).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(names()).toEqual(['a', 'b'])
  })
})
