import type { LogEntry } from '../core/log-entry.ts'
import { type ObservedHandshake, withHeaders, withoutSecrets } from '../core/observed-handshake.ts'
import { withoutTokens, withoutUrlSecrets } from '../core/secrets.ts'
import { redacted } from './redact.ts'

/**
 * A handshake without passwords and tokens in its address, headers and subprotocols: by their names, and JSON Web Tokens
 * wherever they stand. Other entries are as they are.
 */
export function withoutCredentials(entry: LogEntry): LogEntry {
  if (entry.type === 'opened') return { ...entry, protocol: withoutTokens(entry.protocol, redacted) }
  if (entry.type !== 'handshake') return entry
  const { observed } = entry
  return {
    ...entry,
    url: withoutUrlSecrets(entry.url, redacted),
    protocols: entry.protocols.map((name) => withoutTokens(name, redacted)),
    ...(observed ? { observed: withoutObserved(observed) } : {}),
  }
}

/** Some headers are addresses, such as `Location`. */
function withoutObserved(observed: ObservedHandshake): ObservedHandshake {
  const masked = withHeaders(withoutSecrets(observed), ({ name, value }) => ({
    name,
    value: withoutUrlSecrets(value, redacted),
  }))
  return { ...masked, url: withoutUrlSecrets(observed.url, redacted) }
}
