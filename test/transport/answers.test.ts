import { expect, it } from 'vitest'
import { ok } from '../../src/core/result.ts'
import { Answers } from '../../src/transport/answers.ts'
import type { TransportEvent } from '../../src/wire/transport.ts'
import { ManualClock } from '../log/support.ts'

function answered(orderId: string): TransportEvent {
  return { type: 'answered', orderId, result: ok(null) }
}

function answers() {
  const clock = new ManualClock()
  const told: TransportEvent[] = []
  return { clock, told, answers: new Answers(clock, (event) => told.push(event)) }
}

it('tells what became of an order when the server has answered', () => {
  const { clock, told, answers: waiting } = answers()
  waiting.tell(answered('a'))
  expect(told).toEqual([])
  waiting.release()
  expect(told).toEqual([answered('a')])
  clock.advance(10)
  waiting.release()
  expect(told).toHaveLength(1)
})

it('waits for no more than 3 ms for that', () => {
  const { clock, told, answers: waiting } = answers()
  waiting.tell(answered('a'))
  clock.advance(2)
  waiting.tell(answered('b'))
  expect(told).toEqual([])
  clock.advance(1)
  expect(told).toEqual([answered('a'), answered('b')])
  waiting.tell(answered('c'))
  clock.advance(3)
  expect(told).toHaveLength(3)
})

it('tells everything else at once, and what waits before it', () => {
  const { told, answers: waiting } = answers()
  waiting.tell({ type: 'soon' })
  waiting.tell(answered('a'))
  waiting.tell({ type: 'due', connectionId: 'c' })
  expect(told).toEqual([{ type: 'soon' }, answered('a'), { type: 'due', connectionId: 'c' }])
})
