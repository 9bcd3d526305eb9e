import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { ok, refuse } from '../../src/core/result.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const rows = () =>
  within(grid())
    .queryAllByRole('row')
    .filter((row) => row.dataset.seq !== undefined)
const row = (seq: number) => rows().find((one) => one.dataset.seq === String(seq))
const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.dataset.seq
const key = (name: string) => fireEvent.keyDown(grid(), { key: name })

/** A list whose keyboard is at row 20, the last, and a background that keeps bookmarks. */
async function show(answer = ok(null) as ReturnType<typeof ok<null>> | ReturnType<typeof refuse<'failed'>>) {
  const session = fakeSession()
  const logs = fakeLogs(received(20))
  const kept = new Map<number, string>()
  session.answer({
    'log.mark': ({ seq, note }) => {
      if (!answer.ok) return answer
      if (note === undefined) kept.delete(seq)
      else kept.set(seq, note)
      logs.mark([...kept].map(([at, text]) => ({ seq: at, note: text })).sort((one, other) => one.seq - other.seq))
      return ok(null)
    },
  })
  const shown = showInspector(session, logs)
  await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('20'))
  key('End')
  await waitFor(() => expect(active()).toBe('20'))
  return { ...shown, kept }
}

test('B puts a bookmark at the row the keyboard is at, and takes it away', async () => {
  await show()
  key('b')
  await waitFor(() => expect(row(20)?.textContent).toContain('Bookmark'))
  key('b')
  await waitFor(() => expect(row(20)?.textContent).not.toContain('Bookmark'))
})

test('who does not see the mark hears of it', async () => {
  await show()
  grid().focus()
  key('b')
  await waitFor(() => expect(screen.getByRole('status', { name: 'Bookmark' }).textContent).toBe('Bookmark #20'))
  key('b')
  await waitFor(() =>
    expect(screen.getByRole('status', { name: 'Bookmark' }).textContent).toBe('“Bookmark #20” was deleted'),
  )
})

test('N writes a note, which is seen in the row; Escape leaves it as it was', async () => {
  const { kept } = await show()
  key('n')
  const field = await screen.findByRole('textbox', { name: 'Note' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  fireEvent.input(field, { target: { value: 'here it began' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(row(20)?.textContent).toContain('here it began'))
  await waitFor(() => expect(document.activeElement).toBe(grid()))
  key('n')
  const again = await screen.findByRole('textbox', { name: 'Note' })
  fireEvent.input(again, { target: { value: 'no' } })
  fireEvent.keyDown(again, { key: 'Escape' })
  await waitFor(() => expect(document.activeElement).toBe(grid()))
  expect(kept.get(20)).toBe('here it began')
})

test('a note that is being written is kept when another profile is made from there', async () => {
  const { kept, session } = await show()
  key('n')
  const field = await screen.findByRole('textbox', { name: 'Note' })
  fireEvent.input(field, { target: { value: 'here it began' } })
  fireEvent.keyDown(field, { key: 'n', code: 'KeyN', altKey: true })
  await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('profile.create'))
  expect(kept.get(20)).toBe('here it began')
})

test('goes from one to the next, round and round, and shows them alone', async () => {
  const { logs } = await show()
  await act(() =>
    logs.mark([
      { seq: 3, note: '' },
      { seq: 12, note: '' },
    ]),
  )
  for (const [name, seq] of [
    [',', '12'],
    [',', '3'],
    [',', '12'],
    ['.', '3'],
  ] as const) {
    key(name)
    await waitFor(() => expect(active()).toBe(seq))
  }
  fireEvent.click(screen.getByRole('button', { name: 'Next bookmark' }))
  await waitFor(() => expect(active()).toBe('12'))
  fireEvent.click(screen.getByRole('button', { name: 'Bookmarked only' }))
  await waitFor(() => expect(logs.filters.at(-1)).toMatchObject({ marked: true }))
})

test('an entry that is read and has gone from the log is said to be gone, and takes no bookmark', async () => {
  const { logs, session } = await show()
  key('Enter')
  const strip = await screen.findByRole('group', { name: 'Picked entry' })
  const button = within(strip).getByRole('button', { name: 'Bookmark' })
  button.focus()
  await act(() => logs.trim(21))
  await waitFor(() => expect(strip.textContent).toBe('#20No longer in the log'))
  expect(document.activeElement).toBe(button)
  fireEvent.click(button)
  expect(session.calls.map(({ name }) => name)).not.toContain('log.mark')
})

test('goes past those that the filter leaves out', async () => {
  const { logs, model } = await show()
  await act(() => logs.mark([3, 12, 15].map((seq) => ({ seq, note: '' }))))
  logs.leaveOut([12])
  await act(() => model.log.changeFilter({ kind: 'message' }))
  await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('19'))
  key('End')
  await waitFor(() => expect(active()).toBe('20'))
  for (const [name, seq] of [
    [',', '15'],
    [',', '3'],
    ['.', '15'],
  ] as const) {
    key(name)
    await waitFor(() => expect(active()).toBe(seq))
  }
})

test('what another panel notes stands, unless it was written over here', async () => {
  const { logs, kept } = await show()
  key('n')
  const field = await screen.findByRole('textbox', { name: 'Note' })
  fireEvent.input(field, { target: { value: 'mine' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(kept.get(20)).toBe('mine'))
  key('Enter')
  const strip = await screen.findByRole('group', { name: 'Picked entry' })
  const again = await within(strip).findByRole<HTMLInputElement>('textbox', { name: 'Note' })
  kept.set(20, 'theirs')
  await act(() => logs.mark([{ seq: 20, note: 'theirs' }]))
  await waitFor(() => expect(again.value).toBe('theirs'))
  again.focus()
  again.blur()
  expect(kept.get(20)).toBe('theirs')
})

test('the picked entry has it as a button, and says why it could not be kept', async () => {
  await show(refuse('failed', 'The transport does not start.'))
  key('Enter')
  const strip = await screen.findByRole('group', { name: 'Picked entry' })
  // There before what it says, or it would not be said.
  const place = within(strip).getByRole('status')
  fireEvent.click(within(strip).getByRole('button', { name: 'Bookmark' }))
  await waitFor(() => expect(place.textContent).toBe('The transport does not start.'))
})

test('those of what was cleared are not counted, until that is undone', async () => {
  const { logs } = await show()
  await act(() => logs.mark([{ seq: 3, note: '' }]))
  expect(screen.getByRole('button', { name: 'Bookmarked only' }).dataset.count).toBe('1')
  fireEvent.click(screen.getByRole('button', { name: 'Clear log' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Bookmarked only' })).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Bookmarked only' }).dataset.count).toBe('1'))
})
