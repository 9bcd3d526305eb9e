import type { LogEntry } from '../../../src/core/log-entry.ts'
import { copyText } from '../../shared/clipboard.ts'
import { hexDump } from '../../shared/hex-dump.ts'

/** An entry whole: a text as it is, bytes as a dump, what is no message the way it is exported. */
export function entryText(entry: LogEntry): string {
  if (entry.type !== 'message') return JSON.stringify(entry, null, 2)
  return typeof entry.data === 'string' ? entry.data : hexDump(entry.data)
}

/** Puts it on the clipboard. */
export function copyEntry(entry: LogEntry): Promise<boolean> {
  return copyText(entryText(entry))
}
