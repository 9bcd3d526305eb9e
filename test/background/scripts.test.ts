import { beforeEach, expect, it, vi } from 'vitest'
import { Scripts } from '../../src/background/scripts.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok } from '../../src/core/result.ts'
import type { SavedMessage } from '../../src/core/script.ts'

/** As in browsers: what is read comes after what was written before, and that is on disk when a test says so. */
const { stored, writes } = vi.hoisted(() => ({
  stored: new Map<string, unknown>(),
  writes: [] as { readonly finished: Promise<void>; done(): void; fail(): void }[],
}))
vi.mock('../../src/platform/storage.ts', () => ({
  storageItem: (_: string, key: string) => ({
    async read() {
      await Promise.allSettled(writes.map(({ finished }) => finished))
      return stored.get(key)
    },
    write(value: unknown) {
      const before = stored.get(key)
      stored.set(key, value)
      let [done, fail] = [() => {}, () => {}]
      const finished = new Promise<void>((resolve, reject) => {
        done = resolve
        fail = () => {
          stored.set(key, before)
          reject(new Error('full'))
        }
      })
      writes.push({ finished, done, fail })
      return finished
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

it('holds as it was changed while the disk is slow: for views, for the next message and for the next change', async () => {
  const { scripts, told, messages } = setUp()
  expect(await messages()).toEqual([])
  const first = scripts.write('p', { messages: [message('a')] })
  await expect.poll(() => told).toEqual(['p'])
  const second = scripts.write('p', { messages: [...(await messages()), message('b')] })
  const third = scripts.write('p', { triggers: [] })
  expect(await messages()).toEqual([message('a'), message('b')])
  expect(told).toEqual(['p', 'p', 'p'])
  for (const { done } of writes) done()
  expect(await Promise.all([first, second, third])).toEqual([ok(null), ok(null), ok(null)])
  expect(stored.get('script/p')).toMatchObject({ messages: [message('a'), message('b')] })
})

it('is read as it was changed just before, as by who writes a sequence and runs it', async () => {
  const { scripts, messages } = setUp()
  const written = scripts.write('p', { messages: [message('a')] })
  expect(await messages()).toEqual([message('a')])
  writes[0]?.done()
  await written
})

it('says to who wrote it that it could not be stored, and stores it with the next change', async () => {
  const { scripts } = setUp()
  const lost = scripts.write('p', { messages: [message('a')] })
  await expect.poll(() => writes.length).toBe(1)
  writes[0]?.fail()
  await expect(lost).rejects.toThrow('full')
  const kept = scripts.write('p', { triggers: [] })
  await expect.poll(() => writes.length).toBe(2)
  writes[1]?.done()
  expect(await kept).toEqual(ok(null))
  expect(stored.get('script/p')).toMatchObject({ messages: [message('a')] })
})

it('is read anew where it was written past this, and of many it knows those used last', async () => {
  const { scripts, messages } = setUp()
  expect(await messages()).toEqual([])
  stored.set('script/p', { messages: [message('a')] })
  expect(await messages()).toEqual([])
  scripts.forget('p')
  expect(await messages()).toEqual([message('a')])
  stored.set('script/p', { messages: [message('b')] })
  for (let at = 0; at < 20; at += 1) await scripts.read(`p${at}`)
  expect(await messages()).toEqual([message('b')])
})
