import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Environments } from '../../src/background/environments.ts'
import { SessionVariables } from '../../src/background/session-variables.ts'
import type { Variable } from '../../src/core/environment.ts'
import { substitute } from '../../src/core/variables.ts'
import type { EnvironmentsView } from '../../src/wire/view.ts'
import { soon } from '../soon.ts'

const { areas } = vi.hoisted(() => ({
  areas: {
    local: new Map<string, unknown>(),
    session: new Map<string, unknown>(),
    /** The one in which nothing can be stored. */
    full: undefined as Map<string, unknown> | undefined,
  },
}))

vi.mock('../../src/platform/browser.ts', () => {
  const area = (values: Map<string, unknown>) => ({
    get: async (keys: string[]) => Object.fromEntries(keys.map((key) => [key, structuredClone(values.get(key))])),
    set: async (given: object) => {
      if (values === areas.full) throw new Error('QUOTA_BYTES exceeded')
      for (const [key, value] of Object.entries(given)) values.set(key, structuredClone(value))
    },
    remove: async (key: string) => void values.delete(key),
  })
  return { browser: { storage: { local: area(areas.local), session: area(areas.session) } } }
})

let told: EnvironmentsView[]

beforeEach(() => {
  told = []
  areas.local.clear()
  areas.session.clear()
  areas.full = undefined
})

async function load(): Promise<Environments> {
  let ids = areas.local.size * 10
  const environments = new Environments({
    onChange: (view) => told.push(view),
    session: new SessionVariables(),
    now: () => 1000,
    random: () => 0.5,
    newId: () => `e${++ids}`,
  })
  await environments.load()
  return environments
}

function variable(name: string, value: string, change: Partial<Variable> = {}): Variable {
  return { name, value, enabled: true, secret: false, ...change }
}

async function withTwo(): Promise<Environments> {
  const environments = await load()
  const secret = variable('token', 'hush-hush', { secret: true })
  await environments.create({ name: 'Staging', variables: [variable('host', 'staging.test'), secret] })
  await environments.create({ name: 'Production', variables: [variable('host', 'example.com')] })
  await environments.choose('e1')
  return environments
}

describe('environments', () => {
  it('are there again, with what was chosen, when the background is', async () => {
    await withTwo()
    const again = await load()
    expect(again.view().list.map(({ name }) => name)).toEqual(['Staging', 'Production'])
    expect(substitute('{{host}} {{token}}', again.source())).toEqual({ ok: true, value: 'staging.test hush-hush' })
  })

  it('tell no view the value of a secret, unless it asks', async () => {
    const environments = await withTwo()
    await environments.set('token', 'hush-hush too')
    expect(JSON.stringify(told)).not.toContain('hush-hush')
    expect(environments.view().set).toEqual([{ name: 'token', enabled: true, secret: true }])
    expect(environments.read()[0]?.variables[1]?.value).toBe('hush-hush')
  })

  it('mask secrets in what is refused', async () => {
    const environments = await withTwo()
    expect(environments.withoutSecrets({ code: 'invalid-url', message: '“hush-hush” is no URL' }).message).toBe(
      '“••••••” is no URL',
    )
    await environments.set('token', 'hush-hush & more')
    const message = 'wss://h/?t=hush-hush+%26+more hush-hush & more'
    expect(environments.masked(message)).toBe('wss://h/?t=•••••• ••••••')
  })

  it('mask a secret that was set while the browser runs, one inside another, and as a URL has it', async () => {
    const environments = await withTwo()
    const more = ['sécret', 'sécret and more'].map((value, index) => variable(`s${index}`, value, { secret: true }))
    await environments.update('e1', { variables: [variable('token', '', { secret: true }), ...more] })
    await environments.set('token', 'from a trigger')
    expect(environments.masked('from a trigger, sécret and more, s%C3%A9cret')).toBe('••••••, ••••••, ••••••')
  })

  it('do not know what is switched off or has no name', async () => {
    const environments = await withTwo()
    const off = [variable('host', 'x', { enabled: false }), variable(' ', 'y'), variable(' port ', '80')]
    await environments.update('e1', { variables: off })
    expect([...environments.values()]).toEqual([['port', '80']])
  })

  it('cost nothing when one that is stored cannot be read', async () => {
    await withTwo()
    const stored = areas.local.get('environments') as { environments: unknown[] }
    areas.local.set('environments', { ...stored, environments: ['nonsense', ...stored.environments] })
    expect((await load()).view().list).toHaveLength(2)
  })

  it('stay when a later version has stored more of each', async () => {
    await withTwo()
    const stored = areas.local.get('environments') as { environments: object[] }
    const environments = stored.environments.map((environment) => ({ ...environment, colour: 'red' }))
    areas.local.set('environments', { ...stored, environments })
    expect((await load()).view().list).toHaveLength(2)
  })

  it('come back at their place, chosen, when a deletion is undone', async () => {
    const environments = await withTwo()
    const deleted = await environments.remove('e1')
    expect(environments.view()).toMatchObject({ activeId: null, list: [{ name: 'Production' }] })
    if (!deleted.ok) throw new Error(deleted.refusal.message)
    await environments.restore(deleted.value)
    expect(environments.view()).toMatchObject({ activeId: 'e1', list: [{ name: 'Staging' }, { name: 'Production' }] })
    expect(await environments.restore(deleted.value)).toMatchObject({ refusal: { code: 'invalid-arguments' } })
  })

  it('come back also where their deletion cannot be stored', async () => {
    const environments = await withTwo()
    areas.full = areas.local
    expect(await environments.remove('e1')).toMatchObject({ ok: true, value: { environment: { name: 'Staging' } } })
    expect(environments.view().list).toMatchObject([{ name: 'Production' }])
  })

  it('refuse what is gone', async () => {
    const environments = await load()
    const refused = { ok: false, refusal: { code: 'unknown-environment' } }
    expect(await environments.choose('e9')).toMatchObject(refused)
    expect(await environments.update('e9', {})).toMatchObject(refused)
    expect(await environments.remove('e9')).toMatchObject(refused)
  })
})

describe('what is set while the browser runs', () => {
  it('holds before what is written, in its own environment only, also for a new background', async () => {
    const environments = await withTwo()
    await environments.set('host', 'set.test')
    expect(environments.values().get('host')).toBe('set.test')
    await environments.choose('e2')
    expect(environments.values().get('host')).toBe('example.com')
    await environments.choose('e1')
    expect((await load()).values().get('host')).toBe('set.test')
    await environments.forget('host')
    expect(environments.values().get('host')).toBe('staging.test')
  })

  it('is back, too, when the deletion of its environment is undone, and nowhere meanwhile', async () => {
    const environments = await withTwo()
    await environments.set('host', 'set.test')
    const deleted = await environments.remove('e1')
    if (!deleted.ok) throw new Error(deleted.refusal.message)
    expect(environments.values().get('host')).toBeUndefined()
    await environments.restore(deleted.value)
    expect(environments.values().get('host')).toBe('set.test')
  })

  it.each(['constructor', 'prototype', '__proto__', 'toString'])('may be called %s', async (name) => {
    const environments = await load()
    await environments.set('token', 't')
    await environments.set(name, 'v')
    await environments.set('token', 'u')
    const again = await load()
    expect([...again.values()]).toEqual([
      ['token', 'u'],
      [name, 'v'],
    ])
    expect(again.view().set.map((one) => one.name)).toEqual(['token', name])
  })

  it('gives way to what a person writes, and to nothing else they change', async () => {
    const environments = await withTwo()
    await environments.set('host', 'set.test')
    await environments.set('extra', '1')
    await environments.update('e1', { name: 'Test' })
    expect(environments.values().get('host')).toBe('set.test')
    await environments.update('e1', { variables: [variable('host', 'written.test')] })
    expect(Object.fromEntries(environments.values())).toEqual({ host: 'written.test', extra: '1' })
  })

  it('works without an environment', async () => {
    const environments = await load()
    await environments.set('token', 't')
    expect(substitute('{{token}}', environments.source())).toEqual({ ok: true, value: 't' })
  })

  it('counts what goes out and not what is looked at', async () => {
    const environments = await load()
    const look = () => substitute('{{$counter}}', environments.preview())
    expect(look()).toEqual({ ok: true, value: '1' })
    expect(substitute('{{$counter}} {{$counter}}', environments.source())).toEqual({ ok: true, value: '1 2' })
    await soon(async () => {
      const again = await load()
      expect(substitute('{{$counter}}', again.preview())).toEqual({ ok: true, value: '3' })
    })
    expect(look()).toEqual({ ok: true, value: '3' })
  })
})
