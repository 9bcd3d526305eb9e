import { expect, it, vi } from 'vitest'

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

it('is found by a background that looks for it, also where the port to the one before seems to be open', async () => {
  await import('../../src/transport/host.ts')
  const report = { type: 'report', connections: [] }
  worker.tell(report)
  ports[0]?.hear({ type: 'retain' })
  expect(toWorker).toEqual(['report', 'retain'])
  heardBroadcast.say()
  // What waits for the background is told anew before all there is, which a handshake ordered ahead is no part of.
  expect(toWorker.slice(2)).toEqual(['alone', 'report'])
  worker.tell(report)
  ports[0]?.end()
  worker.tell({ type: 'due', connectionId: 'c' })
  expect(ports.map(({ posted }) => posted)).toEqual([[report], [report, { type: 'due', connectionId: 'c' }]])
  ports[1]?.end()
  worker.tell(report)
  expect(ports).toHaveLength(3)
})
