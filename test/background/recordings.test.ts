import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Acknowledgements } from '../../src/background/acknowledgements.ts'
import { Recordings } from '../../src/background/recordings.ts'
import { noLimits } from '../../src/core/policy-rules.ts'
import { newProfile } from '../../src/core/profile.ts'
import type { Recording } from '../../src/core/recording.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import type { Order } from '../../src/wire/transport.ts'
import { soon } from '../soon.ts'

const { stored, disk } = vi.hoisted(() => ({ stored: new Map<string, unknown>(), disk: { isFull: false } }))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (_: string, key: string) => ({
    read: async () => stored.get(key),
    write: async (value: unknown) => {
      if (disk.isFull) throw new Error('The disk is full')
      stored.set(key, structuredClone(value))
    },
  }),
}))

let orders: Order[]
let told: (readonly Recording[])[]
let keepLogs: boolean
let transport: Result<null>
let acknowledgements: Acknowledgements
let recordings: Recordings

beforeEach(() => {
  stored.clear()
  disk.isFull = false
  orders = []
  told = []
  keepLogs = true
  transport = ok(null)
  recordings = make()
})

function make(): Recordings {
  let ids = 0
  acknowledgements = new Acknowledgements(() => `order-${++ids}`)
  return new Recordings({
    profile: (id) => (id === 'p1' ? ok(newProfile('p1')) : refuse('unknown-profile', 'gone')),
    guard: { limits: () => ({ ...noLimits, keepLogs }) },
    acknowledgements,
    startTransport: async () => transport,
    order: (order) => orders.push(order),
    onChange: (list) => told.push(list),
    newId: () => `r${++ids}`,
  })
}

const given = { profileId: 'p1', name: 'chat.har', startedAt: 1000, messages: 1 }
const entry = { type: 'text', at: 1000, direction: 'sent', data: 'hi' } as const

describe('a recording', () => {
  it('is written by the transport into a log of its own, portion by portion', async () => {
    const made = await recordings.create(given)
    if (!made.ok) expect.unreachable(made.refusal.message)
    expect(told.at(-1)).toEqual([{ ...given, id: made.value.recordingId }])
    const appended = recordings.append(made.value.recordingId, [entry])
    await soon(() => expect(orders).toHaveLength(1))
    const [order] = orders
    expect(order).toMatchObject({ type: 'record', logId: 'p1.r1', entries: [entry] })
    if (order?.type === 'record') acknowledgements.answered(order.orderId, ok(null))
    expect(await appended).toEqual(ok(null))
  })

  it('is written no more once it is deleted, although the transport was being started for more', async () => {
    await recordings.create(given)
    const removed = recordings.remove('r1')
    const appended = recordings.append('r1', [entry])
    expect(await removed).toEqual(ok(null))
    expect(await appended).toMatchObject({ ok: false, refusal: { code: 'invalid-arguments' } })
    expect(orders.map(({ type }) => type)).toEqual(['trim'])
  })

  it('goes with its profiles also where that cannot be stored: they are to be taken back', async () => {
    disk.isFull = true
    await expect(recordings.create(given)).rejects.toThrow('The disk is full')
    expect(await recordings.removeOf(['p1'])).toEqual(ok(null))
    expect(told.at(-1)).toEqual([])
  })

  it('is there after a restart, and its log is known to be read-only', async () => {
    await recordings.create(given)
    recordings = make()
    await recordings.load()
    expect(recordings.list()).toMatchObject([given])
    expect([recordings.holds('p1.r1'), recordings.holds('p1')]).toEqual([true, false])
  })

  it('goes with its log, by itself or with its profile', async () => {
    await recordings.create(given)
    await recordings.create({ ...given, name: 'other.har' })
    expect(await recordings.remove('r1')).toEqual(ok(null))
    await recordings.removeOf(['p1'])
    expect(recordings.list()).toEqual([])
    expect(orders).toEqual(
      ['p1.r1', 'p1.r2'].map((logId) => ({ type: 'trim', logId, before: Number.MAX_SAFE_INTEGER, isOver: true })),
    )
  })

  it('is refused where policy lets no logs be kept, and for a profile that is gone', async () => {
    expect(await recordings.create({ ...given, profileId: 'p9' })).toMatchObject({
      refusal: { code: 'unknown-profile' },
    })
    keepLogs = false
    expect(await recordings.create(given)).toMatchObject({ refusal: { code: 'failed', rule: 'No logs kept' } })
    expect([orders, recordings.list()]).toEqual([[], []])
  })

  it('gets no more entries once policy lets no logs be kept, and is not there any more', async () => {
    await recordings.create(given)
    await recordings.enforcePolicy()
    expect(recordings.list()).toHaveLength(1)
    const appended = recordings.append('r1', [entry])
    keepLogs = false
    expect(await appended).toMatchObject({ refusal: { code: 'failed', rule: 'No logs kept' } })
    await recordings.enforcePolicy()
    expect([orders, recordings.list(), told.at(-1), stored.get('recordings')]).toEqual([[], [], [], []])
  })

  it('stays where its log cannot be deleted', async () => {
    await recordings.create(given)
    transport = refuse('failed', 'no transport')
    expect(await recordings.remove('r1')).toEqual(transport)
    expect(await recordings.removeOf(['p1'])).toEqual(transport)
    expect(await recordings.removeOf(['p2'])).toEqual(ok(null))
    expect(recordings.list()).toHaveLength(1)
  })

  it('ends with a refusal when the transport is lost', async () => {
    await recordings.create(given)
    const appended = recordings.append('r1', [entry])
    await soon(() => expect(orders).toHaveLength(1))
    acknowledgements.lost()
    expect(await appended).toMatchObject({ ok: false, refusal: { code: 'failed' } })
  })
})
