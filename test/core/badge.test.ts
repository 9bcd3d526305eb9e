import { expect, test } from 'vitest'
import { badgeOf } from '../../src/core/badge.ts'
import type { ClosedState, ConnectionState } from '../../src/core/connection.ts'
import { refuse } from '../../src/core/result.ts'

const open: ConnectionState = { phase: 'open', since: 1, protocol: '', extensions: '' }
const closed = (change: Partial<ClosedState>): ClosedState => ({
  ...{ phase: 'closed', at: 10, during: 'session', code: 1000, reason: '', clean: true, cause: 'server' },
  ...change,
})
const refused: ConnectionState = { phase: 'refused', at: 10, refusal: refuse('url-blocked', 'No.').refusal }
const waiting: ConnectionState = {
  ...{ phase: 'waiting', since: 11, until: 12, attempt: 1, attempts: 0 },
  closed: closed({ cause: 'network', clean: false, code: 1006 }),
}

test('counts what is open, pinned or not', () => {
  const all = [true, false].map((isPinned) => ({ isPinned, state: open }))
  expect(badgeOf(all, 0)).toEqual({ open: 2, failed: 0 })
})

test.each<[string, ConnectionState, number]>([
  ['refused', refused, 1],
  ['waiting to be made again', waiting, 1],
  ['closed by the network', closed({ cause: 'network', clean: false }), 1],
  ['closed by policy', closed({ cause: 'policy' }), 1],
  ['never opened', closed({ during: 'handshake' }), 1],
  ['closed by the server in order', closed({}), 0],
  ['closed by the person', closed({ cause: 'user', clean: false }), 0],
])('one that is %s', (_, state, failed) => {
  expect(badgeOf([{ isPinned: true, state }], 9).failed).toBe(failed)
  expect(badgeOf([{ isPinned: true, state }], 10).failed).toBe(0)
  expect(badgeOf([{ isPinned: false, state }], 9).failed).toBe(0)
})
