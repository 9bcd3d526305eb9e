import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { belonging } from '../../src/background/belonging.ts'
import { readHandshake, writeHandshake } from '../../src/background/handshake-settings.ts'
import { ProfileSync } from '../../src/background/profile-sync.ts'
import { Profiles } from '../../src/background/profiles.ts'
import { readScript } from '../../src/background/scripts.ts'
import { foldersId } from '../../src/core/folders.ts'
import { plainHandshake } from '../../src/core/handshake.ts'

const { areas } = vi.hoisted(() => {
  const area = () => {
    const items = new Map<string, string>()
    // As browsers keep it: a copy, its members in an order of their own.
    const sorted = (_: string, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([first], [second]) => (first < second ? 1 : -1)))
        : part
    return {
      items,
      writes: 0,
      get: async (keys?: string[]) =>
        Object.fromEntries(
          [...items]
            .filter(([name]) => keys === undefined || keys.includes(name))
            .map(([name, text]) => [name, JSON.parse(text)]),
        ),
      async set(values: object) {
        this.writes += 1
        for (const [key, value] of Object.entries(values)) items.set(key, JSON.stringify(value, sorted))
      },
      remove: async (key: string) => void items.delete(key),
    }
  }
  return { areas: { sync: area(), one: area(), two: area(), device: 'one' as 'one' | 'two' } }
})

vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
    storage: {
      sync: areas.sync,
      get local() {
        return areas[areas.device]
      },
    },
  },
}))

beforeEach(() => {
  for (const area of [areas.sync, areas.one, areas.two]) {
    area.items.clear()
    area.writes = 0
  }
  now = 1000
})
afterEach(() => vi.useRealTimers())

let now = 1000
const bearer = { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token: 's3cret' } } as const

interface Device {
  readonly profiles: Profiles
  readonly sync: ProfileSync
  readonly inUse: Set<string>
  /** Policy has another word about what leaves the device. */
  forbid(refusal: { message: string; rule: string } | undefined): void
  /** Does something on this device, and compares. */
  on<Value>(work: () => Promise<Value>): Promise<Value>
}

async function device(name: 'one' | 'two', refusal?: { message: string; rule: string }): Promise<Device> {
  const inUse = new Set<string>()
  const profiles: Profiles = new Profiles({
    onProfile: ({ id }) => sync.touch(id),
    onProfileRemoved: (id) => sync.touch(id),
    onArranged: (all, gone = new Set()) => {
      for (const id of [...all.map((profile) => profile.id), ...gone]) sync.touch(id)
    },
    onFolders: () => sync.touch(foldersId),
  })
  const sync: ProfileSync = new ProfileSync({
    profiles,
    isInUse: (id) => inUse.has(id),
    refusal: () => refusal,
    onReceived: () => undefined,
    onStatus: () => undefined,
    now: () => now,
  })
  const on: Device['on'] = async (work) => {
    areas.device = name
    const value = await work()
    await sync.compare()
    return value
  }
  await on(async () => {
    await profiles.load()
    await sync.load()
  })
  const forbid: Device['forbid'] = (other) => {
    refusal = other
  }
  return { profiles, sync, inUse, forbid, on }
}

async function twoDevices() {
  vi.useFakeTimers()
  const [one, two] = [await device('one'), await device('two')]
  const id = await one.on(async () => {
    const { id } = await one.profiles.create({ name: 'Orders', url: 'wss://a.example/', folder: ['Shop'] })
    await writeHandshake(id, bearer)
    await one.sync.switch(true)
    return id
  })
  await two.on(() => two.sync.switch(true))
  return { one, two, id }
}

const names = ({ profiles }: Device) => profiles.list().map(({ name }) => name)

describe('profiles on several devices', () => {
  it('is off by default', async () => {
    vi.useFakeTimers()
    const one = await device('one')
    await one.on(() => one.profiles.create({ name: 'Orders' }))
    expect(one.sync.status()).toEqual({ on: false, leftOut: [], unreadable: 0 })
    expect(areas.sync.items.size).toBe(0)
  })

  it('brings a profile to another device under its id, without its secrets', async () => {
    const { two, id } = await twoDevices()
    expect([...areas.sync.items.values()].join()).not.toContain('s3cret')
    expect(two.profiles.list()).toMatchObject([{ id, name: 'Orders', folder: ['Shop'], url: 'wss://a.example/' }])
    expect((await readHandshake(id)).auth).toEqual({ ...bearer.auth, token: '' })
  })

  it('writes once for several changes, and not again when nothing has changed', async () => {
    const { one, two } = await twoDevices()
    expect(areas.sync.writes).toBe(1)
    await one.on(async () => undefined)
    await two.on(async () => undefined)
    expect(areas.sync.writes).toBe(1)
    areas.device = 'one'
    await one.profiles.create({ name: 'A' })
    await one.profiles.create({ name: 'B' })
    await vi.advanceTimersByTimeAsync(4999)
    expect(areas.sync.writes).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await one.sync.compare()
    expect(areas.sync.writes).toBe(2)
  })

  it('keeps the secrets that are here when the rest is changed there', async () => {
    const { one, two, id } = await twoDevices()
    now = 2000
    await two.on(() => two.profiles.update(id, { name: 'Orders 2' }))
    await one.on(async () => undefined)
    expect(names(one)).toEqual(['Orders 2'])
    expect((await readHandshake(id)).auth).toEqual(bearer.auth)
  })

  it('lets the last change win', async () => {
    const { one, two, id } = await twoDevices()
    now = 2000
    areas.device = 'one'
    await one.profiles.update(id, { name: 'earlier' })
    now = 3000
    await two.on(() => two.profiles.update(id, { name: 'later' }))
    now = 4000
    await one.on(async () => undefined)
    await two.on(async () => undefined)
    expect([names(one), names(two)]).toEqual([['later'], ['later']])
  })

  describe('leaves for the next comparison what a person does while both sides are compared', () => {
    const { get, set } = areas.one
    const moments: [string, (work: () => void) => void][] = [
      [
        'as what is here is read',
        (work) => vi.spyOn(areas.one, 'get').mockImplementationOnce((keys) => get(keys).finally(work)),
      ],
      [
        'as what came is stored',
        (work) =>
          vi.spyOn(areas.one, 'set').mockImplementationOnce((values) => set.call(areas.one, values).finally(work)),
      ],
    ]

    /** The other device does something, and a person something else on this one just as that is taken. */
    async function taken(
      theirs: (two: Device, id: string) => Promise<unknown>,
      meet: (work: () => void) => void,
      mine: (one: Device, id: string) => unknown,
    ) {
      const { one, two, id } = await twoDevices()
      now = 2000
      await two.on(() => theirs(two, id))
      now = 3000
      meet(() => void mine(one, id))
      for (const device of [one, one, two]) await device.on(async () => undefined)
      return { id, names: [names(one), names(two)] }
    }

    const rename = (name: string) => (device: Device, id: string) => device.profiles.update(id, { name })
    const remove = (device: Device, id: string) => device.profiles.remove(id)

    it.each(moments)('%s: a change', async (_, meet) => {
      expect((await taken(rename('theirs'), meet, rename('mine'))).names).toEqual([['mine'], ['mine']])
      expect(areas.one.items.get('profiles')).toContain('"mine"')
    })

    it.each(moments)('%s: a deletion', async (_, meet) => {
      expect((await taken(rename('theirs'), meet, remove)).names).toEqual([[], []])
      expect(areas.one.items.get('profiles')).toBe('[]')
    })

    it.each(moments)('%s: authentication and headers', async (_, meet) => {
      const { id } = await taken(rename('theirs'), meet, ({ sync }, id) => {
        void writeHandshake(id, { ...bearer, scope: 'project' })
        sync.touch(id)
      })
      expect((await readHandshake(id)).scope).toBe('project')
      areas.device = 'one'
      expect(await readHandshake(id)).toEqual({ ...bearer, scope: 'project' })
    })

    it('a change of what was deleted there', async () => {
      const [[, meet]] = moments as [(typeof moments)[0]]
      expect((await taken(remove, meet, rename('mine'))).names).toEqual([['mine'], ['mine']])
    })

    it.each(moments)('%s: an empty folder', async (_, meet) => {
      const arrange = (folder: string) => (device: Device, id: string) =>
        device.profiles.arrange([{ profileId: id, folder: ['Shop'] }], [{ path: [folder], at: 0 }])
      await taken(arrange('theirs'), meet, arrange('mine'))
      expect(areas.one.items.get('folders')).toContain('"mine"')
      expect(areas.two.items.get('folders')).toContain('"mine"')
    })
  })

  it('keeps the secrets that are here when it was deleted there and is brought back', async () => {
    const { one, two, id } = await twoDevices()
    await two.on(async () => {
      await writeHandshake(id, bearer)
      two.sync.touch(id)
    })
    now = 2000
    const deleted = await one.on(() => one.profiles.remove(id))
    await two.on(async () => undefined)
    expect(names(two)).toEqual([])
    now = 3000
    await one.on(async () => deleted.ok && one.profiles.restore([deleted.value]))
    await two.on(async () => undefined)
    expect(names(two)).toEqual(['Orders'])
    expect((await readHandshake(id)).auth).toEqual(bearer.auth)
  })

  it('deletes what was deleted elsewhere, but not under a connection', async () => {
    const { one, two, id } = await twoDevices()
    one.inUse.add(id)
    now = 2000
    await two.on(() => two.profiles.remove(id))
    await one.on(async () => undefined)
    expect(names(one)).toEqual(['Orders'])
    one.inUse.clear()
    await one.on(async () => undefined)
    expect(names(one)).toEqual([])
  })

  it('has the same empty folders everywhere, and none that was deleted comes back', async () => {
    const { one, two, id } = await twoDevices()
    const folders = ({ profiles }: Device) => profiles.emptyFolders().map(({ path }) => path.join('/'))
    now = 2000
    await one.on(() => one.profiles.arrange([{ profileId: id, folder: ['Shop'] }], [{ path: ['Empty'], at: 0 }]))
    await two.on(async () => undefined)
    expect(folders(two)).toEqual(['Empty'])
    now = 3000
    await two.on(() => two.profiles.remove(id))
    await one.on(async () => undefined)
    expect([folders(one), folders(two)]).toEqual([
      ['Empty', 'Shop'],
      ['Empty', 'Shop'],
    ])
    now = 4000
    await one.on(() => one.profiles.create({ name: 'again', folder: ['Shop'] }))
    await two.on(async () => undefined)
    now = 5000
    await one.on(() => one.profiles.removeFolder(['Shop']))
    await two.on(async () => undefined)
    await one.on(async () => undefined)
    expect([folders(one), folders(two)]).toEqual([['Empty'], ['Empty']])
    expect([one.sync.status().unreadable, names(two)]).toEqual([0, []])
  })

  it('deletes nothing when what was shared is gone without a word: it is shared again', async () => {
    const { one } = await twoDevices()
    areas.sync.items.clear()
    await one.on(async () => undefined)
    expect(names(one)).toEqual(['Orders'])
    expect(areas.sync.items.size).toBe(1)
  })

  it('leaves both sides as they are when it is switched off', async () => {
    const { one, two, id } = await twoDevices()
    await two.on(() => two.sync.switch(false))
    await one.on(() => one.profiles.update(id, { name: 'Orders 2' }))
    await two.on(async () => undefined)
    expect(names(two)).toEqual(['Orders'])
    expect(areas.sync.items.size).toBe(1)
  })

  it.each<[string, (one: Device) => unknown]>([
    ['switched off', ({ sync }) => sync.switch(false)],
    ['forbidden', (one) => one.forbid({ message: 'Not from now on.', rule: 'No export' })],
  ])('gives and takes nothing more when it is %s while both sides are compared', async (_, end) => {
    const { one, two, id } = await twoDevices()
    now = 2000
    await two.on(() => two.profiles.update(id, { name: 'theirs' }))
    now = 3000
    areas.device = 'one'
    await one.profiles.create({ name: 'mine' })
    const { get } = areas.one
    vi.spyOn(areas.one, 'get').mockImplementationOnce((keys) => get(keys).finally(() => void end(one)))
    await one.on(async () => undefined)
    expect(names(one)).toEqual(['Orders', 'mine'])
    expect([...areas.sync.items.keys()]).toEqual([`profile/${id}`])
  })

  it('names what does not fit, and keeps saved messages that are not told', async () => {
    const { one, two, id } = await twoDevices()
    const message = { id: 'm', name: '', folder: [], sendAs: 'text', text: 'x'.repeat(9000), onConnect: false }
    await one.on(async () => {
      await belonging('script', id).write({ messages: [message] })
      await one.profiles.update(id, { subprotocols: ['v2'] })
      await one.profiles.create({ name: 'Huge', url: `wss://b.example/${'y'.repeat(9000)}` })
    })
    expect(one.sync.status().leftOut).toEqual([
      { title: 'Orders', why: 'messages-too-large' },
      { title: 'Huge', why: 'too-large' },
    ])
    now = 2000
    await two.on(() => two.profiles.update(id, { subprotocols: ['v3'] }))
    await one.on(async () => undefined)
    expect(one.profiles.list()[0]?.subprotocols).toEqual(['v3'])
    expect((await readScript(id)).messages).toHaveLength(1)
  })

  it('stays within the quota of all items', async () => {
    vi.useFakeTimers()
    const one = await device('one')
    await one.on(async () => {
      for (let index = 0; index < 20; index += 1) {
        await one.profiles.create({ name: `${index}`, url: `wss://b.example/${'y'.repeat(6000)}` })
      }
      await one.sync.switch(true)
    })
    const bytes = [...areas.sync.items].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
    expect(bytes).toBeLessThanOrEqual(102_400)
    expect(areas.sync.items.size + one.sync.status().leftOut.length).toBe(20)
    expect(one.sync.status().leftOut.at(-1)).toEqual({ title: '19', why: 'no-room' })
  })

  it('counts what it cannot read, and leaves it alone', async () => {
    const { one } = await twoDevices()
    const newer = { changedAt: 5000, file: { format: 'switchboard', version: 99, profiles: [] } }
    await areas.sync.set({ 'profile/x': newer })
    await one.on(async () => undefined)
    expect(one.sync.status().unreadable).toBe(1)
    expect(areas.sync.items.has('profile/x')).toBe(true)
    expect(names(one)).toEqual(['Orders'])
  })

  it('is forbidden where nothing may be exported', async () => {
    vi.useFakeTimers()
    const one = await device('one', { message: 'Your organisation does not allow export.', rule: 'No export' })
    const result = await one.on(() => one.sync.switch(true))
    expect(result).toMatchObject({ ok: false, refusal: { rule: 'No export' } })
    expect(one.sync.status().on).toBe(false)
  })

  it('stays as it is where that it is switched cannot be stored', async () => {
    vi.useFakeTimers()
    const one = await device('one')
    const full = () => vi.spyOn(areas.one, 'set').mockRejectedValueOnce(new Error('The disk is full'))
    full()
    await expect(one.on(() => one.sync.switch(true))).rejects.toThrow('The disk is full')
    expect(one.sync.status().on).toBe(false)
    await one.on(() => one.profiles.create({ name: 'Orders' }))
    expect(areas.sync.items.size).toBe(0)
    await one.on(() => one.sync.switch(true))
    full()
    await expect(one.on(() => one.sync.switch(false))).rejects.toThrow('The disk is full')
    expect(one.sync.status().on).toBe(true)
  })

  it('says what the browser said when it could not be written', async () => {
    const { one } = await twoDevices()
    vi.spyOn(areas.sync, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES quota exceeded'))
    await one.on(() => one.profiles.create({ name: 'B' }))
    expect(one.sync.status().failure).toContain('QUOTA_BYTES')
    await one.on(async () => undefined)
    expect(one.sync.status().failure).toBeUndefined()
    expect(areas.sync.items.size).toBe(2)
  })

  it('goes on after a disk that was full', async () => {
    const { one } = await twoDevices()
    await one.on(() => one.profiles.create({ name: 'B' }))
    vi.spyOn(areas.one, 'set').mockRejectedValueOnce(new Error('The disk is full'))
    await one.sync.compare()
    expect(one.sync.status().failure).toContain('The disk is full')
    await one.on(() => one.profiles.create({ name: 'C' }))
    expect(one.sync.status().failure).toBeUndefined()
    expect(areas.sync.items.size).toBe(3)
  })

  it('lets the last change win also where it could not be told at once', async () => {
    const { one, two, id } = await twoDevices()
    now = 2000
    vi.spyOn(areas.sync, 'set').mockRejectedValueOnce(new Error('too many writes'))
    await one.on(() => one.profiles.update(id, { name: 'earlier' }))
    now = 3000
    await two.on(() => two.profiles.update(id, { name: 'later' }))
    now = 4000
    await one.on(async () => undefined)
    await two.on(async () => undefined)
    expect([names(one), names(two)]).toEqual([['later'], ['later']])
  })

  it('lets the last change win also where the background ended before it was told', async () => {
    const { one, two, id } = await twoDevices()
    now = 2000
    vi.spyOn(areas.sync, 'set').mockRejectedValueOnce(new Error('too many writes'))
    await one.on(() => one.profiles.update(id, { name: 'earlier' }))
    await vi.advanceTimersByTimeAsync(0)
    now = 3000
    await two.on(() => two.profiles.update(id, { name: 'later' }))
    now = 4000
    const again = await device('one')
    await two.on(async () => undefined)
    expect([names(again), names(two)]).toEqual([['later'], ['later']])
  })

  it('lets the last change win also where the background ended while both sides were compared', async () => {
    const { one, two, id } = await twoDevices()
    areas.device = 'one'
    now = 2000
    await one.profiles.update(id, { name: 'earlier' })
    const told = vi.spyOn(areas.sync, 'set').mockReturnValueOnce(new Promise(() => {}))
    const before = told.mock.calls.length
    void one.sync.compare()
    await expect.poll(() => told.mock.calls.length).toBe(before + 1)
    await one.profiles.create({ name: 'meanwhile' })
    await vi.advanceTimersByTimeAsync(0)
    now = 3000
    await two.on(() => two.profiles.update(id, { name: 'later' }))
    now = 4000
    const again = await device('one')
    await two.on(async () => undefined)
    expect(names(again)).toEqual(['later', 'meanwhile'])
    expect(names(two)).toEqual(['later', 'meanwhile'])
  })
})
