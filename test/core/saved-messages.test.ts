import { describe, expect, it } from 'vitest'
import {
  changedMessage,
  messageFolders,
  messageTitle,
  movedMessage,
  restoredMessage,
  withCopy,
  withMessage,
} from '../../src/core/saved-messages.ts'
import type { SavedMessage } from '../../src/core/script.ts'

const message = (id: string, change: Partial<SavedMessage> = {}): SavedMessage => ({
  id,
  name: id,
  folder: [],
  sendAs: 'text',
  text: id,
  onConnect: false,
  ...change,
})
const ids = (messages: readonly SavedMessage[]) => messages.map(({ id }) => id).join(' ')
const three = [message('a'), message('b'), message('c', { shortcut: 1, onConnect: true })]

describe('a list of saved messages', () => {
  it('takes new ones at its end and changed ones at their place', () => {
    expect(ids(withMessage(three, message('d')))).toBe('a b c d')
    expect(withMessage(three, message('b', { text: 'new' }))[1]?.text).toBe('new')
  })

  it('gives a digit to one message only', () => {
    const changed = changedMessage(three, 'a', { shortcut: 1 })
    expect(changed.map(({ shortcut }) => shortcut)).toEqual([1, undefined, undefined])
    expect('shortcut' in (changedMessage(changed, 'a', { shortcut: undefined })[0] ?? {})).toBe(false)
  })

  it('puts a copy behind the original, without its digit and mark', () => {
    const copied = withCopy(three, 'c', 'x')
    expect(ids(copied)).toBe('a b c x')
    expect(copied[3]).toEqual(message('x', { name: 'c', text: 'c' }))
  })

  it.each([
    ['before another', 'c', 'a', 'c a b'],
    ['to the end', 'a', undefined, 'b c a'],
    ['not before itself', 'a', 'a', 'a b c'],
    ['to the end when the other is gone', 'a', 'z', 'b c a'],
  ])('moves one %s', (_, id, before, order) => {
    expect(ids(movedMessage(three, id, [], before))).toBe(order)
  })

  it('moves one into a folder and shows it there', () => {
    const moved = movedMessage(three, 'a', ['Orders', 'New'], 'c')
    expect(messageFolders(moved).map(({ path, messages }) => [path.join('/'), ids(messages)])).toEqual([
      ['', 'b c'],
      ['Orders/New', 'a'],
    ])
  })

  it('takes a deleted one back at its place, once', () => {
    const [first = message('')] = three
    const without = three.slice(1)
    expect(ids(restoredMessage(without, first, 0))).toBe('a b c')
    expect(restoredMessage(three, first, 2)).toBe(three)
  })

  it('gives a digit that has gone to another meanwhile to none that comes back', () => {
    const deleted = message('x', { shortcut: 1 })
    expect(restoredMessage(three, deleted, 0).map(({ shortcut }) => shortcut)).toEqual([
      undefined,
      undefined,
      undefined,
      1,
    ])
    expect(restoredMessage([message('a')], deleted, 0)[0]?.shortcut).toBe(1)
  })

  it('moves one to the end of its folder, and no folder with it', () => {
    const mixed = [message('a1', { folder: ['A'] }), message('b1', { folder: ['B'] }), message('a2', { folder: ['A'] })]
    const seen = (messages: readonly SavedMessage[]) => messageFolders(messages).map(({ messages: all }) => ids(all))
    expect(seen(movedMessage(mixed, 'a1', ['A']))).toEqual(['a2 a1', 'b1'])
    expect(seen(movedMessage(mixed, 'b1', ['A']))).toEqual(['a1 a2 b1'])
    expect(seen(movedMessage(mixed, 'a1', []))).toEqual(['a1', 'a2', 'b1'])
  })

  it('calls one without a name by what it says', () => {
    expect(messageTitle(message('', { text: ' {\n "type": "hello" }' }))).toBe('{ "type": "hello" }')
    expect(messageTitle(message('', { text: `${'x'.repeat(59)}😀` }))).toBe('x'.repeat(59))
  })
})
