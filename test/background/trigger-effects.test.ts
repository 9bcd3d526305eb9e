import { expect, test } from 'vitest'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import { TriggerEffects } from '../../src/background/trigger-effects.ts'

test('of notifications only so many stand, however many there are: a newer one takes the place of the oldest', () => {
  const standing = new Map<string, string>()
  const effects = new TriggerEffects({
    connection: () => ({}) as ConnectionRecord,
    notify: async (id, _, text) => Boolean(standing.set(id, text)),
    setVariable: async () => {},
    order: () => {},
  })
  for (let count = 1; count <= 1000; count++)
    effects.onEvent({ type: 'notify', connectionId: 'c', title: 'Alarm', text: `${count}` })
  expect([...standing.values()].map(Number).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, index) => 981 + index),
  )
})
