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
        writes.push({ area, value, done })
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

it('writes one state after the other, of those that came meanwhile only the last', async () => {
  const store = new ConnectionStore()
  const pinned = record('pinned', true)
  for (const count of [1, 2, 3, 4]) {
    store.save([pinned, ...Array.from({ length: count }, (_, at) => record(`c${at}`, false))])
    await begun()
  }
  expect(writes.map(({ area }) => area)).toEqual(['local', 'session'])
  await finish()
  // What is pinned has not changed, so the disk is left alone.
  expect(writes.slice(2).map(({ area, value }) => [area, (value as unknown[]).length])).toEqual([['session', 5]])
  await finish()
  store.save([])
  await finish()
  expect(writes.slice(3).map(({ area, value }) => [area, value])).toEqual([
    ['local', []],
    ['session', []],
  ])
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
  expect(stored).toEqual(new Map([['session', [record('c', true)]]]))
  await finish()
  await finish()
  expect(stored.get('local')).toEqual([record('c', true)])
})

it('has those that are pinned after the browser was restarted, and no others', async () => {
  new ConnectionStore().save([record('pinned', true), record('own', false)])
  await finish()
  stored.delete('session')
  expect(await loadConnections()).toEqual([record('pinned', true)])
})

it('keeps no URL as it went out, which has what authentication puts into it', async () => {
  const store = new ConnectionStore()
  store.save([{ ...record('c', true), handshakeUrl: 'wss://h/?key=s3cret' }])
  await finish()
  expect(writes).toHaveLength(2)
  expect(JSON.stringify(writes)).not.toContain('s3cret')
})
