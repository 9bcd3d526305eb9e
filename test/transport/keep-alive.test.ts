import { beforeEach, expect, it } from 'vitest'
import { type KeepAlive, noKeepAlive } from '../../src/core/keep-alive.ts'
import { KeepAliveTimer } from '../../src/transport/keep-alive.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

let clock: FakeClock
let told: unknown[]
let hasRoom: boolean

beforeEach(() => {
  clock = fakeClock()
  told = []
  hasRoom = true
})

function start(change: Partial<KeepAlive> = {}): KeepAliveTimer {
  const settings = { ...noKeepAlive, enabled: true, interval: 1000, text: 'ping', ...change }
  return new KeepAliveTimer(settings, {
    send: (text) => {
      told.push(`${clock.now()} ${text}`)
      return hasRoom
    },
    onLatency: (latency) => told.push({ latency }),
    note: (message) => told.push(message),
    close: () => told.push('closed'),
    clock,
  })
}

it('sends its message by the plan until it is stopped', () => {
  const timer = start()
  clock.pass(3500)
  timer.stop()
  clock.pass(5000)
  expect(told).toEqual(['1000 ping', '2000 ping', '3000 ping'])
})

it('leaves out what it missed while the computer did something else, and keeps to the plan', () => {
  let late = 0
  const punctual = clock
  clock = { ...punctual, after: (milliseconds, callback) => punctual.after(milliseconds + late, callback) }
  start()
  late = 2300
  clock.pass(1000)
  late = 0
  clock.pass(5000)
  expect(told).toEqual(['1000 ping', '4300 ping', '5000 ping', '6000 ping'])
})

it('waits for no answer to what could not be sent', () => {
  hasRoom = false
  start({ answer: 'pong', patience: 100, unanswered: 'close' })
  clock.pass(2500)
  expect(told).toEqual(['1000 ping', '2000 ping'])
})

it('is off by default', () => {
  start({ enabled: false })
  clock.pass(100_000)
  expect(told).toEqual([])
})

it('measures how long the answer takes and minds no other message', () => {
  const timer = start({ answer: 'pong' })
  timer.received('pong that nobody asked for')
  clock.pass(1000)
  timer.received('something else')
  clock.pass(40)
  timer.received('{"type":"pong"}')
  expect(told).toEqual(['1000 ping', { latency: 40 }, 'The keep-alive message was answered after 40.0 ms.'])
})

it('notes that there is no answer, and closes where that is asked', () => {
  start({ answer: 'pong', patience: 300 })
  clock.pass(1400)
  expect(told).toEqual(['1000 ping', 'The keep-alive message was not answered within 0.3 s.'])
  start({ answer: 'pong', patience: 300, unanswered: 'close' })
  clock.pass(1300)
  expect(told).toContain('closed')
})
