import { expect, it } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { payloadBytes } from '../../src/core/payload.ts'
import { TrafficMeter } from '../../src/transport/traffic-meter.ts'
import type { Traffic, TrafficMessage } from '../../src/wire/traffic.ts'
import { ManualClock } from '../log/support.ts'

const handshake: LogContent = { type: 'handshake', connectionId: 'c', url: 'ws://h/', protocols: [] }
const none = { count: 0, bytes: 0, lastAt: undefined }

function message(direction: 'sent' | 'received', data: string | Uint8Array): LogContent {
  return { type: 'message', direction, data }
}

function meter() {
  const clock = new ManualClock()
  const told: (readonly [string, Traffic])[][] = []
  const buffered = { amount: 0 }
  const post = (given: TrafficMessage) => given.type === 'traffic' && told.push([...given.traffic])
  return {
    clock,
    told,
    buffered,
    meter: new TrafficMeter({
      clock,
      post,
      bytesOf: payloadBytes,
      bufferedAmount: () => buffered.amount,
      runs: () => [],
    }),
  }
}

it('counts messages and bytes each way, and tells no more often than a person reads', () => {
  const { clock, told, meter: counting } = meter()
  counting.count('c', handshake, 1)
  counting.count('c', message('sent', 'é'), 2)
  counting.count('c', message('received', new Uint8Array(5)), 3)
  counting.count('c', message('received', 'abc'), 4)
  expect(told).toEqual([[['c', { sent: none, received: none, bufferedAmount: 0, runs: [] }]]])
  clock.advance(250)
  expect(told.at(-1)).toEqual([
    [
      'c',
      {
        sent: { count: 1, bytes: 2, lastAt: 2, last: 'é' },
        received: { count: 2, bytes: 8, lastAt: 4, last: 'abc' },
        bufferedAmount: 0,
        runs: [],
      },
    ],
  ])
  clock.advance(1000)
  expect(told).toHaveLength(2)
})

it('tells the beginning of the last message each way, on one line', () => {
  const { clock, told, meter: counting } = meter()
  const last = () => {
    clock.advance(250)
    const [[, { sent, received }] = expect.unreachable()] = told.at(-1) ?? []
    return [sent.last, received.last]
  }
  counting.count('c', handshake, 1)
  counting.count('c', message('sent', '{\n  "a": 1\n}'), 2)
  counting.count('c', message('received', new Uint8Array(26).fill(171)), 3)
  expect(last()).toEqual(['{ "a": 1 }', Array(26).fill('ab').join(' ')])
  counting.count('c', message('sent', 'x'.repeat(80)), 4)
  counting.count('c', message('received', new Uint8Array(27)), 5)
  expect(last()).toEqual(['x'.repeat(80), `${Array(26).fill('00').join(' ')}…`])
  counting.count('c', message('sent', `${'x'.repeat(79)}🙂`), 6)
  expect(last()[0]).toBe(`${'x'.repeat(79)}…`)
})

it('begins anew with a handshake, and knows nothing of what was forgotten', () => {
  const { clock, told, meter: counting } = meter()
  counting.count('c', handshake, 1)
  counting.count('c', message('sent', 'x'), 2)
  counting.count('c', handshake, 3)
  clock.advance(250)
  expect(told.at(-1)).toEqual([['c', { sent: none, received: none, bufferedAmount: 0, runs: [] }]])
  counting.forget('c')
  counting.asked()
  clock.advance(250)
  expect(told.at(-1)).toEqual([])
})

it('goes on telling until everything has left', () => {
  const { clock, told, buffered, meter: counting } = meter()
  buffered.amount = 7
  counting.count('c', handshake, 1)
  clock.advance(250)
  buffered.amount = 0
  clock.advance(250)
  clock.advance(250)
  expect(told.map(([first]) => first?.[1].bufferedAmount)).toEqual([7, 7, 0])
})
