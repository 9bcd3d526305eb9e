import { beforeEach, describe, expect, it, vi } from 'vitest'
import { commandHandler, type Owners } from '../../src/background/handlers.ts'
import { readHandshake } from '../../src/background/handshake-settings.ts'
import { Profiles } from '../../src/background/profiles.ts'
import { type GivenProfile, plainHandshake } from '../../src/core/handshake.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { emptyScript } from '../../src/core/script.ts'
import type { CommandReply } from '../../src/wire/commands.ts'

const { stored, inSession, set } = vi.hoisted(() => ({
  stored: new Map<string, unknown>(),
  inSession: new Map<string, unknown>(),
  set: vi.fn(),
}))

vi.mock('../../src/platform/browser.ts', () => {
  const session = {
    get: async (keys: string[]) => Object.fromEntries(keys.map((key) => [key, inSession.get(key)])),
    set: async (values: object) => {
      for (const [key, value] of Object.entries(values)) inSession.set(key, value)
    },
  }
  const local = {
    get: async (keys = [...stored.keys()]) => Object.fromEntries(keys.map((key) => [key, stored.get(key)])),
    set,
    remove: async (key: string) => void stored.delete(key),
  }
  return { browser: { storage: { local, session } } }
})

beforeEach(() => {
  stored.clear()
  inSession.clear()
  set.mockReset().mockImplementation(async (values: object) => {
    for (const [key, value] of Object.entries(values)) stored.set(key, value)
  })
})

function given(name: string): GivenProfile {
  const { id: _id, ...profile } = newProfile('', { name, url: 'ws://localhost/' })
  const auth = { type: 'bearer', prefix: 'Bearer', token: `token of ${name}` } as const
  return { profile, handshake: { ...plainHandshake, auth }, script: emptyScript }
}

async function setUp(
  disposeOf: () => ReturnType<Owners['connections']['disposeOf']> = () => ok(null),
  removed: Result<null> = ok(null),
) {
  const told: string[] = []
  const profiles = new Profiles({
    onProfile: ({ name }, index) => told.push(`${name} at ${index}`),
    onProfileRemoved: () => told.push('removed'),
    onArranged: (all, gone) => told.push(`${all.map(({ name }) => name)}${gone ? ` without ${gone.size}` : ''}`),
    onFolders: (empty) => told.push(`empty: ${empty.map(({ path }) => path.join('/')).join()}`),
  })
  await profiles.load()
  const toClose = async () => ok(null)
  const removeOf = vi.fn(async (_: readonly string[]) => removed)
  const trimLog = vi.fn(async (_caller: string, _logId: string, _before: number) => ok(null))
  const handle = commandHandler({
    profiles,
    records: { list: () => [] },
    connections: { disposeOf, trimLog },
    consent: { toClose },
    recordings: { removeOf, holds: (logId: string) => logId === 'p1.r1' },
  } as unknown as Owners)
  const call = (name: string, args: unknown) =>
    handle({ viewId: 'v', surface: 'inspector' }, name, args, new AbortController().signal)
  const names = () => profiles.list().map(({ name }) => name)
  return { profiles, told, call, names, removeOf, trimLog }
}

describe('adding profiles', () => {
  it('puts them at the end, with their handshakes, in one step', async () => {
    const { told, call, names, profiles } = await setUp()
    await call('profile.create', { name: 'first' })
    set.mockClear()
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    expect(set).toHaveBeenCalledTimes(1)
    expect(names()).toEqual(['first', 'a', 'b'])
    // Views draw the whole list for each word about it: one is enough for all of them.
    expect(told).toEqual(['first at 0', 'first,a,b'])
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

  it('adds them also where the folders that come with them cannot be stored', async () => {
    const { call, names } = await setUp()
    set.mockImplementation(async (values: object) => {
      if ('folders' in values) throw new Error('QUOTA_BYTES exceeded')
    })
    const reply = await call('profiles.add', { profiles: [given('a')], empty: [{ path: ['empty'], at: 1 }] })
    expect(reply).toMatchObject({ ok: true })
    expect(names()).toEqual(['a'])
  })

  it('keeps what is changed while they are being stored', async () => {
    const { call, names } = await setUp()
    await Promise.all([call('profiles.add', { profiles: [given('a')] }), call('profile.create', { name: 'meanwhile' })])
    expect(names().toSorted()).toEqual(['a', 'meanwhile'])
    expect(stored.get('profiles')).toHaveLength(2)
  })

  it.each([
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
    const { told, call, names } = await setUp()
    await call('profile.create', { name: 'first' })
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    expect(await call('profiles.remove', reply.value)).toEqual(ok(null))
    expect(names()).toEqual(['first'])
    expect(told.at(-1)).toBe('first without 2')
    expect([...stored.keys()]).toEqual(['profiles'])
  })

  it('is refused as a whole while another panel uses one of them', async () => {
    const { call, names } = await setUp(() => refuse('not-owner', 'Another panel uses it.'))
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    expect(await call('profiles.remove', reply.value)).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(names()).toEqual(['a', 'b'])
  })

  it('is refused as a whole while their recordings cannot be deleted', async () => {
    const refused = refuse('failed', 'no transport')
    const { call, names } = await setUp(undefined, refused)
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    expect(await call('profiles.remove', reply.value)).toEqual(refused)
    expect(names()).toEqual(['a', 'b'])
  })
})

describe('a profile made like another', () => {
  it('stands after it and has a handshake, a script and a draft of its own', async () => {
    const { call, names, profiles } = await setUp()
    const reply = await call('profiles.add', { profiles: [given('a'), given('b')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    const [first = ''] = profiles.list().map(({ id }) => id)
    stored.set(`script/${first}`, { messages: [] })
    expect(await call('profile.duplicate', { profileId: first, name: 'a copy' })).toMatchObject({ ok: true })
    expect(names()).toEqual(['a', 'a copy', 'b'])
    const copy = profiles.list()[1]
    expect(copy?.url).toBe('ws://localhost/')
    expect((await readHandshake(copy?.id ?? '')).auth).toMatchObject({ token: 'token of a' })
    expect(stored.get(`script/${copy?.id}`)).toEqual({ messages: [] })
    expect(stored.has(`draft/${copy?.id}`)).toBe(false)
  })
})

describe('where folders cannot be stored', () => {
  it('a profile of another device is there all the same', async () => {
    const { profiles, call, told } = await setUp()
    await call('profiles.arrange', { places: [], empty: [{ path: ['x'], at: 0 }] })
    set.mockImplementation(async (values: object) => {
      if ('folders' in values) throw new Error('QUOTA_BYTES exceeded')
    })
    const profile = newProfile('other', { name: 'o', folder: ['x'] })
    expect(await profiles.receive(profile, given('o'), () => true)).toBe(true)
    expect(told.slice(-2)).toEqual(['empty: ', 'o at 0'])
  })
})

it('a profile of the organisation is neither deleted nor taken back, and its connections stay', async () => {
  const disposeOf = vi.fn(() => ok(null))
  const { call } = await setUp(disposeOf)
  const refused = { ok: false, refusal: { code: 'not-owner' } }
  expect(await call('profile.delete', { profileId: 'organization.a' })).toMatchObject(refused)
  expect(await call('profiles.remove', { profileIds: ['organization.a'], newFolders: [] })).toMatchObject(refused)
  expect(disposeOf).not.toHaveBeenCalled()
})

describe('the order of profiles', () => {
  it('is as told, with the folders; those not named come last', async () => {
    const { call, names, told, profiles } = await setUp()
    for (const name of ['a', 'b', 'c']) await call('profile.create', { name })
    const [a = '', b = '', c = ''] = profiles.list().map(({ id }) => id)
    told.length = 0
    const places = [
      { profileId: c, folder: ['x', 'y'] },
      { profileId: a, folder: [] },
      { profileId: 'gone', folder: [] },
      { profileId: c, folder: [] },
    ]
    expect(await call('profiles.arrange', { places })).toEqual(ok(null))
    expect(names()).toEqual(['c', 'a', 'b'])
    expect(profiles.list()[0]?.folder).toEqual(['x', 'y'])
    expect(told).toEqual(['c,a,b'])
    expect(stored.get('profiles')).toMatchObject([{ id: c }, { id: a }, { id: b }])
  })
})

describe('folders', () => {
  /** `x/` is an empty folder. */
  const outline = (profiles: Profiles) =>
    profiles.emptyFolders().reduceRight(
      (all, { path, at }) => all.toSpliced(at, 0, `${path.join('/')}/`),
      profiles.list().map(({ folder, name }) => [...folder, name].join('/')),
    )
  async function setUpFolders() {
    const { profiles, call, told } = await setUp()
    await call('profile.create', { name: 'a' })
    await call('profile.create', { name: 'b', folder: ['x', 'y'] })
    await call('profile.create', { name: 'c', folder: ['x'] })
    await call('profile.create', { name: 'd' })
    const ids = new Map(profiles.list().map(({ id, name }) => [name, id]))
    return { profiles, call, told, id: (name: string) => ids.get(name) ?? '' }
  }

  it('stay when their last profile is deleted, and are there after a restart', async () => {
    const { profiles, call, id } = await setUpFolders()
    await call('profile.delete', { profileId: id('b') })
    expect(outline(profiles)).toEqual(['a', 'x/y/', 'x/c', 'd'])
    await call('profile.delete', { profileId: id('c') })
    expect(outline(profiles)).toEqual(['a', 'x/y/', 'd'])
    expect(outline((await setUp()).profiles)).toEqual(['a', 'x/y/', 'd'])
  })

  it('and profiles can be brought back also where their deletion cannot be stored', async () => {
    const { profiles, call } = await setUpFolders()
    const before = outline(profiles)
    const profileId = profiles.list()[0]?.id
    set.mockRejectedValue(new Error('QUOTA_BYTES exceeded'))
    expect(await call('profile.delete', { profileId })).toMatchObject({ ok: true, value: { index: 0 } })
    expect(await call('folder.delete', { path: ['x'] })).toMatchObject({
      ok: true,
      value: [{ index: 0 }, { index: 1 }],
    })
    expect(outline(profiles)).not.toEqual(before)
  })

  it('are deleted with all that is in them, and restored as they were', async () => {
    const { profiles, call } = await setUpFolders()
    const places = profiles.list().map(({ id, folder }) => ({ profileId: id, folder: [...folder] }))
    await call('profiles.arrange', { places, empty: [{ path: ['x', 'e'], at: 2 }] })
    const before = outline(profiles)
    expect(before).toEqual(['a', 'x/y/b', 'x/e/', 'x/c', 'd'])
    const deleted = await call('folder.delete', { path: ['x'] })
    expect(outline(profiles)).toEqual(['a', 'd'])
    if (!deleted.ok) expect.unreachable(deleted.refusal.message)
    const gone = deleted.value as CommandReply<'folder.delete'>
    const restored = { profiles: gone.map((one) => ({ ...one })) }
    const known = { profile: { ...profiles.list()[0] }, index: 0 }
    // All of them, or none, and each once.
    for (const refused of [known, ...restored.profiles]) {
      const answer = await call('profiles.restore', { profiles: [...restored.profiles, refused] })
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid-arguments' } })
      expect(outline(profiles)).toEqual(['a', 'd'])
    }
    expect(await call('profiles.restore', restored)).toEqual(ok(null))
    await call('profiles.arrange', { places, empty: [{ path: ['x', 'e'], at: 2 }] })
    expect(outline(profiles)).toEqual(before)
  })

  it('around one that is deleted stay', async () => {
    const { profiles, call, id } = await setUpFolders()
    await call('profile.delete', { profileId: id('c') })
    await call('folder.delete', { path: ['x', 'y'] })
    expect(outline(profiles)).toEqual(['a', 'x/', 'd'])
  })

  it('come with an import, and go when it is undone; those that were there stay', async () => {
    const { profiles, call } = await setUpFolders()
    await call('folder.delete', { path: ['x', 'y'] })
    const one = given('new')
    const added = await call('profiles.add', {
      profiles: [{ ...one, profile: { ...one.profile, folder: ['n', 'm'] } }],
      empty: [
        { path: ['x'], at: 0 },
        { path: ['e'], at: 0 },
        { path: ['last'], at: 1 },
      ],
    })
    expect(outline(profiles)).toEqual(['a', 'x/c', 'd', 'e/', 'n/m/new', 'last/'])
    if (!added.ok) expect.unreachable(added.refusal.message)
    await call('profiles.remove', { ...(added.value as object), newFolders: [['e'], ['n'], ['n', 'm'], ['last']] })
    expect(outline(profiles)).toEqual(['a', 'x/c', 'd'])
  })

  it('are told only when they are others', async () => {
    const { call, told, id } = await setUpFolders()
    told.length = 0
    await call('profile.update', { profileId: id('a'), change: { name: 'A' } })
    await call('profile.delete', { profileId: id('c') })
    expect(told).toEqual(['A at 0', 'removed'])
    await call('profile.delete', { profileId: id('b') })
    expect(told.slice(2)).toEqual(['empty: x/y', 'removed'])
  })
})

describe('what belonged to a profile that was deleted', () => {
  it('stays until it is not going to be restored, its logs included', async () => {
    const { call, profiles, removeOf, trimLog } = await setUp()
    const reply = await call('profiles.add', { profiles: [given('a')] })
    if (!reply.ok) expect.unreachable(reply.refusal.message)
    const profileId = profiles.list()[0]?.id ?? ''
    expect(await call('profile.forget', { profileId })).toMatchObject({ refusal: { code: 'invalid-arguments' } })
    await call('profile.delete', { profileId })
    expect(stored.has(`handshake/${profileId}`)).toBe(true)
    expect([removeOf.mock.calls, trimLog.mock.calls]).toEqual([[], []])
    expect(await call('profile.forget', { profileId })).toEqual(ok(null))
    expect([...stored.keys()]).toEqual(['profiles'])
    expect(removeOf.mock.calls).toEqual([[[profileId]]])
    expect(trimLog.mock.calls).toEqual([['v', profileId, Number.MAX_SAFE_INTEGER]])
  })

  it('is no way to delete what is in a recording', async () => {
    const { call, trimLog } = await setUp()
    expect(await call('profile.forget', { profileId: 'p1.r1' })).toMatchObject({ refusal: { code: 'not-owner' } })
    expect(trimLog).not.toBeCalled()
  })

  it('is deleted with the next start of the browser, and at no other time', async () => {
    const { call, profiles } = await setUp()
    await call('profiles.add', { profiles: [given('a')] })
    const id = profiles.list()[0]?.id
    for (const key of ['handshake/gone', 'script/gone', 'draft/gone', 'draft/organization.1', 'rules'])
      stored.set(key, 1)
    await profiles.sweep()
    expect([...stored.keys()]).toEqual(['profiles', `handshake/${id}`, `script/${id}`, 'draft/organization.1', 'rules'])
    stored.set('handshake/gone', 1)
    await profiles.sweep()
    expect(stored.has('handshake/gone')).toBe(true)
  })

  it('stays with a profile that is added or deleted while that is being done', async () => {
    const { call, profiles } = await setUp()
    await call('profiles.add', { profiles: [given('a')] })
    const deleted = profiles.list()[0]?.id ?? ''
    const swept = profiles.sweep()
    const added = call('profiles.add', { profiles: [given('b')] })
    await Promise.all([swept, added, call('profile.delete', { profileId: deleted })])
    expect([...stored.keys()]).toEqual(
      expect.arrayContaining([`handshake/${deleted}`, `handshake/${profiles.list()[0]?.id}`]),
    )
  })
})
