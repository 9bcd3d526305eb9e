import { expect, it } from 'vitest'
import { noKeepAlive } from '../../src/core/keep-alive.ts'
import { noReconnect } from '../../src/core/reconnect.ts'
import { ok } from '../../src/core/result.ts'
import type { Trigger } from '../../src/core/trigger.ts'
import { Errands } from '../../src/transport/errands.ts'
import type { MatchReport } from '../../src/transport/match-protocol.ts'
import { lookThrough } from '../../src/transport/match-server.ts'
import { Matching, type MatchWorker } from '../../src/transport/matching.ts'
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
    valueOf: ok,
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
  expect(notes).toEqual(['Messages that triggers did not look at, as they came too fast: 5.'])
  receive(7)
  clock.pass(5000)
  expect(notes.slice(1)).toEqual(['Messages that triggers did not look at, as they came too fast: 7.'])
})

it('sets no variable to more than a person may write, and tells only the beginning in a notification', () => {
  const clock = fakeClock()
  const done: string[] = []
  const runner = new TriggerRunner({
    clock,
    matching: {
      look: ({ text }, watches) => {
        for (const watch of watches) watch.onFound(text, [], () => [])
        return true
      },
    },
    saved: () => undefined,
    send: () => true,
    fill: (_, variables) => variables.get('match.1') ?? '',
    valueOf: (_, variables) => ok(variables.get('match.1') ?? ''),
    notify: (_, text) => done.push(`told ${text.length}`),
    pause() {},
    setVariable: (name, value) => done.push(`${name} ${value.length}`),
    note: (message) => done.push(message),
  })
  const trigger = { name: 'T', enabled: true, on: 'received', match: { type: 'any' }, mostPerSecond: 10 } as const
  runner.arm([
    { ...trigger, id: 'v', action: { type: 'set-variable', name: 'v', value: '{{match.1}}' } },
    { ...trigger, id: 'n', action: { type: 'notify', text: '{{match.1}}' } },
  ])
  const receive = (data: string) => runner.onLogged({ type: 'message', direction: 'received', data })
  receive('x'.repeat(1_048_576))
  expect(done.splice(0)).toEqual(['Trigger “T” set the variable “v”.', 'v 1048576', 'told 1000'])
  receive('x'.repeat(1_048_577))
  expect(done).toEqual([
    'Trigger “T” did not set the variable “v”: 1048577 characters are too many for a variable.',
    'told 1000',
  ])
})

it('sets no variable to what has names that are not known, and tells which; in a notification they stay as they are', async () => {
  const done: string[] = []
  const errands = new Errands({
    clock: fakeClock(),
    matching: new Matching({ clock: fakeClock(), startWorker: matchesAtOnce }),
    builtIns: { now: () => 1, random: () => 0, uuid: () => 'u', count: () => 1 },
    send: () => true,
    asks: () => false,
    bufferedAmount: () => 0,
    note: (_, message) => done.push(message),
    onProgress() {},
    notify: (_, text) => done.push(`told ${text}`),
    pause() {},
    onVariable: (name, value) => done.push(`${name} = ${value}`),
  })
  const trigger = { name: 'T', enabled: true, on: 'received', match: { type: 'any' }, mostPerSecond: 10 } as const
  const triggers: Trigger[] = [
    { ...trigger, id: 'v', action: { type: 'set-variable', name: 'v', value: '{{match.2}}' } },
    { ...trigger, id: 'n', action: { type: 'notify', text: '{{match.1}}: {{nobody}}' } },
  ]
  const silent = { reconnect: noReconnect, keepAlive: noKeepAlive, minify: true }
  errands.take({ ...silent, messages: [], triggers, variables: [], environment: 'Test' })
  errands.logged({ type: 'message', direction: 'received', data: 'hello' })
  expect(done).toEqual([
    'Trigger “T” did not set the variable “v”: {{match.2}} is not known in the environment “Test”; add it there or correct the name.',
    'told hello: {{nobody}}',
  ])
})

/** A thread that has looked before anything else happens. */
function matchesAtOnce(): MatchWorker {
  let listen = (_: MessageEvent<MatchReport>) => {}
  return {
    postMessage: (batch) => lookThrough(batch, (data) => listen({ data } as MessageEvent<MatchReport>)),
    addEventListener: (_, listener) => {
      listen = listener
    },
    terminate() {},
  }
}
