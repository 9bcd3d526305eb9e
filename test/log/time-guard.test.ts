import { beforeEach, expect, test } from 'vitest'
import { type Filter, noFilter } from '../../src/log/filter.ts'
import { createLogClient, type ReaderWorker } from '../../src/log/reader-client.ts'
import { emptySize, type ReaderMessage, type ReaderRequest } from '../../src/log/reader-protocol.ts'
import { ManualClock } from './support.ts'

const catastrophic: Filter = { ...noFilter, mode: 'regular-expression', text: '(a+)+$' }

/** A Worker that answers what it is told to, and nothing while it is caught. */
function fakeWorker(isCaught: boolean) {
  const asked: ReaderRequest[] = []
  let listen = (_event: MessageEvent<ReaderMessage>) => {}
  let isEnded = false
  const tell = (message: ReaderMessage) => listen({ data: message } as MessageEvent<ReaderMessage>)
  const worker: ReaderWorker = {
    postMessage(request) {
      asked.push(request)
      if (request.type === 'ping' && !isCaught) tell({ type: 'pong' })
    },
    addEventListener: (_, listener) => {
      listen = listener
    },
    removeEventListener: () => {},
    terminate: () => {
      isEnded = true
    },
  }
  return { worker, asked, tell, isEnded: () => isEnded }
}

let clock: ManualClock
beforeEach(() => {
  clock = new ManualClock()
})

function pass(seconds: number): void {
  for (let quarter = 0; quarter < seconds * 4; quarter++) clock.advance(250)
}

test('a Worker that is caught in an expression is replaced; what else was asked is asked again', async () => {
  const workers = [fakeWorker(true), fakeWorker(false)] as const
  let started = 0
  const client = createLogClient(() => (started++ === 0 ? workers[0] : workers[1]).worker, clock)
  const sentences: string[] = []
  const log = client.open('a', () => {}, { onStopped: (sentence) => sentences.push(sentence) })
  void log.look({ from: 7, hold: false })
  const filtered = log.filter(catastrophic)
  const rows = log.range(0, 10)
  pass(1.75)
  expect(started).toBe(1)
  pass(0.25)
  expect(started).toBe(2)
  expect(workers[0].isEnded()).toBe(true)
  expect(await filtered).toMatchObject({ ok: false, refusal: { field: 'text', message: /took more than 2 seconds/ } })
  const [opened, looked, ...again] = workers[1].asked
  expect(opened).toMatchObject({ type: 'open', logId: 'a' })
  expect(looked).toMatchObject({ call: { name: 'look', arguments: { from: 7 } } })
  expect(again.filter((request) => request.type === 'call' && request.call.name === 'filter')).toEqual([])
  const range = again.find((request) => request.type === 'call' && request.call.name === 'range')
  if (range?.type === 'call') workers[1].tell({ type: 'answer', request: range.request, answer: [] })
  expect(await rows).toEqual([])
  expect(sentences).toEqual([])
})

test('a list that stood still does so where it did', async () => {
  const workers = [fakeWorker(true), fakeWorker(false)] as const
  let started = 0
  const client = createLogClient(() => (started++ === 0 ? workers[0] : workers[1]).worker, clock)
  const log = client.open('a', () => {})
  void log.look({ from: 3, hold: true })
  const handle = workers[0].asked.find((request) => request.type === 'open')?.handle ?? 0
  workers[0].tell({ type: 'size', handle, size: { ...emptySize, first: 3, total: 10, behind: 5 } })
  void log.filter(catastrophic)
  pass(2)
  const looked = workers[1].asked.find((request) => request.type === 'call' && request.call.name === 'look')
  expect(looked).toMatchObject({ call: { arguments: { from: 3, hold: true, upTo: 13 } } })
})

test('a filter that is caught long after it was accepted is taken away, and said to be', async () => {
  const workers = [fakeWorker(true), fakeWorker(false)] as const
  let started = 0
  const client = createLogClient(() => (started++ === 0 ? workers[0] : workers[1]).worker, clock)
  const sentences: string[] = []
  const log = client.open('a', () => {}, { onStopped: (sentence) => sentences.push(sentence) })
  const filtered = log.filter(catastrophic)
  const asked = workers[0].asked.find((request) => request.type === 'call')
  if (asked?.type === 'call')
    workers[0].tell({ type: 'answer', request: asked.request, answer: { ok: true, value: null } })
  expect(await filtered).toMatchObject({ ok: true })
  pass(2)
  expect(started).toBe(2)
  expect(sentences).toEqual([expect.stringContaining('took more than 2 seconds')])
})

test('what is looked for and caught is taken away, and the filter beside it stays', async () => {
  const workers = [fakeWorker(true), fakeWorker(false)] as const
  let started = 0
  const client = createLogClient(() => (started++ === 0 ? workers[0] : workers[1]).worker, clock)
  const lost: string[] = []
  const log = client.open('a', () => {}, { onStopped: (_, look) => lost.push(look) })
  const asked = [log.filter({ ...noFilter, text: 'a' }), log.find(catastrophic)]
  for (const request of workers[0].asked) {
    if (request.type !== 'call') continue
    workers[0].tell({ type: 'answer', request: request.request, answer: { ok: true, value: null } })
  }
  for (const answer of asked) expect(await answer).toMatchObject({ ok: true })
  pass(2)
  expect(lost).toEqual(['find'])
  const again = workers[1].asked.flatMap((request) => (request.type === 'call' ? [request.call] : []))
  expect(again).toEqual([{ name: 'filter', arguments: { filter: { ...noFilter, text: 'a' } } }])
})

test('nobody is accused who answers, or who searches for mere text', () => {
  const workers = [fakeWorker(false), fakeWorker(true)] as const
  let started = 0
  const start = () => workers[started++ % 2]?.worker ?? workers[0].worker
  void createLogClient(start, clock)
    .open('a', () => {})
    .filter(catastrophic)
  void createLogClient(start, clock)
    .open('a', () => {})
    .filter({ ...noFilter, text: 'a' })
  pass(60)
  expect(started).toBe(2)
  expect(workers.map(({ isEnded }) => isEnded())).toEqual([false, false])
})
