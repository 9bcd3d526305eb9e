import { expect, it } from 'vitest'
import { TriggerRunner } from '../../src/transport/trigger-runner.ts'
import { fakeClock } from './fake-clock.ts'

it('says how many messages it did not look at, at most once a second, also when no other comes', () => {
  const clock = fakeClock()
  const notes: string[] = []
  let hasRoom = false
  const runner = new TriggerRunner({
    clock,
    matching: { look: () => hasRoom },
    saved: () => undefined,
    send: () => true,
    fill: (text) => text,
    notify() {},
    pause() {},
    setVariable() {},
    note: (message) => notes.push(message),
  })
  const match = { type: 'contains', text: 'x' } as const
  const trigger = { id: 't', name: 'T', enabled: true, match, action: { type: 'pause' }, mostPerSecond: 10 } as const
  runner.arm([{ ...trigger, on: 'received' }])
  const receive = (count: number) => {
    for (let message = 0; message < count; message++) {
      runner.onLogged({ type: 'message', direction: 'received', data: 'text' })
    }
  }
  receive(3)
  clock.pass(999)
  hasRoom = true
  receive(1)
  hasRoom = false
  receive(2)
  expect(notes).toEqual([])
  clock.pass(1)
  expect(notes).toEqual(['Triggers did not look at 5 messages: they came too fast.'])
  receive(7)
  clock.pass(5000)
  expect(notes.slice(1)).toEqual(['Triggers did not look at 7 messages: they came too fast.'])
})
