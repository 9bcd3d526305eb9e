import { beforeEach, expect, test } from 'vitest'
import { LogKeeper } from '../../src/background/log-keeper.ts'
import { keepAll } from '../../src/core/log-rules.ts'
import { type Limits, noLimits } from '../../src/core/policy-rules.ts'
import { newProfile, type Profile } from '../../src/core/profile.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import type { Order } from '../../src/wire/transport.ts'

let limits: Limits
let logIds: string[]
let orders: Order[]
let profiles: Profile[]
let started: number
let transport: Result<null>
let keeper: LogKeeper

beforeEach(() => {
  limits = noLimits
  logIds = ['p1', 'p2.c2']
  orders = []
  profiles = []
  started = 0
  transport = ok(null)
  keeper = new LogKeeper({
    limits: () => limits,
    logIds: () => logIds,
    profiles: () => profiles,
    startTransport: async () => {
      started += 1
      return transport
    },
    order: (order) => orders.push(order),
  })
})

test('without a rule nothing is started, and a transport that is there is told that nothing holds', async () => {
  await keeper.enforce()
  expect(started).toBe(0)
  expect(orders).toEqual([{ type: 'retain', used: ['p1', 'p2.c2'] }])
})

test('days are told as an age, and the transport is started to delete what is older', async () => {
  limits = { ...noLimits, logRetentionDays: 30 }
  await keeper.enforce()
  expect(started).toBe(1)
  expect(orders).toEqual([{ type: 'retain', maxAge: 2_592_000_000, used: ['p1', 'p2.c2'] }])
})

test('what a profile asks for is told with its id', async () => {
  profiles = [newProfile('p1', { log: { ...keepAll, days: 2 } }), newProfile('p2')]
  await keeper.enforce()
  expect(orders).toEqual([{ type: 'retain', maxAges: { p1: 172_800_000 }, used: ['p1', 'p2', 'p2.c2'] }])
})

test('where logs are not kept, only those of the connections that are there then may stay', async () => {
  limits = { ...noLimits, keepLogs: false }
  const enforced = keeper.enforce()
  logIds = ['p1']
  await enforced
  expect(orders).toEqual([{ type: 'retain', only: ['p1'], used: ['p1'] }])
})

test('a transport that cannot be started is told later', async () => {
  limits = { ...noLimits, keepLogs: false }
  transport = refuse('failed', 'no')
  await keeper.enforce()
  expect(orders).toEqual([])
  keeper.tell()
  expect(orders).toHaveLength(1)
})

test('of what is typed in a profile the transport is told where it changes what may stay', async () => {
  profiles = [newProfile('p1', { log: { ...keepAll, days: 2 } })]
  keeper.follow()
  profiles = [newProfile('p1', { url: 'ws://localhost/', log: { ...keepAll, days: 2 } })]
  keeper.follow()
  expect(orders).toHaveLength(1)
  profiles = [newProfile('p1', { log: { ...keepAll, days: 3 } })]
  keeper.follow()
  expect(orders).toHaveLength(2)
  // One that was started anew knows nothing yet.
  keeper.tell()
  expect(orders).toHaveLength(3)
})
