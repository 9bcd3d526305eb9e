import type { LogEntry } from '../core/log-entry.ts'
import { withoutSecrets } from '../core/observed-handshake.ts'
import { withoutUrlSecrets } from '../core/secrets.ts'
import { redacted } from './redact.ts'

/** A handshake without passwords and tokens in its address and headers, by their names; other entries as they are. */
export function withoutCredentials(entry: LogEntry): LogEntry {
  if (entry.type !== 'handshake') return entry
  const { observed } = entry
  return {
    ...entry,
    url: withoutUrlSecrets(entry.url, redacted),
    ...(observed ? { observed: { ...withoutSecrets(observed), url: withoutUrlSecrets(observed.url, redacted) } } : {}),
  }
}
