import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogContent, LogEntry } from '../../src/core/log-entry.ts'
import { csvOf } from '../../src/formats/export-csv.ts'
import { harOf } from '../../src/formats/export-har.ts'
import { ndjsonOf } from '../../src/formats/export-ndjson.ts'
import { importHar } from '../../src/formats/har.ts'
import { redactor } from '../../src/formats/redact.ts'

import { harFaults } from './har-faults.ts'

const start = Date.UTC(2026, 0, 5, 9)

function log(...contents: LogContent[]): LogEntry[] {
  return contents.map((content, index) => ({ ...content, seq: index + 1, at: start + index * 250 }))
}

async function* streamed(entries: readonly LogEntry[]): AsyncGenerator<LogEntry> {
  yield* entries
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

const entries = log(
  { type: 'handshake', connectionId: 'c1', url: 'wss://h/x?token=s3cret', protocols: ['a', 'b'] },
  { type: 'opened', connectionId: 'c1', protocol: 'b', extensions: '' },
  { type: 'message', direction: 'sent', data: '{"token":"s3cret"}' },
  { type: 'message', direction: 'received', data: Uint8Array.of(0, 255) },
  { type: 'note', code: 'gap', message: '3 messages lost' },
  { type: 'closed', connectionId: 'c1', code: 1000, reason: 'bye', cause: 'server', clean: true },
  { type: 'handshake', connectionId: 'c2', url: 'wss://h/x', protocols: [] },
  { type: 'error', connectionId: 'c2', message: 'refused' },
)
/** With what the browser has told of the handshake, once it was over. */
const observed = log(
  { type: 'handshake', connectionId: 'c1', url: 'wss://h/x', protocols: ['a'] },
  { type: 'opened', connectionId: 'c1', protocol: 'a', extensions: '' },
  {
    ...{ type: 'handshake', connectionId: 'c1', url: 'wss://h/x', protocols: [] },
    observed: {
      url: 'wss://h/x',
      requestHeaders: [{ name: 'x-tenant', value: 's3cret' }],
      response: { status: 101, statusLine: 'HTTP/1.1 101', headers: [{ name: 'x-seen', value: 'for s3cret' }] },
      steps: [{ step: 'created', at: start }],
    },
  },
  { type: 'message', direction: 'sent', data: 'one' },
)
const options = { version: '0.1.0', url: 'wss://h/x' }

describe('harOf', () => {
  it('writes what the schema of HAR 1.2 and the reader of Chrome ask for', async () => {
    expect(harFaults(await textOf(harOf(streamed(entries), options)))).toEqual([])
    // Of a connection whose beginning is not in the log any more, and of no connection.
    expect(harFaults(await textOf(harOf(streamed(entries.slice(3, 5)), options)))).toEqual([])
    expect(harFaults(await textOf(harOf(streamed([]), options)))).toEqual([])
  })

  it('is checked by what does find faults', async () => {
    const har = await textOf(harOf(streamed(entries), options))
    const changed = (from: string, to: string) => harFaults(har.replace(from, to))
    expect(changed('"status":101', '"status":"101"')).toEqual([
      '#/log/entries/0/response/status Instance type "string" is invalid. Expected "integer".',
    ])
    expect(changed('"version":"1.2",', '')).toEqual(['#/log Instance does not have required property "version".'])
    expect(changed('"type":"send"', '"type":"sent"')).toEqual(['entries[0] message 0 has no direction'])
    expect(changed('"_resourceType":"websocket",', '')).toEqual(['entries[0] would not be shown as a WebSocket'])
  })

  it('writes what Chrome reads', async () => {
    const { log: har } = JSON.parse(await textOf(harOf(streamed(entries), options)))
    expect(har).toMatchObject({ version: '1.2', creator: { name: 'Switchboard', version: '0.1.0' }, pages: [] })
    expect(har.entries).toHaveLength(2)
    expect(har.entries[0]).toMatchObject({
      startedDateTime: '2026-01-05T09:00:00.000Z',
      time: 1250,
      _resourceType: 'websocket',
      request: {
        method: 'GET',
        url: 'wss://h/x?token=s3cret',
        headersSize: -1,
        bodySize: 0,
        queryString: [{ name: 'token' }],
      },
      response: { status: 101, content: { size: 0 }, headers: [{ name: 'Sec-WebSocket-Protocol', value: 'b' }] },
      timings: { send: 0, wait: 250, receive: 0 },
      comment: 'Closed with 1000 “bye” by server, clean.',
      _webSocketMessages: [
        { type: 'send', time: start / 1000 + 0.5, opcode: 1, data: '{"token":"s3cret"}' },
        { type: 'receive', time: start / 1000 + 0.75, opcode: 2, data: 'AP8=' },
      ],
    })
    expect(har.entries[1]).toMatchObject({ response: { status: 0, _error: 'refused' }, _webSocketMessages: [] })
  })

  it('has one entry for a connection, also where the browser has told of its handshake', async () => {
    const { log: har } = JSON.parse(await textOf(harOf(streamed(observed), options)))
    expect(har.entries).toHaveLength(1)
    expect(har.entries[0]).toMatchObject({
      request: { headers: [{ name: 'Sec-WebSocket-Protocol', value: 'a' }] },
      response: { headers: [{ name: 'Sec-WebSocket-Protocol', value: 'a' }] },
      timings: { wait: 250 },
      _webSocketMessages: [{ data: 'one' }],
    })
  })

  it('writes messages whose handshake is gone, and an empty log', async () => {
    const { log: har } = JSON.parse(
      await textOf(harOf(streamed(log({ type: 'message', direction: 'sent', data: '' })), options)),
    )
    expect(har.entries).toMatchObject([{ request: { url: 'wss://h/x' }, response: { status: 101 } }])
    expect(JSON.parse(await textOf(harOf(streamed([]), options))).log.entries).toEqual([])
  })

  it('is read with the times that there can be', async () => {
    const written = await textOf(harOf(streamed(entries.slice(0, 4)), options))
    const read = (times: readonly string[]) => {
      const [one, other] = times
      const changed = written.replace(/("time":)[\d.]+(,"opcode":1)/, `$1${one}$2`)
      const imported = importHar(changed.replace(/("time":)[\d.]+(,"opcode":2)/, `$1${other}$2`))
      return imported.ok && imported.value.recordings[0]?.messages.map(({ at }) => at)
    }
    expect(read(['8e12', '8e12'])).toEqual([8e15, 8e15])
    expect(read(['1e300', '2'])).toEqual([start, 2000])
    expect(read(['1', '1e14'])).toEqual([1000, 1000])
  })

  it('is read back', { timeout: 60_000 }, async () => {
    const message = fc.record({
      type: fc.constant('message' as const),
      direction: fc.constantFrom('sent' as const, 'received' as const),
      data: fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(message), async (messages) => {
        const given = log({ type: 'handshake', connectionId: 'c', url: 'wss://h/x', protocols: ['a'] }, ...messages)
        const read = importHar(await textOf(harOf(streamed(given), options)))
        expect(
          read.ok && read.value.recordings[0]?.messages.map(({ direction, data }) => ({ direction, data })),
        ).toEqual(messages.map(({ direction, data }) => ({ direction, data })))
      }),
    )
  })
})

describe('ndjsonOf', () => {
  it('writes a line for each entry', async () => {
    const lines = (await textOf(ndjsonOf(streamed(entries))))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(entries.length)
    expect(lines[3]).toEqual({
      seq: 4,
      time: '2026-01-05T09:00:00.750Z',
      at: start + 750,
      type: 'message',
      direction: 'received',
      encoding: 'base64',
      data: 'AP8=',
    })
    expect(lines[5]).toMatchObject({ type: 'closed', code: 1000, clean: true })
  })
})

describe('csvOf', () => {
  it('quotes as RFC 4180 says', async () => {
    const csv = await textOf(csvOf(streamed(log({ type: 'message', direction: 'sent', data: 'a,"b"\nc' }))))
    expect(csv).toBe(
      'seq,time,type,direction,format,size,data,bookmark,answers,latency\r\n1,2026-01-05T09:00:00.000Z,message,sent,text,7,"a,""b""\nc",,,\r\n',
    )
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('makes no formula of %j', async (data) => {
    const csv = await textOf(csvOf(streamed(log({ type: 'message', direction: 'received', data }))))
    expect(csv).toContain(`'${data}`)
  })
})

describe('bookmarks', () => {
  const notes = new Map([
    [3, 'where s3cret is told'],
    [4, ''],
  ])
  const secrets = ['s3cret']

  it('are comments of messages in HAR', async () => {
    const { log: har } = JSON.parse(await textOf(harOf(streamed(entries), { ...options, notes, secrets })))
    const comments = har.entries[0]._webSocketMessages.map((message: { comment?: string }) => message.comment)
    expect(comments).toEqual(['where [redacted] is told', 'Bookmark'])
  })

  it('are members in NDJSON', async () => {
    const lines = (await textOf(ndjsonOf(streamed(entries), { notes, secrets }))).trimEnd().split('\n')
    const told = lines.map((line) => (JSON.parse(line) as { bookmark?: string }).bookmark)
    expect(told.slice(1, 5)).toEqual([undefined, 'where [redacted] is told', '', undefined])
  })

  it('are the last column in CSV', async () => {
    const lines = (await textOf(csvOf(streamed(entries), { notes, secrets }))).split('\r\n')
    expect(lines.slice(2, 5).map((line) => line.split(',').at(-3))).toEqual(['', 'where [redacted] is told', 'yes'])
  })
})

describe('answers', () => {
  const answered = (seq: number) => (seq === 4 ? { request: 3, latency: 250.25 } : undefined)

  it('tell in NDJSON and CSV what they answer and how long it took', async () => {
    const lines = (await textOf(ndjsonOf(streamed(entries), { answered }))).trimEnd().split('\n')
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ seq: 4, answers: 3, latency: 250.25 })
    expect(lines[2]).not.toContain('latency')
    const rows = (await textOf(csvOf(streamed(entries), { answered }))).split('\r\n')
    expect(rows[4]).toMatch(/,3,250\.250$/)
  })
})

describe('secrets', () => {
  it.each([
    ['HAR', (secrets: string[]) => harOf(streamed(entries), { ...options, secrets })],
    ['NDJSON', (secrets: string[]) => ndjsonOf(streamed(entries), { secrets })],
    ['CSV', (secrets: string[]) => csvOf(streamed(entries), { secrets })],
  ])('are not in %s', async (_, write) => {
    const text = await textOf(write(['s3cret']))
    expect(text).not.toContain('s3cret')
    expect(text).toContain('[redacted]')
  })

  it('are not in what the browser has told of a handshake, whose times stay', async () => {
    const text = await textOf(ndjsonOf(streamed(observed), { secrets: ['s3cret'] }))
    expect(text).not.toContain('s3cret')
    expect(JSON.parse(text.split('\n')[2] ?? '')).toMatchObject({
      observed: {
        requestHeaders: [{ name: 'x-tenant', value: '[redacted]' }],
        response: { status: 101, headers: [{ value: 'for [redacted]' }] },
        steps: [{ step: 'created', at: start }],
      },
    })
  })

  it('are found however they are written', () => {
    const secret = 'a b"ü/+!~'
    const redact = redactor([secret, 'a'])
    for (const text of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      new URLSearchParams({ s: secret }).toString(),
      Buffer.from(secret).toString('base64'),
    ]) {
      expect(redact(`x${text}y`)).toMatch(/^x.*\[redacted\].*y$/)
      expect(redact(text)).not.toMatch(/ü|%C3|w7w/)
    }
    expect(redact.bytes(new TextEncoder().encode(`<${secret}>`))).toEqual(new TextEncoder().encode('<[redacted]>'))
    expect(redactor(['', '.*'])('all')).toBe('all')
  })
})
