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
  const digest = auditMessages || (profile.ok && profile.value.auditMessages)
  const own = profile.ok && profile.value.maxMessageBytes > 0 ? profile.value.maxMessageBytes : Number.POSITIVE_INFINITY
  const bytes = Math.min(own, maxMessageBytes ?? Number.POSITIVE_INFINITY)
  const by = bytes === maxMessageBytes ? 'policy' : 'profile'
  return {
    audit: auditContent ? 'content' : digest,
    ...(Number.isFinite(bytes) ? { maxMessage: { bytes, by } } : {}),
    ...(profile.ok && profile.value.kind === 'json' ? { toBeJson: true } : {}),
    ...(profile.ok && profile.value.confirm.includes('message') ? { asks: true } : {}),
    ...(profile.ok && restrictsLog(profile.value.log) ? { log: profile.value.log } : {}),
  }
}
