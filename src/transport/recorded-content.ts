import { decodeBase64 } from '../core/base64.ts'
import type { RecordedContent } from '../core/recording.ts'
import type { RecordedEntry } from '../wire/recording.ts'

/** An entry of a recording as a log has it; it belongs to no connection. */
export function recordedContent(entry: RecordedEntry): RecordedContent {
  switch (entry.type) {
    case 'handshake':
      return { type: 'handshake', connectionId: '', url: entry.url, protocols: [] }
    case 'opened':
      return { type: 'opened', connectionId: '', protocol: entry.protocol, extensions: '' }
    case 'note':
      return { type: 'note', code: 'recording', message: entry.message }
    case 'text':
      return { type: 'message', direction: entry.direction, data: entry.data }
    case 'binary':
      return { type: 'message', direction: entry.direction, data: decodeBase64(entry.data) ?? new Uint8Array() }
  }
}
