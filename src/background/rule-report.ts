import { inProgress } from '../core/connection.ts'
import type { Decision } from '../core/policy.ts'
import { ok, type Result } from '../core/result.ts'
import { parseWebSocketUrl } from '../core/url.ts'
import type { CommandReply } from '../wire/commands.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** Decides about a URL as a connect would, without one. */
export function testUrl(guard: PolicyGuard, text: string): Result<Decision> {
  const url = parseWebSocketUrl(text)
  return url.ok ? ok(guard.decideFor(url.value)) : url
}

/** The connections in progress, each with the rule that decides about it. */
export function decidedConnections(
  guard: PolicyGuard,
  connections: readonly ConnectionRecord[],
): CommandReply<'policy.touched'> {
  return connections
    .filter(({ state }) => inProgress(state))
    .map(({ id, handshakeUrl: url }) => ({ connectionId: id, rule: url ? guard.decide(new URL(url)).rule : '' }))
}
