import { beforeEach, expect, it, vi } from 'vitest'
import { type ConnectionRecord, ConnectionStore, loadConnections } from '../../src/background/connection-store.ts'

/** Writes are done when a test says so: the background may end before. */
const { writes, stored } = vi.hoisted(() => ({
  writes: [] as { area: string; value: unknown; done: () => void }[],
  stored: new Map<string, unknown>(),
}))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (area: string) => ({
    read: async () => stored.get(area),
    write: (value: unknown) =>
      new Promise<void>((resolve) => {
        const done = () => {
          stored.set(area, value)
          resolve()
        }
        writes.push({ area, value: typeof value === 'string' ? JSON.parse(value) : value, done })
      }),
  }),
}))

beforeEach(() => {
  writes.length = 0
  stored.clear()
})

function record(id: string, isPinned: boolean): ConnectionRecord {
  const owner = isPinned ? ({ type: 'background' } as const) : ({ type: 'view', viewId: 'v' } as const)
  return { id, profileId: 'p', logId: 'p', owner, state: { phase: 'idle' } }
}

const begun = () => new Promise((resolve) => setTimeout(resolve))

async function finish(area?: string): Promise<void> {
  await begun()
  for (const one of writes) if (area === undefined || one.area === area) one.done()
  await begun()
}

it('writes to the disk one state after the other, of those that came meanwhile only the last', async () => {
  const store = new ConnectionStore()
  for (const count of [1, 2, 3]) {
    store.save(Array.from({ length: count }, (_, at) => record(`c${at}`, true)))
    await begun()
  }
  const toDisk = () => writes.flatMap(({ area, value }) => (area === 'local' ? [(value as unknown[]).length] : []))
  expect(toDisk()).toEqual([1])
  await finish()
  expect(toDisk()).toEqual([1, 3])
})

it('leaves the disk alone where what is pinned has not changed', async () => {
  const store = new ConnectionStore()
  const pinned = record('pinned', true)
  store.save([pinned])
  await finish()
  store.save([pinned, record('own', false)])
  await finish()
  expect(writes.map(({ area }) => area)).toEqual(['session', 'local', 'session'])
})

it('has in memory what changes at once with one write, and waits for none that is not answered yet', async () => {
  const store = new ConnectionStore()
  for (const count of [1, 2, 3, 4]) {
    store.save(Array.from({ length: count }, (_, at) => record(`c${at}`, false)))
    if (count % 2 === 0) await begun()
  }
  const inMemory = writes.flatMap(({ area, value }) => (area === 'session' ? [(value as unknown[]).length] : []))
  expect(inMemory).toEqual([2, 4])
})

it.each(['local', 'session'])(
  'has a connection that was just pinned, or unpinned, where only %s was written',
  async (area) => {
    for (const isPinned of [true, false]) {
      const store = new ConnectionStore()
      store.save([record('c', !isPinned)])
      await finish()
      store.save([record('c', isPinned)])
      await finish(area)
      expect((await loadConnections()).map(({ id }) => id)).toEqual(['c'])
      await finish()
      expect(await loadConnections()).toEqual([record('c', isPinned)])
    }
  },
)

it('does not wait for a slow disk with what the next start of the background goes by', async () => {
  const store = new ConnectionStore()
  store.save([])
  await finish('session')
  store.save([record('c', false)])
  await finish('session')
  store.save([record('c', true)])
  await finish('session')
  expect([...stored.keys()]).toEqual(['session'])
  expect(await loadConnections()).toEqual([record('c', true)])
  await finish()
  await finish()
  expect(writes.findLast(({ area }) => area === 'local')?.value).toEqual([record('c', true)])
})

it('has those that are pinned after the browser was restarted, and no others', async () => {
  new ConnectionStore().save([record('pinned', true), record('own', false)])
  await finish()
  stored.delete('session')
  expect(await loadConnections()).toEqual([record('pinned', true)])
})

it('hands them over as one text, as Chromium takes long over many records, and reads what an earlier version has left', async () => {
  new ConnectionStore().save([record('c', true)])
  await finish()
  expect([...stored.values()]).toEqual([expect.any(String), expect.any(String)])
  stored.clear()
  stored.set('local', [record('earlier', true)])
  expect(await loadConnections()).toEqual([record('earlier', true)])
  stored.set('local', '[{"id":')
  expect(await loadConnections()).toEqual([])
})

it('keeps no URL as it went out, which has what authentication puts into it', async () => {
  const store = new ConnectionStore()
  store.save([{ ...record('c', true), handshakeUrl: 'wss://h/?key=s3cret' }])
  await finish()
  expect(writes).toHaveLength(2)
  expect(JSON.stringify(writes)).not.toContain('s3cret')
})
