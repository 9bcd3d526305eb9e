import { encodeBase64 } from '../core/base64.ts'
import type { LogEntry } from '../core/log-entry.ts'
import { payloadBytes } from '../core/payload.ts'
import type { LogExportOptions } from './export-ndjson.ts'
import { type Redact, redactor } from './redact.ts'

const columns = [
  'seq',
  'time',
  'type',
  'direction',
  'format',
  'size',
  'data',
  'bookmark',
  'answers',
  'latency',
] as const

/**
 * A log as a table, one row per entry.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* csvOf(entries: AsyncIterable<LogEntry>, options: LogExportOptions = {}): AsyncGenerator<string> {
  const redact = redactor(options.secrets ?? [])
  yield lineOf(columns)
  for await (const entry of entries) {
    const note = options.notes?.get(entry.seq)
    const bookmark = note === undefined ? '' : textCell(redact(note)) || 'yes'
    const answered = options.answered?.(entry.seq)
    const pair = answered ? [String(answered.request), answered.latency.toFixed(3)] : ['', '']
    yield lineOf([...cellsOf(entry, redact), bookmark, ...pair])
  }
}

function cellsOf(entry: LogEntry, redact: Redact): readonly string[] {
  const start = [String(entry.seq), new Date(entry.at).toISOString(), entry.type]
  if (entry.type !== 'message') return [...start, '', '', '', textCell(redact(describe(entry)))]
  const { data, direction } = entry
  if (typeof data !== 'string') {
    return [...start, direction, 'base64', String(data.length), textCell(encodeBase64(redact.bytes(data)))]
  }
  return [...start, direction, 'text', String(payloadBytes(data)), textCell(redact(data))]
}

function describe(entry: Exclude<LogEntry, { type: 'message' }>): string {
  switch (entry.type) {
    case 'handshake':
      return [entry.url, ...entry.protocols].join(' ')
    case 'opened':
      return [entry.protocol, entry.extensions].filter((text) => text !== '').join(' ')
    case 'closed':
      return [entry.code, entry.reason, entry.cause, entry.detail ?? ''].filter((text) => text !== '').join(' ')
    case 'error':
    case 'note':
      return entry.message
  }
}

/**
 * Spreadsheets run what begins like a formula, so a cell of foreign text gets an apostrophe in front, as they do it
 * themselves for text.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function textCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
