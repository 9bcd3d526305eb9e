import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const { ports, toWorker, worker, heardBroadcast } = vi.hoisted(() => ({
  ports: [] as { posted: unknown[]; hear(order: unknown): void; end(): void }[],
  toWorker: [] as unknown[],
  worker: { tell: (_: unknown): void => {} },
  heardBroadcast: { say: () => {} },
}))

vi.mock('../../src/transport/worker.ts?worker&url', () => ({ default: '' }))
vi.mock('../../src/platform/browser-name.ts', () => ({ browserName: () => 'chromium' }))
vi.mock('../../src/platform/trusted-worker.ts', () => ({
  startWorker: () => ({
    addEventListener: (_: string, listener: (event: { data: unknown }) => void) => {
      worker.tell = (data) => listener({ data })
    },
    postMessage: (message: { type: string }) => toWorker.push(message.type),
  }),
}))
vi.mock('../../src/platform/port.ts', () => ({
  onBroadcast: (_: string, listener: () => void) => {
    heardBroadcast.say = listener
  },
  openPort: () => {
    const port = { posted: [] as unknown[], hear: (_: unknown) => {}, end: () => {} }
    ports.push(port)
    return {
      post: (message: unknown) => port.posted.push(message),
      onMessage: (listener: (order: unknown) => void) => {
        port.hear = listener
      },
      onClose: (listener: () => void) => {
        port.end = listener
      },
    }
  },
}))

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  ports.length = 0
  toWorker.length = 0
  await import('../../src/transport/host.ts')
})
afterEach(() => vi.useRealTimers())

const report = { type: 'report', connections: [] }
const due = { type: 'due', connectionId: 'c' }
const told = () => ports.map(({ posted }) => posted)

it('is found by a background that looks for it, also where the port to the one before seems to be open', () => {
  worker.tell(report)
  ports[0]?.hear({ type: 'retain' })
  expect(toWorker).toEqual(['report', 'retain'])
  heardBroadcast.say()
  // What waits for the background is told anew before all there is, which a handshake ordered ahead is no part of.
  expect(toWorker.slice(2)).toEqual(['alone', 'report'])
  worker.tell(report)
  ports[0]?.end()
  ports[1]?.hear({ type: 'retain' })
  worker.tell(due)
  expect(told()).toEqual([[report], [report, due]])
  ports[1]?.end()
  worker.tell(report)
  expect(ports).toHaveLength(3)
})

it('carries out no orders of a port that was left: who opens a connection with one would not know of it', () => {
  ports[0]?.hear({ type: 'retain' })
  heardBroadcast.say()
  expect(toWorker).toEqual(['report', 'retain', 'alone', 'report'])
  ports[0]?.hear({ type: 'open' })
  ports[1]?.hear({ type: 'retain' })
  expect(toWorker.slice(4)).toEqual(['retain'])
})

it('opens another port where the first leads nowhere, as one to a background that was just ending', () => {
  worker.tell(report)
  worker.tell(due)
  vi.advanceTimersByTime(4_999)
  expect(ports).toHaveLength(1)
  vi.advanceTimersByTime(1)
  worker.tell(report)
  expect(told()).toEqual([[report], [report]])
  // It was not heard, so that nothing ended with it.
  expect(toWorker).toEqual(['report', 'report'])
  worker.tell(due)
  ports[1]?.hear({ type: 'retain' })
  expect(told()[1]).toEqual([report, due])
  vi.advanceTimersByTime(600_000)
  expect(ports).toHaveLength(2)
})

it('leaves who cannot answer at all alone, so that the browser may end it', () => {
  vi.advanceTimersByTime(10_000)
  expect(ports).toHaveLength(3)
  vi.advanceTimersByTime(34_999)
  expect(ports).toHaveLength(3)
})

it('tells what has happened until somebody is there to hear it, and once', () => {
  const notify = { type: 'notify', connectionId: 'c', title: '', text: '' }
  worker.tell(report)
  worker.tell(notify)
  worker.tell({ type: 'changed', connectionId: 'c' })
  vi.advanceTimersByTime(5_000)
  worker.tell(report)
  ports[1]?.hear({ type: 'retain' })
  worker.tell(due)
  expect(told()).toEqual([[report], [report, notify, due]])
})

it('tells anew what a background that was just ending has not heard', () => {
  const audited = (at: number) => ({ type: 'audited', messages: [{ at }] })
  worker.tell(report)
  ports[0]?.hear({ type: 'retain' })
  for (const event of [audited(1), due, audited(2), audited(3)]) worker.tell(event)
  ports[0]?.hear('heard')
  ports[0]?.hear('heard')
  expect(toWorker).toEqual(['report', 'retain'])
  ports[0]?.end()
  expect(toWorker.slice(2)).toEqual(['alone', 'report'])
  worker.tell(report)
  ports[1]?.hear({ type: 'retain' })
  ports[1]?.hear('heard')
  ports[1]?.hear('heard')
  ports[1]?.end()
  expect(told().slice(1)).toEqual([[report, audited(2), audited(3)]])
  worker.tell(report)
  ports[2]?.hear({ type: 'retain' })
  worker.tell(audited(4))
  // It is called where another port was opened meanwhile, on which it is heard.
  heardBroadcast.say()
  ports[2]?.hear('heard')
  ports[3]?.hear({ type: 'retain' })
  expect(told().slice(2)).toEqual([[report, audited(4)], []])
})
