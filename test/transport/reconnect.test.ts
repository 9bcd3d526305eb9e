import { beforeEach, expect, it } from 'vitest'
import type { ClosedState } from '../../src/core/connection.ts'
import { noReconnect, type ReconnectRules } from '../../src/core/reconnect.ts'
import { Reconnector } from '../../src/transport/reconnector.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

const lost: ClosedState = {
  ...{ phase: 'closed', at: 1, during: 'session', cause: 'network', code: 1006, reason: '', clean: false },
}

let clock: FakeClock
let told: unknown[]
let rules: ReconnectRules
let reconnector: Reconnector

beforeEach(() => {
  clock = fakeClock()
  told = []
  rules = { ...noReconnect, enabled: true, delay: 1000, jitter: 0, attempts: 2 }
  reconnector = new Reconnector({
    rules: () => rules,
    onWaiting: (attempt) => told.push(attempt),
    onSoon: () => told.push(`soon at ${clock.now()}`),
    onDue: () => told.push(`due at ${clock.now()}`),
    note: (message) => told.push(message),
    now: () => 5000 + clock.now(),
    random: () => 0.5,
    clock,
  })
})

it('says when it will be tried again, and when it is time', () => {
  reconnector.begin(0)
  reconnector.closed(lost)
  clock.pass(1000)
  expect(told).toEqual(['Reconnecting in 1 s: attempt 1 of 2.', { until: 6000, attempt: 1, attempts: 2 }, 'due at 850'])
})

it('tells how long it still is until it is time, unless a person did not want to wait', () => {
  reconnector.begin(0)
  reconnector.closed(lost)
  clock.pass(900)
  expect(reconnector.begin(1)).toBe(100)
  reconnector.anew()
  clock.pass(30)
  expect(reconnector.begin(1)).toBe(70)
  reconnector.closed(lost)
  clock.pass(5000)
  expect(reconnector.begin(2)).toBe(0)
  reconnector.opened()
  reconnector.closed(lost)
  expect(reconnector.begin(0)).toBe(0)
})

it('tells again until it is dealt with: who was told may be gone', () => {
  reconnector.begin(0)
  reconnector.closed(lost)
  clock.pass(2000)
  reconnector.due()
  expect(told.slice(2)).toEqual(['due at 850', 'due at 1350', 'due at 1850', 'due at 2000'])
  reconnector.begin(1)
  reconnector.due()
  clock.pass(100_000)
  expect(told).toHaveLength(6)
})

it('has the background awake when it is time, and calls it back when it goes shortly before', () => {
  rules = { ...rules, delay: 60_000 }
  reconnector.begin(0)
  reconnector.closed(lost)
  reconnector.alone()
  clock.pass(59_000)
  expect(told.slice(2)).toEqual(['soon at 58000'])
  reconnector.alone()
  clock.pass(1000)
  expect(told.slice(3)).toEqual(['soon at 59000', 'due at 59850'])
  reconnector.alone()
  expect(told.slice(5)).toEqual(['due at 60000'])
  reconnector.begin(1)
  reconnector.alone()
  expect(told).toHaveLength(6)
})

it('counts attempts, and begins anew once the connection was open', () => {
  reconnector.begin(2)
  reconnector.closed(lost)
  expect(told).toEqual(['Not reconnected: all 2 attempts failed.'])
  reconnector.begin(2)
  reconnector.opened()
  reconnector.closed(lost)
  expect(told.at(-1)).toMatchObject({ attempt: 1 })
})

it('says and does nothing where the profile does not ask for it, or a person closed it', () => {
  reconnector.begin(0)
  reconnector.keepOff('The server asks for authentication (401).')
  reconnector.closed({ ...lost, cause: 'user' })
  rules = { ...rules, enabled: false }
  reconnector.closed(lost)
  clock.pass(100_000)
  expect(told).toEqual([])
})

it('is stopped', () => {
  reconnector.begin(0)
  reconnector.closed(lost)
  expect(reconnector.rest()).toBe(true)
  expect(reconnector.rest()).toBe(false)
  clock.pass(100_000)
  expect(told).toHaveLength(2)
})

it('is kept off by what was found out during the handshake, that time only', () => {
  reconnector.begin(0)
  reconnector.keepOff('The server asks for authentication (401).')
  reconnector.closed(lost)
  expect(told).toEqual(['Not reconnected: The server asks for authentication (401).'])
  reconnector.begin(0)
  reconnector.closed(lost)
  expect(told.at(-1)).toMatchObject({ attempt: 1 })
})

it('is not kept off any more once the connection was open: what was found out was of another handshake', () => {
  reconnector.begin(0)
  reconnector.keepOff('The server asks for authentication (401).')
  reconnector.opened()
  reconnector.closed(lost)
  expect(told.at(-1)).toMatchObject({ attempt: 1 })
})
