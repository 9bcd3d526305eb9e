import { expect, test } from 'vitest'
import { createMirror } from '../../panels/shared/mirror.ts'
import { viewIdIn } from '../../panels/shared/view-id.ts'
import { noEnvironments } from '../../src/wire/view.ts'
import { connectionOf, orders, prices } from './fake-session.ts'

function mirror() {
  const made = createMirror()
  made.take({
    profiles: [orders, prices],
    folders: [],
    connections: [connectionOf(orders)],
    environments: noEnvironments,
    recordings: [],
    policy: { state: 'none' },
    questions: [],
  })
  return made
}

test('is not ready before the first snapshot', () => {
  expect(createMirror().ready.value).toBe(false)
  expect(mirror().ready.value).toBe(true)
})

test('changes a profile in its place, and puts a new one where it belongs', () => {
  const { apply, profiles } = mirror()
  apply({ type: 'profile', profile: { ...orders, name: 'Orders 2' }, index: 0 })
  apply({ type: 'profile', profile: { ...orders, id: 'p3', name: 'Third' }, index: 1 })
  expect(profiles.value.map(({ name }) => name)).toEqual(['Orders 2', 'Third', 'Prices'])
})

test('forgets what is removed', () => {
  const { apply, profiles, connections } = mirror()
  apply({ type: 'profile-removed', profileId: 'p1' })
  apply({ type: 'connection-removed', connectionId: 'c1' })
  expect([profiles.value.length, connections.value.length]).toEqual([1, 0])
})

test('a snapshot replaces everything', () => {
  const { take, profiles, connections } = mirror()
  take({
    profiles: [],
    folders: [],
    connections: [],
    environments: noEnvironments,
    recordings: [],
    policy: { state: 'unreadable', reason: 'x' },
    questions: [],
  })
  expect([profiles.value, connections.value]).toEqual([[], []])
})

test('counts what was seen of handshakes; a snapshot may hide more', () => {
  const { apply, take, handshakes } = mirror()
  const before = handshakes.value.get('c1') ?? 0
  apply({ type: 'handshake', connectionId: 'c1' })
  expect(handshakes.value.get('c1')).toBe(before + 1)
  take({
    profiles: [],
    folders: [],
    connections: [connectionOf(orders)],
    environments: noEnvironments,
    recordings: [],
    policy: { state: 'none' },
    questions: [],
  })
  expect(handshakes.value.get('c1')).toBe(before + 2)
})

test('a view keeps its id over a reload; a duplicate of it has one of its own', () => {
  sessionStorage.clear()
  const ids = ['a', 'b', 'c']
  const load = (page: EventTarget) => viewIdIn(sessionStorage, page, () => ids.shift() ?? '')
  const page = new EventTarget()
  expect(load(page)).toBe('a')
  // Browsers hand what is stored to the duplicate.
  expect(load(new EventTarget())).toBe('b')
  page.dispatchEvent(new Event('pagehide'))
  expect(load(new EventTarget())).toBe('a')
})
