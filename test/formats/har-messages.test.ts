import { expect, it } from 'vitest'
import type { Draft } from '../../src/formats/draft.ts'
import { messagesOf } from '../../src/formats/har-messages.ts'

it('takes the time of the message before where a date can have none such', () => {
  const message = { type: 'send', opcode: 1, data: 'x' }
  const list = [1, -1, 1e13, Number.NaN, 'soon', 2].map((time) => ({ ...message, time }))
  const draft = { note: () => undefined } as unknown as Draft
  expect(messagesOf(list, 5, '', draft).map(({ at }) => at)).toEqual([1000, 1000, 1000, 1000, 1000, 2000])
})
