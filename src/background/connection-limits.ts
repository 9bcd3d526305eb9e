import { restrictsLog } from '../core/log-rules.ts'
import type { Limits } from '../core/policy-rules.ts'
import type { Profile } from '../core/profile.ts'
import type { Result } from '../core/result.ts'
import type { ConnectionLimits } from '../wire/transport.ts'

/** What of policy and profile the transport must hold by itself while a connection is open. */
export function limitsFor(
  { maxMessageBytes, auditMessages, auditContent }: Limits,
  profile: Result<Profile>,
): ConnectionLimits {
  const own = profile.ok ? profile.value : undefined
  const digest = auditMessages || own?.auditMessages === true
  const bytes = Math.min(own?.maxMessageBytes || Number.POSITIVE_INFINITY, maxMessageBytes ?? Number.POSITIVE_INFINITY)
  const by = bytes === maxMessageBytes ? 'policy' : 'profile'
  return {
    audit: auditContent ? 'content' : digest,
    ...(Number.isFinite(bytes) && { maxMessage: { bytes, by } }),
    ...(own?.kind === 'json' && { toBeJson: true }),
    ...(own?.confirm.includes('message') && { asks: true }),
    ...(own && restrictsLog(own.log) && { log: own.log }),
  }
}
