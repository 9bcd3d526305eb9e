import { encodeBase64 } from '../core/base64.ts'
import type { LogEntry } from '../core/log-entry.ts'
import type { LogExportOptions } from './export-ndjson.ts'
import { plainBookmark } from './har-messages.ts'
import { type Redact, redactor } from './redact.ts'

export interface HarOptions extends LogExportOptions {
  /** The version of the extension. */
  readonly version: string
  /** The URL of connections whose handshake is not in the log any more. */
  readonly url: string
  /** Whether an entry is asked for; others tell of their connection. Without it all are. */
  isKept?(seq: number): boolean
}

type Entry<Type extends LogEntry['type']> = Extract<LogEntry, { type: Type }>

/**
 * A log as HTTP Archive 1.2, with messages as Chrome writes and reads them. Written piece by piece: of a connection,
 * what is known at its end stands behind its messages.
 * @see https://chromium.googlesource.com/devtools/devtools-frontend: front_end/models/har/HARFormat.ts
 */
export async function* harOf(entries: AsyncIterable<LogEntry>, options: HarOptions): AsyncGenerator<string> {
  const writer = new HarWriter(options)
  yield writer.start()
  for await (const entry of entries) {
    const text = writer.next(entry)
    if (text !== '') yield text
  }
  yield writer.end()
}

/** A connection that is being written. */
interface OpenEntry {
  /** What it begins with, until something of it is asked for. */
  head: string
  readonly startedAt: number
  lastAt: number
  openedAt?: number
  protocol: string
  messages: number
  error?: string
  closed?: Entry<'closed'>
}

class HarWriter {
  readonly #options: HarOptions
  readonly #redact: Redact
  #entry: OpenEntry | undefined
  #entries = 0

  constructor(options: HarOptions) {
    this.#options = options
    this.#redact = redactor(options.secrets ?? [])
  }

  start(): string {
    const creator = { name: 'Switchboard', version: this.#options.version }
    return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],"entries":[`
  }

  next(entry: LogEntry): string {
    if (entry.type === 'note') return ''
    // What was seen of a handshake is told of one that has begun.
    if (entry.type === 'handshake' && entry.observed) return ''
    const before = entry.type === 'handshake' ? this.#close() : ''
    if (entry.type === 'handshake') this.#open(entry.at, entry.url, entry.protocols)
    else if (!this.#entry) this.#open(entry.at, this.#options.url, [])
    const isKept = this.#options.isKept?.(entry.seq) ?? true
    const head = isKept ? this.#begin() : ''
    return before + head + (entry.type === 'handshake' ? '' : this.#tell(entry))
  }

  end(): string {
    return `${this.#close()}\n]}}\n`
  }

  #open(at: number, url: string, protocols: readonly string[]): void {
    const started = JSON.stringify(new Date(at).toISOString())
    const request = JSON.stringify(requestOf(this.#redact(url), this.#redact(protocols.join(', '))))
    const head = `{"startedDateTime":${started},"_resourceType":"websocket","request":${request},"_webSocketMessages":[`
    this.#entry = { head, startedAt: at, lastAt: at, protocol: '', messages: 0 }
  }

  /** The beginning of the connection, once. */
  #begin(): string {
    const head = this.#entry?.head
    if (!this.#entry || !head) return ''
    this.#entry.head = ''
    return `${this.#entries++ > 0 ? ',' : ''}\n${head}`
  }

  #tell(entry: Exclude<LogEntry, { type: 'handshake' | 'note' }>): string {
    const open = this.#entry
    if (!open) return ''
    open.lastAt = entry.at
    switch (entry.type) {
      case 'message':
        return `${open.messages++ > 0 ? ',' : ''}\n${JSON.stringify(this.#messageOf(entry))}`
      case 'opened':
        open.openedAt = entry.at
        open.protocol = entry.protocol
        return ''
      case 'error':
        open.error = this.#redact(entry.message)
        return ''
      case 'closed':
        open.closed = entry
        return this.#close()
    }
  }

  #messageOf({ seq, at, direction, data }: Entry<'message'>) {
    const note = this.#options.notes?.get(seq)
    const type = direction === 'sent' ? 'send' : 'receive'
    const text = typeof data === 'string' ? this.#redact(data) : encodeBase64(this.#redact.bytes(data))
    return {
      type,
      time: at / 1000,
      opcode: typeof data === 'string' ? 1 : 2,
      data: text,
      ...commentOf(note && this.#redact(note)),
    }
  }

  #close(): string {
    const entry = this.#entry
    if (!entry) return ''
    this.#entry = undefined
    if (entry.head !== '') return ''
    const rest = JSON.stringify({
      response: responseOf(entry, this.#redact),
      cache: {},
      timings: { send: 0, wait: Math.max(0, (entry.openedAt ?? entry.lastAt) - entry.startedAt), receive: 0 },
      time: Math.max(0, entry.lastAt - entry.startedAt),
      ...(entry.closed ? { comment: this.#redact(closeComment(entry.closed)) } : {}),
    })
    return `],${rest.slice(1)}`
  }
}

/** A bookmark without a note says at least that it is one. */
function commentOf(note: string | undefined): { comment?: string } {
  return note === undefined ? {} : { comment: note || plainBookmark }
}

function requestOf(url: string, protocols: string) {
  return {
    method: 'GET',
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: protocols === '' ? [] : [{ name: 'Sec-WebSocket-Protocol', value: protocols }],
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: 0,
  }
}

function queryOf(url: string): { name: string; value: string }[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }))
}

function responseOf({ openedAt, messages, protocol, error }: OpenEntry, redact: Redact) {
  const answered = openedAt !== undefined || messages > 0
  return {
    status: answered ? 101 : 0,
    statusText: answered ? 'Switching Protocols' : '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: protocol === '' ? [] : [{ name: 'Sec-WebSocket-Protocol', value: redact(protocol) }],
    content: { size: 0, mimeType: 'x-unknown' },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    ...(error === undefined ? {} : { _error: error }),
  }
}

function closeComment({ code, reason, clean, cause }: Entry<'closed'>): string {
  return `Closed with ${code}${reason === '' ? '' : ` “${reason}”`} by ${cause}, ${clean ? 'clean' : 'not clean'}.`
}
