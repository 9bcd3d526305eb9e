import { expect, it } from 'vitest'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import { PolicyGuard } from '../../src/background/policy-guard.ts'
import { decidedConnections, testUrl } from '../../src/background/rule-report.ts'
import { readPolicy } from '../../src/core/policy-format.ts'

function guardOf(policy: object): PolicyGuard {
  return new PolicyGuard(() => ({ organization: readPolicy({ version: 1, ...policy }), user: { state: 'none' } }))
}

it('tests a URL as a connect would: where only the organisation’s profiles may be connected, any other is blocked', () => {
  const guard = guardOf({
    rules: { allowUserUrls: false, blockedUrls: ['wss://bad.example/*'] },
    profiles: [{ url: 'wss://live.example/feed' }, { url: 'wss://bad.example/x' }],
  })
  expect(testUrl(guard, 'wss://live.example/feed')).toMatchObject({ ok: true, value: { allowed: true } })
  expect(testUrl(guard, 'wss://live.example/other')).toMatchObject({
    ok: true,
    value: { allowed: false, rule: 'Only profiles of the organisation' },
  })
  expect(testUrl(guard, 'wss://bad.example/x')).toMatchObject({
    ok: true,
    value: { allowed: false, rule: 'Blocked: wss://bad.example/*' },
  })
  expect(testUrl(guard, 'http://live.example/')).toMatchObject({ ok: false, refusal: { code: 'invalid-url' } })
})

it('names for each connection in progress the rule that decides about it', () => {
  const guard = guardOf({ rules: { allowedUrls: ['ws://a/*', 'ws://b/*'], maxConnections: 9 } })
  const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
  const record = (id: string, handshakeUrl: string, state: ConnectionRecord['state'] = open): ConnectionRecord => ({
    ...{ id, handshakeUrl, state, profileId: 'p', logId: 'p' },
    owner: { type: 'background' },
  })
  const connections = [record('1', 'ws://a/x'), record('2', 'ws://b/x'), record('3', 'ws://a/y', { phase: 'idle' })]
  expect(decidedConnections(guard, connections)).toEqual([
    { connectionId: '1', rule: 'Allowed: ws://a/*' },
    { connectionId: '2', rule: 'Allowed: ws://b/*' },
  ])
})
