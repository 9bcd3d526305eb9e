import type { Limits } from '../core/policy-rules.ts'
import type { ConnectionLimits } from '../wire/transport.ts'

/** What of the policy the transport must hold by itself while a connection is open. */
export function limitsFor({ maxMessageBytes, auditMessages }: Limits): ConnectionLimits {
  return { audit: auditMessages, ...(maxMessageBytes === undefined ? {} : { maxMessageBytes }) }
}
