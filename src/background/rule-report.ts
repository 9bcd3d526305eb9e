import { inProgress } from '../core/connection.ts'
import type { Decision } from '../core/policy.ts'
import { rulesInWords } from '../core/policy-words.ts'
import { ok, type Result } from '../core/result.ts'
import { parseWebSocketUrl } from '../core/url.ts'
import type { TouchedRule } from '../wire/commands.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** Decides about a URL as a connect would, without one (spec P9). */
export function testUrl(guard: PolicyGuard, text: string): Result<Decision> {
  const url = parseWebSocketUrl(text)
  return url.ok ? ok(guard.decideFor(url.value)) : url
}

/** The organisation's rules in words, each with the connections in progress that it decides about. */
export function touchedRules(guard: PolicyGuard, connections: readonly ConnectionRecord[]): TouchedRule[] {
  const { organization } = guard.policy()
  if (organization.state !== 'active') return []
  const alive = connections.filter(({ state }) => inProgress(state))
  const deciding = alive.map(({ id, handshakeUrl: url }) => ({ id, rule: url && guard.decide(new URL(url)).rule }))
  return rulesInWords(organization.rules).map(({ words, rule }) => ({
    words,
    connectionIds: deciding.filter((one) => rule === undefined || one.rule === rule).map(({ id }) => id),
  }))
}
