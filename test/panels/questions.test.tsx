import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import axe from 'axe-core'
import { afterEach, expect, test } from 'vitest'
import { QuestionDialog, Questions } from '../../panels/shared/questions.tsx'
import type { QuestionView } from '../../src/wire/view.ts'
import { soon } from '../soon.ts'
import { fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)
await QuestionDialog.load()

const question: QuestionView = {
  id: 'q1',
  point: 'message',
  profile: 'Orders',
  url: 'wss://example.com/orders',
  message: { bytes: 2048, preview: '<b>{"buy":1}</b>', isBinary: false },
  until: Date.now() + 42_000,
  askedHere: true,
}

function show(...questions: QuestionView[]) {
  const session = fakeSession()
  render(
    <main>
      <h1>Switchboard</h1>
      <input aria-label="Message" />
      <Questions session={session} />
    </main>,
  )
  screen.getByRole('textbox').focus()
  void act(() => session.mirror.apply({ type: 'questions', questions }))
  return session
}

test('says what would happen, as text', () => {
  show(question)
  const dialog = screen.getByRole('alertdialog', { name: 'Send this message?' })
  expect(dialog.textContent).toMatch(/Orders.*wss:\/\/example\.com\/orders.*2 kB.*<b>\{"buy":1\}<\/b>/)
})

test('what turns the order of other characters, or is not seen, has a sign', () => {
  const message = { bytes: 9, preview: 'pay\n\u202e001\0', isBinary: false }
  show({ ...question, profile: 'Or\u200bders', message })
  const dialog = screen.getByRole('alertdialog')
  expect(dialog.textContent).toContain('Or•ders')
  expect(screen.getByRole('group', { name: 'Text of the message' }).textContent).toBe('pay\n•001␀')
})

test.each([
  ['Allow once', true],
  ['Don’t', false],
])('“%s” answers', (name, allow) => {
  const session = show(question)
  fireEvent.click(screen.getByRole('button', { name }))
  expect(session.calls).toEqual([{ name: 'question.answer', given: { questionId: 'q1', allow } }])
})

test('Escape is a no, and the focus goes back when the question is gone', () => {
  const session = show(question)
  fireEvent(screen.getByRole('alertdialog'), new Event('cancel', { cancelable: true }))
  expect(session.calls).toEqual([{ name: 'question.answer', given: { questionId: 'q1', allow: false } }])
  void act(() => session.mirror.apply({ type: 'questions', questions: [] }))
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('a question from elsewhere does not take the focus', () => {
  show({ ...question, id: 'q2', point: 'close', askedHere: false }, { ...question, id: 'q3', askedHere: false })
  expect(screen.getByRole('alert', { name: 'Close this connection?' }).textContent).toContain('1 more waiting')
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
})

test('axe finds nothing wrong with either', async () => {
  document.documentElement.lang = 'en'
  document.title = 'Switchboard'
  for (const askedHere of [true, false]) {
    show({ ...question, askedHere })
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
    cleanup()
  }
})

test('what to be asked before is chosen in the options of a profile', async () => {
  const { session } = showInspector()
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'each message' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'opening it' }))
  await soon(() =>
    expect(session.calls).toContainEqual({
      name: 'profile.update',
      given: { profileId: orders.id, change: { confirm: ['open', 'message'] } },
    }),
  )
})
