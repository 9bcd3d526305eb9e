import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Traffic } from '../../../src/wire/traffic.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'

export interface UnreadContext {
  readonly connections: ReadonlySignal<readonly ConnectionView[]>
  /** What went over connections, by their ids. */
  readonly known: ReadonlySignal<ReadonlyMap<string, Traffic>>
  /** The connection whose messages are being looked at. */
  readonly shown: ReadonlySignal<ConnectionView | undefined>
  now(): number
}

/** How many messages each profile has received since somebody last looked at it, by the profile's id. */
export function createUnread({
  connections,
  known,
  shown,
  now,
}: UnreadContext): ReadonlySignal<ReadonlyMap<string, number>> {
  const openedAt = now()
  const seen = signal<ReadonlyMap<string, number>>(new Map())

  effect(() => {
    const next = new Map(seen.peek())
    for (const { id, state } of connections.value) {
      const count = known.value.get(id)?.received.count
      if (count === undefined) continue
      // What came before this panel was there is no news; less than before means that it was opened again.
      const isOld = !next.has(id) && state.phase === 'open' && state.since < openedAt
      if (id === shown.value?.id || isOld) next.set(id, count)
      else if (count < (next.get(id) ?? 0)) next.set(id, 0)
      else if (!next.has(id)) next.set(id, 0)
    }
    if (!isSame(next, seen.peek())) seen.value = next
  })

  return computed(() => {
    const unread = new Map<string, number>()
    for (const { id, profileId, owner } of connections.value) {
      const count = (known.value.get(id)?.received.count ?? 0) - (seen.value.get(id) ?? 0)
      if (count > 0 && owner !== 'another') unread.set(profileId, (unread.get(profileId) ?? 0) + count)
    }
    return unread
  })
}

function isSame(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([id, count]) => other.get(id) === count)
}
