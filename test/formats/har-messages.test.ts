import { expect, it } from 'vitest'
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
