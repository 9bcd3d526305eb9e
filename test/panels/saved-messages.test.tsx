import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { InspectorModel } from '../../panels/inspector/model/inspector-model.ts'
import { refuse } from '../../src/core/result.ts'
import { emptyScript, type SavedMessage } from '../../src/core/script.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
const saved = (id: string, change: Partial<SavedMessage> = {}): SavedMessage => ({
  id,
  name: id,
  folder: [],
  sendAs: 'json-object',
  text: `{"id":"${id}"}`,
  onConnect: false,
  ...change,
})
const message = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const tree = () => screen.getByRole('tree', { name: 'Saved messages' })
const row = (name: string) => within(tree()).getByRole('treeitem', { name })
const names = () =>
  within(tree())
    .queryAllByRole('treeitem')
    .map((item) => item.getAttribute('aria-label') ?? item.textContent)

/** The inspector with saved messages and their list open. */
async function show(...messages: SavedMessage[]) {
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  session.scripts.set('p1', { ...emptyScript, messages })
  const shown = showInspector(session)
  fireEvent.click(screen.getByRole('button', { name: 'Saved messages' }))
  if (messages.length > 0) await waitFor(() => expect(names().length).toBeGreaterThan(0))
  const kept = () => session.scripts.get('p1')?.messages ?? []
  return {
    ...shown,
    kept,
    sent: () => session.calls.filter(({ name }) => name === 'message.send').map(({ given }) => given),
  }
}

test('what the composer holds is saved, and named in its place', async () => {
  const { kept } = await show()
  fireEvent.input(message(), { target: { value: '{"a":1}' } })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the message' })
  fireEvent.input(name, { target: { value: 'Hello' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  await waitFor(() => expect(names()).toEqual(['Hello']))
  expect(kept()).toMatchObject([
    { name: 'Hello', text: '{"a":1}', sendAs: 'json-object', folder: [], onConnect: false },
  ])
})

test('who saves by a key, with the list closed, hears that it was saved, and nothing where it was not', async () => {
  const { session } = await show()
  fireEvent.click(screen.getByRole('button', { name: 'Saved messages' }))
  const said = () => screen.queryByText('“{"a":1}” was saved', { selector: '[role=status]' })?.textContent
  fireEvent.input(message(), { target: { value: '{"a":1}' } })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  await waitFor(() => expect(said()).toBeTruthy())
  const first = said()
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  await waitFor(() => expect(said()).not.toBe(first))
  const second = said()
  session.answer({ 'script.write': () => refuse('failed', 'The disk is full.') })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true, shiftKey: true })
  await screen.findByRole('alert')
  expect(said()).toBe(second)
})

test('a name that is being written stays when the list is told anew', async () => {
  const { model, kept } = await show(saved('a'), saved('b'))
  fireEvent.keyDown(row('a'), { key: 'F2' })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the message' })
  fireEvent.input(name, { target: { value: 'Hello' } })
  await act(() => model.saved.change('a', { text: '{"a":2}' }))
  expect(name.value).toBe('Hello')
  fireEvent.keyDown(name, { key: 'Enter' })
  await waitFor(() => expect(kept()).toMatchObject([{ name: 'Hello', text: '{"a":2}' }, { name: 'b' }]))
})

test('one that was just named is where the keys are, and moves at once', async () => {
  const { kept } = await show(saved('a'))
  fireEvent.keyDown(row('a'), { key: 'Home' })
  fireEvent.input(message(), { target: { value: '{"b":1}' } })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the message' })
  fireEvent.input(name, { target: { value: 'b' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowUp', altKey: true })
  await waitFor(() => expect(names()).toEqual(['b', 'a']))
  expect(row('b').tabIndex).toBe(0)
  await waitFor(() => expect(kept().map((one) => one.name)).toEqual(['b', 'a']))
})

test('one is loaded, changed and saved again', async () => {
  const { kept } = await show(saved('a'), saved('b', { sendAs: 'binary', text: 'AP8=' }))
  fireEvent.keyDown(row('b'), { key: 'Home' })
  fireEvent.keyDown(row('a'), { key: 'Enter' })
  await waitFor(() => expect(message().value).toBe('{"id":"a"}'))
  fireEvent.input(message(), { target: { value: '{}' } })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  await waitFor(() => expect(kept()[0]).toEqual(saved('a', { text: '{}' })))
  fireEvent.click(row('b'))
  await waitFor(() => expect(message().value).toBe('00 ff'))
})

test('what was loaded in one profile takes no place in another that has a message of the same id', async () => {
  const { kept, session } = await show(saved('m1'))
  session.scripts.set('p2', { ...emptyScript, messages: [saved('m1', { name: 'other' })] })
  fireEvent.keyDown(row('m1'), { key: 'Enter' })
  await waitFor(() => expect(row('m1').classList).toContain('is-origin'))
  fireEvent.click(within(screen.getByRole('tree', { name: 'Profiles' })).getByRole('treeitem', { name: /^Prices/ }))
  await waitFor(() => expect(names()).toEqual(['other']))
  fireEvent.input(message(), { target: { value: '{"mine":1}' } })
  fireEvent.keyDown(message(), { key: 's', ctrlKey: true })
  await waitFor(() => expect(session.scripts.get('p2')?.messages).toHaveLength(2))
  expect(session.scripts.get('p2')?.messages[0]).toEqual(saved('m1', { name: 'other' }))
  expect(kept()).toEqual([saved('m1')])
})

test('a folder with a slash in its name is left as it is by the dialog', async () => {
  const { kept } = await show(saved('a', { folder: ['in/out'] }))
  fireEvent.click(screen.getByRole('button', { name: 'Edit “a”' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Saved message', hidden: true }))
  fireEvent.change(dialog.getByLabelText('Shortcut', { selector: 'select' }), { target: { value: '2' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Save', hidden: true }))
  await waitFor(() => expect(kept()).toEqual([saved('a', { folder: ['in/out'], shortcut: 2 })]))
})

test('one is sent as it is, by its button, by key or by its digit', async () => {
  const { sent } = await show(saved('a'), saved('b', { shortcut: 3 }))
  fireEvent.click(screen.getByRole('button', { name: 'Send “a”' }))
  await waitFor(() => expect(sent()).toEqual([{ connectionId: 'c1', text: '{"id":"a"}', sendAs: 'json-object' }]))
  fireEvent.keyDown(row('a'), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(sent()).toHaveLength(2))
  fireEvent.keyDown(document.body, { code: 'Digit3', key: '3', altKey: true })
  await waitFor(() => expect(sent()[2]).toMatchObject({ text: '{"id":"b"}' }))
  expect(message().value).toBe('')
})

test('a brace that a Mac writes with Alt and a digit is written where a text is, and nothing is sent', async () => {
  const { sent, kept } = await show(saved('a', { shortcut: 8 }))
  const brace = { code: 'Digit8', key: '{', altKey: true }
  expect(fireEvent.keyDown(message(), brace)).toBe(true)
  expect(fireEvent.keyDown(document.body, brace)).toBe(false)
  await waitFor(() => expect(sent()).toHaveLength(1))
  // Of the keyboards with another character there, which no JSON needs.
  expect(fireEvent.keyDown(message(), { ...brace, key: '•' })).toBe(false)
  await waitFor(() => expect(sent()).toHaveLength(2))
  expect(kept()).toHaveLength(1)
})

test('a digit sends nothing from behind a dialog', async () => {
  const { sent } = await show(saved('a', { shortcut: 3 }))
  fireEvent.click(screen.getByRole('button', { name: 'Edit “a”' }))
  const dialog = await screen.findByRole('dialog', { name: 'Saved message', hidden: true })
  expect(fireEvent.keyDown(dialog, { code: 'Digit3', key: '3', altKey: true })).toBe(true)
  expect(sent()).toEqual([])
})

test('they are moved by keyboard, into folders and out of them', async () => {
  await show(saved('a'), saved('b'), saved('c', { folder: ['Orders'] }))
  expect(names()).toEqual(['a', 'b', 'Orders', 'c'])
  fireEvent.keyDown(row('a'), { key: 'ArrowDown', altKey: true })
  await waitFor(() => expect(names()).toEqual(['b', 'a', 'Orders', 'c']))
  await screen.findByText('a: 2 of 2', { selector: '[role=status]' })
  fireEvent.keyDown(row('a'), { key: 'ArrowDown', altKey: true })
  await waitFor(() => expect(names()).toEqual(['b', 'Orders', 'a', 'c']))
  await screen.findByText('Orders / a: 1 of 2', { selector: '[role=status]' })
  fireEvent.click(row('Orders'))
  await waitFor(() => expect(names()).toEqual(['b', 'Orders']))
})

test('one that is deleted comes back at its place', async () => {
  await show(saved('a'), saved('b'))
  fireEvent.keyDown(row('a'), { key: 'Delete' })
  await waitFor(() => expect(names()).toEqual(['b']))
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['a', 'b']))
})

test('of several that are deleted each comes back at its place', async () => {
  await show(saved('a'), saved('b'), saved('c'))
  fireEvent.keyDown(row('b'), { key: 'Delete' })
  await waitFor(() => expect(names()).toEqual(['a', 'c']))
  fireEvent.keyDown(row('a'), { key: 'Delete' })
  await waitFor(() => expect(names()).toEqual(['c']))
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['a', 'c']))
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['a', 'b', 'c']))
})

test('the dialog sets folder, digit and whether it is sent on connect', async () => {
  const { kept } = await show(saved('a'))
  fireEvent.click(screen.getByRole('button', { name: 'Edit “a”' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Saved message', hidden: true }))
  fireEvent.input(dialog.getByLabelText('Folder'), { target: { value: 'Orders / New' } })
  fireEvent.change(dialog.getByLabelText('Shortcut', { selector: 'select' }), { target: { value: '2' } })
  fireEvent.click(dialog.getByRole('checkbox', { name: /^Send on connect/, hidden: true }))
  fireEvent.click(dialog.getByRole('button', { name: 'Save', hidden: true }))
  await waitFor(() => expect(kept()).toEqual([saved('a', { folder: ['Orders', 'New'], shortcut: 2, onConnect: true })]))
})

test('one that is too long to be kept is told, and stands in the way of none that is not', async () => {
  const { kept, model } = await show(saved('a'))
  await act(() => model.composer.put({ text: 'x'.repeat(16_777_217), sendAs: 'json-object' }))
  await act(() => model.saved.save('new'))
  expect((await screen.findByRole('alert')).dataset.outcome).toBe('message-too-big')
  expect(names()).toEqual(['a'])
  await act(() => model.composer.write('{}'))
  await act(() => model.saved.save('new'))
  await waitFor(() => expect(kept().map(({ text }) => text)).toEqual(['{"id":"a"}', '{}']))
})

test('what the background does not take is not shown as kept, and does not keep it from taking what comes', async () => {
  const { kept, session } = await show(saved('a'))
  session.answer({ 'script.write': () => refuse('invalid-arguments', 'Too many.') })
  fireEvent.keyDown(row('a'), { key: 'd', ctrlKey: true })
  expect((await screen.findByRole('alert')).textContent).toBe('Too many.')
  await waitFor(() => expect(names()).toEqual(['a']))
  expect(screen.getByRole('alert').textContent).toBe('Too many.')
  expect(kept()).toHaveLength(1)
})

test('a key that is held down sends once', async () => {
  const { sent } = await show(saved('b', { shortcut: 3 }))
  const hold = (target: Element, keys: KeyboardEventInit) => {
    for (const repeat of [false, true, true]) fireEvent.keyDown(target, { ...keys, repeat })
  }
  hold(document.body, { code: 'Digit3', key: '3', altKey: true })
  await waitFor(() => expect(sent()).toHaveLength(1))
  fireEvent.input(message(), { target: { value: '{}' } })
  hold(message(), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(sent()).toHaveLength(2))
  hold(row('b'), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(sent()).toHaveLength(3))
  await act(() => Promise.resolve())
  expect(sent()).toHaveLength(3)
})

test.each([
  ['a file', (model: InspectorModel) => model.composer.takeFile(new Blob(['x']))],
  [
    'what was logged',
    (model: InspectorModel) => model.resending.edit({ type: 'message', direction: 'received', data: '[1]' }),
  ],
  ['one that was sent before', (model: InspectorModel) => model.composer.recall('older')],
])('what takes the place of one that was loaded, %s, is not saved in its place', async (_, replace) => {
  const { kept, model } = await show(saved('a'))
  await act(() => model.composer.put({ text: '{"before":1}', sendAs: 'json-object' }))
  await act(() => model.saved.load(saved('a')))
  expect(row('a').classList).toContain('is-origin')
  await act(async () => void (await replace(model)))
  expect(row('a').classList).not.toContain('is-origin')
  await act(() => model.saved.save('origin'))
  expect(kept()[0]).toEqual(saved('a'))
  expect(kept()).toHaveLength(2)
})

test('one that is saved twice at once is one', async () => {
  const { kept, model } = await show(saved('a'))
  await act(() => model.composer.put({ text: '{"b":1}', sendAs: 'json-object' }))
  await act(async () => void (await Promise.all([model.saved.save('origin'), model.saved.save('origin')])))
  expect(kept().map(({ text }) => text)).toEqual(['{"id":"a"}', '{"b":1}'])
})

test('what was logged is sent again with the braces it has, and not with what a variable stands for', async () => {
  const { kept, model } = await show()
  const message = { type: 'message', direction: 'received', data: '{"a":"{{id}}"}' } as const
  await act(() => model.resending.edit(message))
  expect(model.composer.draft.current.value.text).toBe('{"a":"{{$braces}}id}}"}')
  await act(() => model.resending.save(message))
  expect(kept().map(({ text }) => text)).toEqual(['{"a":"{{$braces}}id}}"}'])
})

test('Ctrl+S in the dialog of a message does not put what the composer holds in the place of a message', async () => {
  const { kept } = await show(saved('a'))
  fireEvent.keyDown(row('a'), { key: 'Enter' })
  await waitFor(() => expect(row('a').classList).toContain('is-origin'))
  fireEvent.input(message(), { target: { value: '{"draft":1}' } })
  fireEvent.click(screen.getByRole('button', { name: 'Edit “a”' }))
  const name = await screen.findByRole('textbox', { name: 'Name of the message' })
  expect(fireEvent.keyDown(name, { key: 's', ctrlKey: true })).toBe(false)
  fireEvent.keyDown(screen.getByRole('button', { name: 'Close' }), { key: 's', ctrlKey: true })
  fireEvent.keyDown(name, { key: 'S', ctrlKey: true, shiftKey: true })
  fireEvent.input(name, { target: { value: 'renamed' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(kept()).toEqual([saved('a', { name: 'renamed' })]))
})

test('a key that ends the composition of characters does not end the name', async () => {
  const { kept } = await show(saved('a'))
  fireEvent.keyDown(row('a'), { key: 'F2' })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the message' })
  fireEvent.input(name, { target: { value: 'かな' } })
  fireEvent.keyDown(name, { key: 'Enter', isComposing: true })
  fireEvent.keyDown(name, { key: 'Escape', isComposing: true })
  expect(name.isConnected).toBe(true)
  fireEvent.input(name, { target: { value: '仮名' } })
  fireEvent.keyDown(name, { key: 'Enter' })
  await waitFor(() => expect(kept()).toMatchObject([{ name: '仮名' }]))
})

test('the arrows of a tree lead from a folder to its first message, and from a message to its folder', async () => {
  await show(saved('a', { folder: ['orders'] }), saved('b', { folder: ['orders'] }))
  const folder = () => within(tree()).getByRole('treeitem', { name: 'orders' })
  folder().focus()
  fireEvent.keyDown(folder(), { key: 'ArrowRight' })
  expect(document.activeElement).toBe(row('a'))
  fireEvent.keyDown(row('a'), { key: 'ArrowDown' })
  fireEvent.keyDown(row('b'), { key: 'ArrowLeft' })
  expect(document.activeElement).toBe(folder())
  fireEvent.keyDown(folder(), { key: 'ArrowLeft' })
  await waitFor(() => expect(names()).toEqual(['orders']))
})

test('who listens hears which message is in the composer', async () => {
  await show(saved('a'), saved('b'))
  fireEvent.keyDown(row('b'), { key: 'Enter' })
  await waitFor(() => expect(row('b').getAttribute('aria-current')).toBe('true'))
  expect(row('a').getAttribute('aria-current')).not.toBe('true')
})

test('folders that are closed stay so while another tab is looked at, and with the next panel', async () => {
  await show(saved('a'), saved('b', { folder: ['orders'] }))
  const folder = () => within(tree()).getByRole('treeitem', { name: 'orders' })
  fireEvent.click(folder())
  await waitFor(() => expect(folder().getAttribute('aria-expanded')).toBe('false'))
  fireEvent.click(screen.getByRole('tab', { name: 'Headers' }))
  await waitFor(() => expect(screen.queryByRole('tree', { name: 'Saved messages' })).toBeNull())
  fireEvent.click(screen.getByRole('tab', { name: 'Message' }))
  await waitFor(() => expect(folder().getAttribute('aria-expanded')).toBe('false'))
  expect(localStorage.getItem('collapsed-saved')).toContain('orders')
  fireEvent.click(folder())
  await waitFor(() => expect(folder().getAttribute('aria-expanded')).toBe('true'))
  expect(localStorage.getItem('collapsed-saved')).toBe('[]')
})
