import { beforeEach, expect, it } from 'vitest'
import type { Sequence } from '../../src/core/sequence.ts'
import { Errands } from '../../src/transport/errands.ts'
import type { MatchBatch, MatchReport } from '../../src/transport/match-protocol.ts'
import { lookThrough } from '../../src/transport/match-server.ts'
import { Matching } from '../../src/transport/matching.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

// The thread that looks for matches is one that looks when it is told to.

let clock: FakeClock
let notes: string[]
let sentAt: number[]
let batches: MatchBatch[]
let report: (report: MatchReport) => void
let errands: Errands

const wait: Sequence = {
  ...{ id: 's', name: 'S', times: 1, every: 0, rate: 0 },
  steps: [{ type: 'wait', match: { type: 'contains', text: 'yes' }, time: 1000 }],
}

const steps = (...texts: string[]): Sequence => ({
  ...wait,
  steps: texts.map((text) => ({ type: 'wait', match: { type: 'contains', text }, time: 1000 })),
})

beforeEach(() => {
  clock = fakeClock()
  notes = []
  sentAt = []
  batches = []
  const startWorker = () => ({
    postMessage: (batch: MatchBatch) => batches.push(batch),
    addEventListener: (_: 'message', listener: (event: MessageEvent<MatchReport>) => void) => {
      report = (data) => listener({ data } as MessageEvent<MatchReport>)
    },
    terminate: () => undefined,
  })
  errands = new Errands({
    clock,
    matching: new Matching({ clock, startWorker }),
    builtIns: { now: () => 1, random: () => 0, uuid: () => 'u', count: () => 1 },
    send: () => sentAt.push(clock.now()) > 0,
    asks: () => false,
    bufferedAmount: () => 0,
    note: (_, message) => notes.push(message),
    onProgress() {},
    notify() {},
    pause() {},
    onVariable() {},
  })
})

const run = (sequence = wait) => {
  errands.run({ type: 'run', connectionId: 'c', sequence, messages: [] })
  return expect.poll(() => errands.runs).toMatchObject([{ step: 1 }])
}

const receive = (data: string) => errands.logged({ type: 'message', direction: 'received', data })
const look = () => {
  for (let batch = batches.shift(); batch; batch = batches.shift()) lookThrough(batch, report)
}
const ended = () => expect.poll(() => notes)

it('fails when nothing that matches came', async () => {
  await run()
  receive('no')
  look()
  clock.pass(1000)
  await ended().toEqual(['Sequence “S” failed: 0 messages sent. Step 1: no message that matches came within 1 s.'])
})

it('goes on with what came in time, also when it is looked at later', async () => {
  await run()
  receive('no')
  receive('yes')
  clock.pass(1000)
  receive('no')
  expect(notes).toEqual([])
  look()
  await ended().toEqual(['Sequence “S” is done: 0 messages sent.'])
})

it('fails after what came in time was looked at, whatever came since', async () => {
  await run()
  receive('no')
  receive('no')
  clock.pass(1000)
  receive('yes')
  look()
  await ended().toEqual([expect.stringContaining('no message that matches came within 1 s.')])
})

it('says how many messages came too fast to be looked at', async () => {
  await run()
  const long = 'x'.repeat(17 * 1024 * 1024)
  receive(long)
  receive('no')
  receive('no')
  clock.pass(1000)
  look()
  await ended().toEqual([
    expect.stringContaining(
      'Step 1: no message that matches was seen within 1 s; messages that came too fast to be looked at: 2.',
    ),
  ])
})

it('fails at once when looking takes too long', async () => {
  await run()
  receive('no')
  report({ type: 'begin', look: 0 })
  clock.pass(1000)
  await ended().toEqual([expect.stringContaining('Step 1: looking for a message that matches took longer than 1 s.')])
})

it('finds one after the other what came at once', async () => {
  await run(steps('a', 'b', 'c'))
  for (const message of ['b', 'a', 'x', 'b', 'c']) receive(message)
  for (const _ of [1, 2, 3]) {
    await expect.poll(() => batches.length).toBeGreaterThan(0)
    look()
  }
  await ended().toEqual(['Sequence “S” is done: 0 messages sent.'])
})

it('finds as many as there are of what came at once, each for one wait', async () => {
  await run(steps('a', 'a', 'a'))
  for (const message of ['a', 'x', 'a', 'a']) receive(message)
  for (const _ of [1, 2, 3]) {
    await expect.poll(() => batches.length).toBeGreaterThan(0)
    look()
  }
  await ended().toEqual(['Sequence “S” is done: 0 messages sent.'])
})

it('does not wait for what came while it paused', async () => {
  const [first, second] = steps('a', 'b').steps
  if (!first || !second) throw new Error('two steps')
  await run({ ...wait, steps: [first, { type: 'delay', time: 10 }, second] })
  receive('a')
  receive('b')
  look()
  await expect.poll(() => errands.runs).toMatchObject([{ step: 2 }])
  receive('b')
  clock.pass(10)
  await expect.poll(() => errands.runs).toMatchObject([{ step: 3 }])
  clock.pass(1000)
  await ended().toEqual([expect.stringContaining('Step 3: no message that matches came within 1 s.')])
})

it('keeps its interval after a run that took longer, and makes up for none', async () => {
  const steps: Sequence['steps'] = [{ type: 'text', text: 'x', sendAs: 'text' }]
  const punctual = clock.after
  let late = 0
  Object.assign(clock, { after: (time: number, callback: () => void) => punctual(time + late, callback) })
  await run({ ...wait, steps, times: 5, every: 100 })
  const pass = async (time: number, count: number) => {
    clock.pass(time)
    await expect.poll(() => errands.runs).toMatchObject([{ run: count }])
  }
  late = 1000
  await pass(0, 1)
  await expect.poll(() => sentAt).toEqual([0])
  late = 0
  await pass(1100, 2)
  await pass(99, 2)
  await pass(1, 3)
  await pass(100, 4)
  expect(sentAt).toEqual([0, 1100, 1200, 1300])
})

it('keeps its rate after a pause', async () => {
  const text = { type: 'text', text: 'x', sendAs: 'text' } as const
  const many = Array.from({ length: 30 }, () => text)
  await run({ ...wait, steps: [text, { type: 'delay', time: 2000 }, ...many], rate: 10 })
  while (sentAt.length < 31) {
    clock.pass(10)
    await Promise.resolve()
  }
  const within = sentAt.map((start) => sentAt.filter((at) => at >= start && at < start + 1000).length)
  expect(Math.max(...within)).toBe(10)
})

it('keeps the timing it was recorded with, however late each timer is; a pause after a wait is whole', async () => {
  const punctual = clock.after
  Object.assign(clock, { after: (time: number, callback: () => void) => punctual(time + 4, callback) })
  const text = { type: 'text', text: 'x', sendAs: 'text' } as const
  const recorded = Array.from({ length: 100 }, () => [{ type: 'delay', time: 10 } as const, text]).flat()
  await run({ ...wait, steps: [...recorded, ...wait.steps, { type: 'delay', time: 100 }, text] })
  while (sentAt.length < 100) {
    clock.pass(1)
    await Promise.resolve()
  }
  expect(sentAt.map((at, index) => at - 10 * (index + 1)).filter((late) => late < 0 || late > 10)).toEqual([])
  await expect.poll(() => errands.runs).toMatchObject([{ step: 201 }])
  clock.pass(500)
  receive('yes')
  look()
  await expect.poll(() => errands.runs).toMatchObject([{ step: 202 }])
  const waitedUntil = clock.now()
  clock.pass(99)
  await Promise.resolve()
  expect(sentAt).toHaveLength(100)
  clock.pass(5)
  await expect.poll(() => sentAt[100]).toBe(waitedUntil + 104)
})
