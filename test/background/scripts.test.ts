import { beforeEach, expect, it, vi } from 'vitest'
import { Scripts } from '../../src/background/scripts.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok } from '../../src/core/result.ts'
import type { SavedMessage } from '../../src/core/script.ts'

/** As in browsers: what was written is read from then on, but it is on disk when a test says so. */
const { stored, writes } = vi.hoisted(() => ({
  stored: new Map<string, unknown>(),
  writes: [] as { done(): void; fail(): void }[],
}))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (_: string, key: string) => ({
    read: async () => stored.get(key),
    write(value: unknown) {
      stored.set(key, value)
      return new Promise<void>((done, reject) => writes.push({ done, fail: () => reject(new Error('full')) }))
    },
  }),
}))

beforeEach(() => {
  stored.clear()
  writes.length = 0
})

function setUp() {
  const told: string[] = []
  const scripts = new Scripts({ profile: (id) => ok(newProfile(id, {})), onScript: (id) => told.push(id) })
  const messages = async () => {
    const read = await scripts.read('p')
    return read.ok ? read.value.messages : []
  }
  return { scripts, told, messages }
}

function message(id: string): SavedMessage {
  return { id, name: id, folder: [], onConnect: false, text: '1', sendAs: 'json-value' }
}

it('tells views what was changed while the disk is slow, so that the next change is one of that', async () => {
  const { scripts, told, messages } = setUp()
  const first = scripts.write('p', { messages: [message('a')] })
  await expect.poll(() => told).toEqual(['p'])
  expect(await messages()).toEqual([message('a')])
  const second = scripts.write('p', { messages: [...(await messages()), message('b')] })
  const third = scripts.write('p', { triggers: [] })
  await expect.poll(() => writes.length).toBe(3)
  for (const { done } of writes) done()
  expect(await Promise.all([first, second, third])).toEqual([ok(null), ok(null), ok(null)])
  expect(await messages()).toEqual([message('a'), message('b')])
})

it('is read as it was changed just before, as by who writes a sequence and runs it', async () => {
  const { scripts, messages } = setUp()
  const written = scripts.write('p', { messages: [message('a')] })
  expect(await messages()).toEqual([message('a')])
  writes[0]?.done()
  await written
})

it('says to who wrote it that it could not be stored, and writes the next all the same', async () => {
  const { scripts, messages } = setUp()
  const lost = scripts.write('p', { messages: [message('a')] })
  await expect.poll(() => writes.length).toBe(1)
  writes[0]?.fail()
  await expect(lost).rejects.toThrow('full')
  const kept = scripts.write('p', { messages: [message('b')] })
  await expect.poll(() => writes.length).toBe(2)
  writes[1]?.done()
  expect(await kept).toEqual(ok(null))
  expect(await messages()).toEqual([message('b')])
})
