import { beforeEach, describe, expect, it, vi } from 'vitest'
import { HandshakeObserver } from '../../src/background/handshake-observer.ts'
import { Handshakes, watchHandshakes } from '../../src/background/handshakes.ts'
import { HeaderRules } from '../../src/background/header-rules.ts'
import { PolicyGuard } from '../../src/background/policy-guard.ts'
import { idle } from '../../src/core/connection.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import type { ObservedHandshake } from '../../src/core/observed-handshake.ts'
import { readPolicy } from '../../src/core/policy-format.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import type { RequestEvent } from '../../src/platform/web-request.ts'
import type { Order } from '../../src/wire/transport.ts'

const { rules, sweep, heard, stored, disk } = vi.hoisted(() => ({
  rules: new Map<number, string>(),
  /** What the browser says first when it is to take rules away. */
  sweep: { before: async () => {} },
  /** Who listens for requests. */
  heard: [] as unknown[],
  stored: new Map<string, unknown>(),
  /** What a write waits for. */
  disk: { ready: Promise.resolve() },
}))
vi.mock('../../src/platform/header-rule.ts', () => ({
  setHeaderRule: async (id: number, url: string) => void rules.set(id, url),
  removeHeaderRule: async (id: number) => void rules.delete(id),
  sweepHeaderRules: async () => {
    await sweep.before()
    rules.clear()
  },
}))
vi.mock('../../src/platform/web-request.ts', () => ({ onOwnRequest: (listener: unknown) => heard.push(listener) }))
vi.mock('../../src/platform/host-access.ts', () => ({ hasHostAccess: async () => true }))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (_: string, key: string) => ({
    read: async () => stored.get(key),
    write: (value: unknown) => {
      stored.set(key, value)
      return disk.ready
    },
    remove: async () => void stored.delete(key),
  }),
}))

beforeEach(() => {
  rules.clear()
  stored.clear()
  disk.ready = Promise.resolve()
  sweep.before = async () => {}
})

const headers = [{ operation: 'set', name: 'x', value: '1' }] as const
const [here, there] = ['ws://h/a', 'ws://h/b']
const yes = () => true

describe('header rules', () => {
  it('of an earlier run stay while a handshake may begin that was ordered under them; requests are heard at once', async () => {
    rules.set(7, here)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const listener = () => {}
    const ready = watchHandshakes(listener, released)
    const watched = ready()
    expect(heard).toEqual([listener])
    await new Promise((resolve) => setImmediate(resolve))
    expect([...rules]).toEqual([[7, here]])
    release()
    await watched
    expect(rules.size).toBe(0)
  })

  it('of an earlier run that the browser kept are taken away with the next try, and once', async () => {
    rules.set(7, here)
    const before = heard.length
    const ready = watchHandshakes(() => {}, Promise.resolve())
    sweep.before = () => Promise.reject(new Error('busy'))
    await expect(ready()).rejects.toThrow('busy')
    sweep.before = async () => {}
    await ready()
    expect(rules.size).toBe(0)
    rules.set(8, here)
    await ready()
    expect(rules.size).toBe(1)
    expect(heard.length - before).toBe(1)
  })

  const turns = () => new HeaderRules('until-settled', async () => undefined)
  const at = (all: HeaderRules, url: string) => all.at(url, Date.now())

  it('are for the handshake that is wanted, not for one of the same connection that was given up while it waited', async () => {
    const all = turns()
    await all.begin('first', here, headers, yes)
    let isWanted = true
    const givenUp = all.begin('c', here, headers, () => isWanted)
    isWanted = false
    expect(await all.begin('c', there, headers, yes)).toBe(true)
    all.created('first')
    all.settled('first')
    expect(await givenUp).toBe(false)
    expect(at(all, there)).toBe('c')
    all.created('c')
    all.settled('c')
    expect(await all.begin('next', there, headers, yes)).toBe(true)
    expect([...rules.values()]).toEqual([there])
  })

  it('leave the way free at once when a handshake is given up while its rule is set', async () => {
    const all = turns()
    let asked = 0
    expect(await all.begin('c', here, headers, () => ++asked === 1)).toBe(false)
    expect(await all.begin('next', here, headers, yes)).toBe(true)
    expect(at(all, here)).toBe('next')
    expect(rules.size).toBe(1)
  })

  it('take turns with those of the same address with TLS, to which Firefox may take one by itself', async () => {
    const all = turns()
    await all.begin('c', here, headers, yes)
    const other = all.begin('other', 'wss://h/a', headers, yes)
    all.created('c')
    expect(at(all, 'wss://h/a')).toBeUndefined()
    all.settled('c')
    expect(await other).toBe(true)
    expect([...rules.values()]).toEqual(['wss://h/a'])
  })

  it('stay bound to their connection until the browser has told of the request, though the handshake has ended', async () => {
    const all = turns()
    await all.begin('c', here, headers, yes)
    const next = all.begin('next', here, headers, yes)
    all.settled('c')
    expect(at(all, here)).toBe('c')
    all.created('c')
    expect(await next).toBe(true)
    expect(at(all, here)).toBe('next')
  })

  it('are not taken for done by what the browser tells late of a handshake before', async () => {
    const all = turns()
    const before = Date.now() - 1
    await all.begin('c', here, headers, yes)
    expect([all.at(here, before), at(all, here)]).toEqual([undefined, 'c'])
  })

  it('are set anew for a connection whose handshake before was lost on its way', async () => {
    vi.useFakeTimers()
    const all = new HeaderRules('until-created', async () => undefined)
    await all.begin('c', here, headers, yes)
    const again = all.begin('c', here, headers, yes)
    await vi.advanceTimersByTimeAsync(5000)
    vi.useRealTimers()
    expect(await again).toBe(true)
    expect([...rules]).toEqual([[2, here]])
  })

  it('wait for nothing more of a handshake when its connection goes to another URL', async () => {
    const all = turns()
    await all.begin('c', here, headers, yes)
    all.settled('c')
    expect(await all.begin('c', there, headers, yes)).toBe(true)
    expect(await all.begin('next', here, headers, yes)).toBe(true)
    expect([at(all, here), at(all, there)]).toEqual(['next', 'c'])
  })

  it('that cannot be set keep nobody waiting', async () => {
    const all = new HeaderRules('until-created', () => Promise.reject(new Error('no rules')))
    await expect(all.begin('c', here, headers, yes)).rejects.toThrow('no rules')
    await expect(all.begin('c', here, headers, yes)).rejects.toThrow('no rules')
  })
})

describe('what the browser tells of a handshake', () => {
  let secrets: readonly string[] | undefined
  let told: [ObservedHandshake, readonly string[]][]
  let observer: HandshakeObserver

  const tell = (event: Partial<RequestEvent>) =>
    observer.take({ requestId: '1', url: here, at: 1, ...event } as RequestEvent)

  beforeEach(() => {
    secrets = ['first secret']
    told = []
    observer = new HandshakeObserver({
      connectionAt: () => 'c',
      onCreated: () => undefined,
      secretsOf: () => secrets,
      onObserved: (_, ...observed) => told.push(observed),
    })
    tell({ type: 'created' })
    tell({ type: 'sent', headers: [{ name: 'x', value: 'first secret' }] })
  })

  it('late is without its own secrets, not without those of the next one', () => {
    secrets = ['second secret']
    tell({ type: 'failed', error: 'ERR' })
    expect(told).toMatchObject([[{ requestHeaders: [{ secret: true }] }, ['first secret']]])
  })

  it('is all there is when it has ended and the browser says no more of it, as Firefox does of one given up', () => {
    vi.useFakeTimers()
    observer.settled('another')
    observer.settled('c')
    vi.advanceTimersByTime(1999)
    expect(told).toEqual([])
    vi.advanceTimersByTime(1)
    tell({ type: 'failed', error: 'ERR' })
    vi.useRealTimers()
    expect(told).toMatchObject([[{ url: here, requestHeaders: [{ name: 'x' }], steps: [{}, {}] }, ['first secret']]])
  })

  it('is not kept in place of what is known of a later one by then', () => {
    vi.useFakeTimers()
    observer.settled('c')
    tell({ type: 'created', requestId: '2', url: there })
    tell({ type: 'completed', requestId: '2', url: there })
    vi.advanceTimersByTime(2000)
    vi.useRealTimers()
    expect(stored.get('observed/c')).toMatchObject({ url: there })
    expect(told.map(([{ url }]) => url)).toEqual([here, there])
  })

  it('is not shown any more while another one is made, of which the browser may tell nothing', () => {
    observer.renew('c')
    tell({ type: 'completed' })
    expect([told.length, [...stored]]).toEqual([1, []])
  })

  it('is not kept when its connection is gone by then', () => {
    secrets = undefined
    tell({ type: 'failed', error: 'ERR' })
    expect([told, [...stored]]).toEqual([[], []])
  })
})

it('settings are told as changed while the disk is slow, so that what another view changes next is a change of them', async () => {
  let finish = () => {}
  disk.ready = new Promise((resolve) => {
    finish = resolve
  })
  const told: string[] = []
  const handshakes = new Handshakes({
    ready: async () => undefined,
    profile: (id) => ok(newProfile(id, {})),
    connection: () => refuse('unknown-connection', 'None.'),
    guard: new PolicyGuard(() => ({ organization: { state: 'none' }, user: { state: 'none' } })),
    order: () => undefined,
    onSettings: (id) => told.push(id),
    onObserved: () => undefined,
  })
  const settings = { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token: 't' } } as const
  const written = handshakes.write('p', settings)
  await Promise.resolve()
  expect(told).toEqual(['p'])
  expect(await handshakes.read('p')).toEqual(ok(settings))
  finish()
  expect(await written).toEqual(ok(null))
})

describe('a diagnosis', () => {
  it.each([
    ['is not begun', 'begun', 0],
    ['tells nothing', 'answered', 1],
  ] as const)('%s when policy forbids the address before it is %s', async (_, moment, asked) => {
    let rules: readonly string[] = []
    const orders: Order[] = []
    const handshakes = new Handshakes({
      ready: async () => undefined,
      profile: (id) => ok(newProfile(id, {})),
      connection: () =>
        ok({ id: 'c', profileId: 'p', logId: 'p', owner: { type: 'background' }, state: idle, url: here }),
      guard: new PolicyGuard(() => ({
        organization: readPolicy({ version: 1, rules: { blockedUrls: rules } }),
        user: { state: 'none' },
      })),
      order: (order) => orders.push(order),
      onSettings: () => undefined,
      onObserved: () => undefined,
    })
    const forbid = () => {
      rules = ['*://h/*']
    }
    const fetched = vi.fn(async () => {
      if (moment === 'answered') forbid()
      handshakes.take({ type: 'completed', requestId: '1', url: 'http://h/a', at: 1 })
    })
    vi.stubGlobal('fetch', fetched)
    const diagnosed = handshakes.diagnose('v', 'c', new AbortController().signal)
    if (moment === 'begun') forbid()
    expect(await diagnosed).toMatchObject({ refusal: { code: 'url-blocked', rule: 'Blocked: *://h/*' } })
    expect([fetched.mock.calls.length, orders]).toEqual([asked, []])
    vi.unstubAllGlobals()
  })
})
