import { encodeBase64 } from '../core/base64.ts'
import type { LogEntry } from '../core/log-entry.ts'
import type { Answered } from '../core/pairing.ts'
import { type Redact, redactor } from './redact.ts'

export interface LogExportOptions {
  /** Values that must not appear in what is written. */
  readonly secrets?: readonly string[]
  /** The bookmarks, with what the person wrote about them, by sequence number. */
  readonly notes?: ReadonlyMap<number, string>
  /** What a message answers, asked for the entry that was read last. */
  answered?(seq: number): Answered | undefined
}

/**
 * A log as one JSON object per line, in the order of the log.
 * @see https://github.com/ndjson/ndjson-spec
 */
export async function* ndjsonOf(
  entries: AsyncIterable<LogEntry>,
  options: LogExportOptions = {},
): AsyncGenerator<string> {
  const redact = redactor(options.secrets ?? [])
  for await (const entry of entries) {
    const note = options.notes?.get(entry.seq)
    const bookmark = note === undefined ? {} : { bookmark: redact(note) }
    const answered = options.answered?.(entry.seq)
    const pair = answered ? { answers: answered.request, latency: answered.latency } : {}
    yield `${JSON.stringify({ ...lineOf(entry, redact), ...pair, ...bookmark })}\n`
  }
}

function lineOf({ seq, at, ...content }: LogEntry, redact: Redact): Record<string, unknown> {
  const place = { seq, time: new Date(at).toISOString(), at }
  if (content.type !== 'message') return { ...place, ...redactMembers(content, redact) }
  const { data, ...message } = content
  if (typeof data === 'string') return { ...place, ...message, data: redact(data) }
  return { ...place, ...message, encoding: 'base64', data: encodeBase64(redact.bytes(data)) }
}

function redactMembers(content: object, redact: Redact): Record<string, unknown> {
  const entries = Object.entries(content).map(([key, value]: [string, unknown]) => [key, redactValue(value, redact)])
  return Object.fromEntries(entries)
}

function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact))
  return typeof value === 'object' && value !== null ? redactMembers(value, redact) : value
}
