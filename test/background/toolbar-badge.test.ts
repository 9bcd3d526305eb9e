import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import { ToolbarBadge } from '../../src/background/toolbar-badge.ts'

const { areas, shown, writes } = vi.hoisted(() => ({
  areas: { local: new Map<string, unknown>(), session: new Map<string, unknown>() },
  shown: [] as string[],
  writes: [] as unknown[],
}))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (area: keyof typeof areas, key: string) => ({
    read: async () => areas[area].get(key),
    write: async (value: unknown) => {
      writes.push(value)
      areas[area].set(key, value)
    },
  }),
}))
vi.mock('../../src/platform/i18n.ts', () => ({ localized: (key: string) => key }))
vi.mock('../../src/platform/toolbar-button.ts', () => ({
  writeOnToolbarButton: async (text: string) => shown.push(text),
}))

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const failed: ConnectionRecord = {
  ...{ id: 'c', profileId: 'p', logId: 'p', owner: { type: 'background' } },
  state: { phase: 'closed', at: 5, during: 'session', cause: 'network', code: 1006, reason: '', clean: false },
}

it('tells a failure until the person has looked, and not again after a restart of the browser', async () => {
  const before = new ToolbarBadge()
  await before.load()
  before.show([failed])
  vi.runAllTimers()
  before.seen(6)
  before.show([failed])
  await vi.runAllTimersAsync()
  expect(shown.splice(0)).toEqual(['!', ''])
  // It is in memory only.
  areas.session.clear()
  const after = new ToolbarBadge()
  await after.load()
  after.show([failed])
  vi.runAllTimers()
  expect(shown).toEqual([''])
})

it('keeps once when the person looked last, however many connections change meanwhile', async () => {
  const badge = new ToolbarBadge()
  writes.length = 0
  for (const at of [7, 8, 9]) badge.seen(at)
  await vi.runAllTimersAsync()
  expect(writes).toEqual([9])
})
