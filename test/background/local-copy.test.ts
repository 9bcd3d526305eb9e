import { beforeEach, expect, it, vi } from 'vitest'
import { storageItem, storeTogether } from '../../src/platform/storage.ts'

const { local, session, calls, fail } = vi.hoisted(() => ({
  local: new Map<string, unknown>(),
  session: new Map<string, unknown>(),
  calls: [] as string[],
  fail: { next: false },
}))

vi.mock('../../src/platform/browser.ts', () => {
  const area = (name: string, values: Map<string, unknown>) => ({
    async get(keys: string[]) {
      calls.push(`${name} get ${keys}`)
      return Object.fromEntries(keys.filter((key) => values.has(key)).map((key) => [key, values.get(key)]))
    },
    async set(given: object) {
      calls.push(`${name} set ${Object.keys(given)}`)
      if (name === 'local' && fail.next) throw new Error('no room')
      for (const [key, value] of Object.entries(given)) values.set(key, value)
    },
    async remove(key: string) {
      calls.push(`${name} remove ${key}`)
      values.delete(key)
    },
  })
  return { browser: { storage: { local: area('local', local), session: area('session', session) } } }
})

beforeEach(() => {
  local.clear()
  session.clear()
  calls.length = 0
  fail.next = false
})

const place = 'copy-of-local'

/** A run of the background: what it has read before, it does not know. */
async function start() {
  vi.resetModules()
  const { storageItem, storeTogether } = await import('../../src/platform/storage.ts')
  const [profiles, rules] = [storageItem('local', 'profiles'), storageItem('local', 'rules')]
  for (const item of [profiles, rules]) item.readAhead()
  const read = await Promise.all([profiles.read(), rules.read()])
  await expect.poll(() => session.has(place)).toBe(true)
  return { profiles, rules, read, storeTogether, storageItem }
}

it('asks the database once in a session of the browser', async () => {
  local.set('profiles', ['a'])
  expect((await start()).read).toEqual([['a'], undefined])
  expect(calls).toEqual([`session get ${place}`, 'local get profiles,rules', `session set ${place}`])
  calls.length = 0
  expect((await start()).read).toEqual([['a'], undefined])
  expect(calls).toEqual([`session get ${place}`])
})

it('has no copy while something is written, and has it anew then', async () => {
  const { profiles, storeTogether } = await start()
  calls.length = 0
  await storeTogether('local', { profiles: ['b'], 'script/1': 'x' })
  expect(calls).toEqual([`session remove ${place}`, 'local set profiles,script/1', `session set ${place}`])
  await profiles.write(['c'])
  expect(session.get(place)).toEqual({ profiles: ['c'] })
  expect((await start()).read).toEqual([['c'], undefined])
  await profiles.remove()
  expect((await start()).read).toEqual([undefined, undefined])
})

it('makes the copy after the last of several that are written', async () => {
  const { profiles, rules } = await start()
  await Promise.all([profiles.write(['b']), rules.write('r'), profiles.write(['c'])])
  expect(session.get(place)).toEqual({ profiles: ['c'], rules: 'r' })
})

it('makes no copy any more when something could not be written', async () => {
  const { profiles, rules } = await start()
  fail.next = true
  await expect(profiles.write(['b'])).rejects.toThrow('no room')
  fail.next = false
  await rules.write('r')
  expect(session.has(place)).toBe(false)
  expect((await start()).read).toEqual([undefined, 'r'])
  expect(session.has(place)).toBe(true)
})

it('leaves alone what is not copied', async () => {
  await storageItem('local', 'draft/1').write('x')
  await storeTogether('session', { other: 1 })
  expect(calls).toEqual(['local set draft/1', 'session set other'])
})
