import { expect, it } from 'vitest'
import { substitute } from '../../src/core/variables.ts'
import type { Draft } from '../../src/formats/draft.ts'
import { readHar } from '../../src/formats/har.ts'
import { messagesOf } from '../../src/formats/har-messages.ts'

it('takes the time of the message before where a date can have none such', () => {
  const message = { type: 'send', opcode: 1, data: 'x' }
  const list = [1, -1, 1e13, Number.NaN, 'soon', 2].map((time) => ({ ...message, time }))
  const draft = { note: () => undefined } as unknown as Draft
  expect(messagesOf(list, 5, '', draft).map(({ at }) => at)).toEqual([1000, 1000, 1000, 1000, 1000, 2000])
})

it('has the bookmarks of a log that was exported, with what was written about them', () => {
  const message = { type: 'send', time: 1, opcode: 1, data: 'x' }
  const list = [{}, { comment: 'Bookmark' }, { comment: 'odd' }, { comment: 7 }].map((more) => ({
    ...message,
    ...more,
  }))
  const draft = { note: () => undefined } as unknown as Draft
  expect(messagesOf(list, 5, '', draft).map(({ note }) => note)).toEqual([undefined, '', 'odd', undefined])
})

it('takes the first message for the beginning where the file does not say when the connection began', () => {
  const _webSocketMessages = [{ type: 'send', time: 1_700_000_000, opcode: 1, data: 'x' }]
  const read = readHar({ log: { entries: [{ request: { url: 'ws://h/', headers: [] }, _webSocketMessages }] } })
  expect(read).toMatchObject({ ok: true, value: { recordings: [{ startedAt: 1_700_000_000_000 }] } })
})

it('takes what a page has asked for as it is: what looks like a variable there is none of the person’s', () => {
  const url = 'wss://page.example/?to={{token}}'
  const headers = [
    { name: 'Cookie', value: 'a={{token}}' },
    { name: 'X-Room', value: '{{ token }}' },
    { name: 'Sec-WebSocket-Protocol', value: 'a, {{token}}' },
    { name: 'Authorization', value: 'Bearer {{token}}' },
  ]
  const read = readHar({ log: { entries: [{ request: { url, headers }, _webSocketMessages: [] }] } })
  const [profile] = read.ok ? read.value.profiles : []
  const { url: template, headers: rows, subprotocols, auth } = profile ?? {}
  const filled = substitute(JSON.stringify({ template, rows, subprotocols, auth }), {
    environment: 'Staging',
    valueOf: (name) => (name === '$braces' ? '{{' : 's3cret'),
  })
  expect(filled.ok && JSON.parse(filled.value)).toMatchObject({
    template: url,
    rows: [{ value: 'a={{token}}' }, { value: '{{ token }}' }],
    subprotocols: ['a', '{{token}}'],
    auth: { token: '{{token}}' },
  })
  expect(read).toMatchObject({ value: { recordings: [{ url }] } })
})
