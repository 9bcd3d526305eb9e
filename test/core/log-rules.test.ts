import { expect, test } from 'vitest'
import type { LogContent } from '../../src/core/log-entry.ts'
import { belongs, logDetails } from '../../src/core/log-rules.ts'

const handshake = { type: 'handshake', connectionId: 'c', url: 'ws://a/', protocols: [] } as const
const observed = { url: 'ws://a/', requestHeaders: [], startedAt: 0 } as never

test.each<[string, LogContent, string[]]>([
  ['a message', { type: 'message', direction: 'sent', data: '' }, ['messages', 'lifecycle', 'communication']],
  ['an error', { type: 'error', connectionId: 'c', message: '' }, ['messages', 'lifecycle', 'communication']],
  ['a gap', { type: 'note', code: 'gap', message: '' }, ['messages', 'lifecycle', 'communication']],
  ['a handshake', handshake, ['lifecycle', 'communication']],
  ['another note', { type: 'note', code: 'reconnect', message: '' }, ['lifecycle', 'communication']],
  ['headers', { ...handshake, observed }, ['communication']],
])('%s belongs where it should', (_, content, expected) => {
  expect(logDetails.filter((detail) => belongs(detail, content))).toEqual(expected)
})
