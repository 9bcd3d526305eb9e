import { expect, it, vi } from 'vitest'
import { type ConnectionRecord, ConnectionStore } from '../../src/background/connection-store.ts'

const writes = vi.hoisted(() => [] as { key: string; value: unknown; done: () => void }[])
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (area: string) => ({
    write: (value: unknown) => new Promise<void>((done) => writes.push({ key: area, value, done })),
  }),
}))

function record(id: string, isPinned: boolean): ConnectionRecord {
  const owner = isPinned ? ({ type: 'background' } as const) : ({ type: 'view', viewId: 'v' } as const)
  return { id, profileId: 'p', logId: 'p', owner, state: { phase: 'idle' } }
}

async function finish(): Promise<void> {
  for (const { done } of writes) done()
  await new Promise((resolve) => setTimeout(resolve))
}

it('writes one state after the other, of those that came meanwhile only the last', async () => {
  const store = new ConnectionStore()
  const pinned = record('pinned', true)
  for (const count of [1, 2, 3, 4]) {
    store.save([pinned, ...Array.from({ length: count }, (_, at) => record(`c${at}`, false))])
  }
  expect(writes.map(({ key }) => key)).toEqual(['local', 'session'])
  await finish()
  // What is pinned has not changed, so the disk is left alone.
  expect(writes.slice(2).map(({ key, value }) => [key, (value as unknown[]).length])).toEqual([['session', 4]])
  await finish()
  store.save([])
  await finish()
  expect(writes.slice(3).map(({ key, value }) => [key, value])).toEqual([
    ['local', []],
    ['session', []],
  ])
})
