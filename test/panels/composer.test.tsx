import { EditorView } from '@codemirror/view'
import { act, cleanup, createEvent, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  draftOf,
  draftOfBytes,
  mostFileBytes,
  outgoingOf,
  withStandIns,
  withValues,
} from '../../panels/inspector/model/outgoing.ts'
import type { Draft } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const message = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const type = (text: string) => fireEvent.input(message(), { target: { value: text } })
const sendAs = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Send as' })
const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
const connected = () => fakeSession({ connections: [connectionOf(orders, { state: open })] })
const pause = () => act(async () => void (await vi.advanceTimersByTimeAsync(300)))

describe('a draft', () => {
  test('is there again', async () => {
    const session = fakeSession()
    session.drafts.set('p1', { text: '{"kept":1}', sendAs: 'json-value' })
    showInspector(session)
    await waitFor(() => expect(message().value).toBe('{"kept":1}'))
    expect(sendAs().value).toBe('json-value')
  })

  test('is kept once typing pauses', async () => {
    const { session } = showInspector()
    type('{"a":1')
    type('{"a":1}')
    expect(session.drafts.size).toBe(0)
    await pause()
    expect(session.drafts.get('p1')).toEqual({ text: '{"a":1}', sendAs: 'json-object' })
    expect(session.calls.filter(({ name }) => name === 'draft.write')).toHaveLength(1)
  })

  test.each([
    ['when the field is left', () => fireEvent.blur(message())],
    ['when another profile is selected', () => fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))],
  ])('is kept at once %s', async (_, leave) => {
    const { session } = showInspector()
    type('half a message')
    leave()
    await act(() => Promise.resolve())
    expect(session.drafts.get('p1')?.text).toBe('half a message')
  })

  test('is each profile’s own', async () => {
    showInspector()
    type('for orders')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(message().value).toBe(''))
    type('for prices')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
    await waitFor(() => expect(message().value).toBe('for orders'))
  })

  test('that could not be kept is there again with its profile, and is kept then', async () => {
    const { session } = showInspector()
    session.answer({ 'draft.write': () => refuse('failed', 'The disk is full.') })
    type('half a message')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(message().value).toBe(''))
    type('for prices')
    session.answer({ 'draft.write': () => ok(null) })
    fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
    await waitFor(() => expect(message().value).toBe('half a message'))
    await pause()
    expect(session.calls.filter(({ name }) => name === 'draft.write').at(-1)?.given).toMatchObject({
      ...{ profileId: 'p1', draft: { text: 'half a message' } },
    })
  })

  test('that could not be read is told, and can be read again before anything takes its place', async () => {
    const session = fakeSession()
    session.drafts.set('p1', { text: '{"kept":1}', sendAs: 'json-value' })
    session.answer({ 'draft.read': () => refuse('failed', 'The disk is gone.') })
    showInspector(session)
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read')
    session.answer({ 'draft.read': ({ profileId }) => ok(session.drafts.get(profileId)) })
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(message().value).toBe('{"kept":1}'))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(session.calls.map(({ name }) => name)).not.toContain('draft.write')
  })

  test('that could not be read gives way to what is written then', async () => {
    const session = fakeSession()
    session.answer({ 'draft.read': () => refuse('failed', 'The disk is gone.') })
    showInspector(session)
    await screen.findByRole('alert')
    type('another')
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    await pause()
    expect(session.drafts.get('p1')?.text).toBe('another')
  })

  test('that could not be kept is told', async () => {
    const { session } = showInspector()
    session.answer({ 'draft.write': () => refuse('failed', 'The disk is full.') })
    type('half a message')
    fireEvent.blur(message())
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.')
    session.answer({ 'draft.write': () => ok(null) })
    type('half a message, and more')
    fireEvent.blur(message())
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  test('that could not be kept is told of its profile only', async () => {
    const { session } = showInspector()
    session.answer({ 'draft.write': () => refuse('failed', 'The disk is full.') })
    type('half a message')
    fireEvent.blur(message())
    await screen.findByRole('alert')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(message().value).toBe(''))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('stays when it is sent', async () => {
    const { session } = showInspector(connected())
    type('{"n":1}')
    fireEvent.keyDown(message(), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(session.calls.at(-1)?.name).toBe('message.send'))
    expect(session.calls.at(-1)?.given).toEqual({ connectionId: 'c1', text: '{"n":1}', sendAs: 'json-object' })
    expect(message().value).toBe('{"n":1}')
  })
})

describe('sending', () => {
  test('is said where it succeeded', async () => {
    const { session } = showInspector(connected())
    const said = () => screen.queryByText('Sent', { selector: '[role=status]' })
    session.answer({ 'message.send': () => refuse('not-connected', 'Nothing was sent.') })
    type('{"n":1}')
    fireEvent.keyDown(message(), { key: 'Enter', ctrlKey: true })
    await screen.findByRole('alert')
    expect(said()).toBeNull()
    session.answer({ 'message.send': () => ok(null) })
    fireEvent.keyDown(message(), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(said()).not.toBeNull())
  })

  test('is offered in the ways the kind allows', async () => {
    showInspector()
    const names = () => [...sendAs().options].map(({ text }) => text)
    expect(names()).toEqual(['JSON object', 'JSON value', 'Binary'])
    fireEvent.change(screen.getByRole('combobox', { name: 'Kind' }), { target: { value: 'text' } })
    await waitFor(() => expect(names()).toEqual(['Text', 'Binary']))
  })

  test('an empty text is a message', async () => {
    const { session } = showInspector(connected())
    fireEvent.change(screen.getByRole('combobox', { name: 'Kind' }), { target: { value: 'text' } })
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(session.calls.at(-1)?.given).toMatchObject({ text: '', sendAs: 'text' }))
  })

  test('without a connection are refused in the log of the profile, and the draft is kept', async () => {
    const { session } = showInspector()
    session.answer({ 'message.send': () => refuse('not-connected', 'Nothing was sent.') })
    type('{}')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect((await screen.findByRole('alert')).dataset.outcome).toBe('not-connected')
    expect(session.calls.at(-1)?.given).toMatchObject({ connectionId: 'p1' })
    expect(message().value).toBe('{}')
  })

  test('shows why the background refused, until the message is edited', async () => {
    const { session } = showInspector(connected())
    session.answer({ 'message.send': () => refuse('invalid-json', 'Line 2, column 3: no.', { field: 'message' }) })
    type('{')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    const alert = await screen.findByRole('alert')
    expect([alert.dataset.outcome, alert.textContent]).toEqual(['invalid-json', 'Line 2, column 3: no.'])
    expect(message().getAttribute('aria-invalid')).toBe('true')
    type('{}')
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })
})

test('a message goes to the server it was sent to, also where another profile is looked at at once', async () => {
  const other = connectionOf(prices, { id: 'c2', state: open })
  const { session } = showInspector(fakeSession({ connections: [connectionOf(orders, { state: open }), other] }))
  type('{"for":"orders"}')
  fireEvent.click(screen.getByRole('button', { name: 'Send' }))
  fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
  const sent = () => session.calls.filter(({ name }) => name === 'message.send').map(({ given }) => given)
  await waitFor(() => expect(sent()).toMatchObject([{ connectionId: 'c1', text: '{"for":"orders"}' }]))
})

describe('while typing', () => {
  test('a fault is shown with its place, and nothing is in the way', async () => {
    showInspector()
    type('{\n  "a": 1,\n}')
    await pause()
    expect(document.getElementById(message().getAttribute('aria-describedby') ?? '')?.textContent).toMatch(
      /^Line 3, column 1: /,
    )
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(false)
    type('{\n  "a": 1\n}')
    await pause()
    expect(message().getAttribute('aria-invalid')).toBe('false')
  })

  test.each([
    ['{"id": {{id}}, {{key}}: "{{name}}"}', 'false'],
    ['{{whole}}', 'false'],
    ['{"id": {{id}},, "a": 1}', 'true'],
  ])('a variable may stand for any part of JSON: %s', async (text, isFaulty) => {
    showInspector()
    type(text)
    await pause()
    expect(message().getAttribute('aria-invalid')).toBe(isFaulty)
  })

  test('variables are shown with what they stand for, unknown ones first', async () => {
    showInspector()
    type('{"id": "{{$uuid}}", "who": "{{nobody}}"}')
    await pause()
    const list = screen.getByLabelText('Variables in the message')
    expect([...list.children].map(({ textContent }) => textContent)).toEqual([
      'nobodynot known',
      '$uuidA random UUID, a new one at each use',
    ])
  })

  test('the size in bytes is shown, of a short text at once and of a long one once it is known', async () => {
    const { container } = showInspector()
    const size = () => container.querySelector('.composer-size')?.textContent
    type('"é"')
    expect(size()).toBe('4 B')
    type(`"${'x'.repeat(20_000)}"`)
    expect(size()).toBe('')
    await pause()
    expect(size()).toBe('20 kB')
  })
})

describe('bytes', () => {
  const binary = () => fireEvent.change(sendAs(), { target: { value: 'binary' } })

  test('are written in hexadecimal and sent in Base64', async () => {
    const { session } = showInspector(connected())
    binary()
    type('10 0e\n00ff')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(session.calls.at(-1)?.given).toMatchObject({ text: 'EA4A/w==', sendAs: 'binary' }))
    await pause()
    expect(screen.getByText('4 B')).toBeTruthy()
    expect(session.drafts.get('p1')).toEqual({ text: '10 0e\n00ff', sendAs: 'binary' })
  })

  test('that are written wrongly are refused with their place', async () => {
    const { session } = showInspector(connected())
    binary()
    type('10 g0')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect((await screen.findByRole('alert')).textContent).toBe('Line 1, column 4: “g” is not a hexadecimal digit.')
    expect(session.calls.some(({ name }) => name === 'message.send')).toBe(false)
  })

  test('are written the other way when it is chosen, and taken from a file', async () => {
    showInspector()
    binary()
    type('00 ff')
    fireEvent.change(await screen.findByRole('combobox', { name: 'Written in' }), { target: { value: 'base64' } })
    await waitFor(() => expect(message().value).toBe('AP8='))
    const file = new File([Uint8Array.of(1, 2)], 'two.bin')
    fireEvent.change(screen.getByLabelText('Message file'), { target: { files: [file] } })
    await waitFor(() => expect(message().value).toBe('01 02'))
  })

  test('of a file take no message away: what was written before them is recalled', async () => {
    showInspector()
    type('{"long":"work"}')
    const files = [new File([Uint8Array.of(1, 2)], 'two.bin')]
    fireEvent.drop(message(), { dataTransfer: { files, types: ['Files'] } })
    await waitFor(() => expect(message().value).toBe('01 02'))
    fireEvent.keyDown(message(), { key: 'ArrowUp', altKey: true })
    await waitFor(() => expect(message().value).toBe('{"long":"work"}'))
    expect(sendAs().value).toBe('json-object')
  })

  test('of the largest file that is taken fit what Chromium hands over', () => {
    // As many times less of it: to write all takes seconds.
    const share = 32
    const draft = draftOfBytes(new Uint8Array(mostFileBytes / share))
    for (const given of [draft, outgoingOf(draft)]) {
      expect(JSON.stringify(given).length * share).toBeLessThan(64 * 1024 * 1024)
    }
  })

  test('of a file that cannot be read are missed with a reason', async () => {
    showInspector()
    const folder = new File([], 'folder')
    folder.arrayBuffer = () => Promise.reject(new DOMException('A folder is no file.', 'NotFoundError'))
    fireEvent.drop(message(), { dataTransfer: { files: [folder], types: ['Files'] } })
    expect((await screen.findByRole('alert')).textContent).toContain('A folder is no file.')
  })
})

describe('lines of a text', () => {
  const lineEnds = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'Line ends' })
  const text = () => {
    const shown = showInspector(fakeSession({ connections: [connectionOf(prices, { state: open })] }))
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    return shown
  }

  test('end as is chosen, in what is sent, counted, saved and recalled', async () => {
    const { session } = text()
    type('SUBSCRIBE')
    await pause()
    expect(screen.queryByRole('combobox', { name: 'Line ends' })).toBeNull()
    type('BYE\n\n')
    fireEvent.change(await lineEnds(), { target: { value: 'crlf' } })
    await screen.findByText('7 B')
    const sent = () => session.calls.filter(({ name }) => name === 'message.send').map(({ given }) => given)
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(sent()).toMatchObject([{ text: 'BYE\r\n\r\n', sendAs: 'text' }]))
    expect(session.drafts.get('p2')).toMatchObject({ text: 'BYE\n\n', lineEnds: 'crlf' })
    fireEvent.change(await lineEnds(), { target: { value: 'lf' } })
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(sent()).toMatchObject([{}, { text: 'BYE\n\n' }]))
    fireEvent.keyDown(message(), { key: 'ArrowUp', altKey: true })
    await waitFor(async () => expect((await lineEnds()).value).toBe('crlf'))
  })

  test.each<[given: string, text: string, lineEnds: 'lf' | 'crlf' | undefined]>([
    ['a\r\nb\r\n', 'a\nb\n', 'crlf'],
    ['a\nb', 'a\nb', undefined],
    ['a\r\nb\n', 'a\r\nb\n', undefined],
    ['a\rb', 'a\rb', undefined],
    ['', '', undefined],
  ])('of %j are written as %j', (given, written, ends) => {
    const draft = draftOf({ text: given, sendAs: 'text' })
    expect([draft.text, draft.lineEnds]).toEqual([written, ends])
    expect(outgoingOf(draft)).toEqual(ok({ text: given, sendAs: 'text' }))
  })
})

test('JSON is laid out and minified with its numbers as they were typed', async () => {
  showInspector()
  type('{"n":12345678901234567890.10,"a":1}')
  fireEvent.click(screen.getByRole('button', { name: /^Format JSON/ }))
  await waitFor(() => expect(message().value).toBe('{\n  "n": 12345678901234567890.10,\n  "a": 1\n}'))
  fireEvent.click(screen.getByRole('button', { name: 'Minify JSON' }))
  await waitFor(() => expect(message().value).toBe('{"n":12345678901234567890.10,"a":1}'))
})

test('JSON is laid out around its variables', async () => {
  showInspector()
  type('{"id":{{ id }},{{key}}:"{{name}}","n":[{{$counter}}]}')
  fireEvent.click(screen.getByRole('button', { name: /^Format JSON/ }))
  await waitFor(() =>
    expect(message().value).toBe('{\n  "id": {{ id }},\n  {{key}}: "{{name}}",\n  "n": [\n    {{$counter}}\n  ]\n}'),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Minify JSON' }))
  await waitFor(() => expect(message().value).toBe('{"id":{{ id }},{{key}}:"{{name}}","n":[{{$counter}}]}'))
})

test('a variable is found beside a string of many millions of escapes', () => {
  const text = `{"a":"${'\\"'.repeat(8_000_000)}","b":{{x}}}`
  expect(withStandIns(text).slice(-12)).toBe('","b":""   }')
  expect(withValues(text, new Map([['x', '7']])).slice(-8)).toBe('","b":7}')
})

test('messages sent before come back with the arrows, and what was written after them', async () => {
  const { session } = showInspector(connected())
  for (const text of ['{"n":1}', '{"n":2}']) {
    type(text)
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(session.calls.at(-1)?.given).toMatchObject({ text }))
  }
  type('{"n":3}')
  const press = (key: string) => fireEvent.keyDown(message(), { key, altKey: true })
  const shows = (text: string) => waitFor(() => expect(message().value).toBe(text))
  press('ArrowUp')
  await shows('{"n":2}')
  press('ArrowUp')
  await shows('{"n":1}')
  press('ArrowDown')
  press('ArrowDown')
  await shows('{"n":3}')
})

test('bytes among them are written as they were, and hide none of the others', async () => {
  const { model, session } = showInspector(connected())
  const sent = async (text: string, draft: Partial<Draft>) => {
    await act(() => model.composer.draft.change({ text, ...draft }))
    await act(() => model.composer.send())
  }
  await sent('{"n":1}', { sendAs: 'json-object' })
  await sent('48 65 6c 6c', { sendAs: 'binary' })
  await act(() => model.composer.chooseEncoding('base64'))
  await act(() => model.composer.send())
  const recall = (towards: 'older' | 'newer') => act(() => void model.composer.recall(towards))
  const { current } = model.composer.draft
  await recall('older')
  expect(current.value).toMatchObject({ text: '48 65 6c 6c', sendAs: 'binary', encoding: 'hex' })
  await act(() => model.composer.send())
  expect(session.calls.at(-1)?.given).toMatchObject({ text: 'SGVsbA==', sendAs: 'binary' })
  await recall('older')
  await recall('older')
  expect(current.value.text).toBe('{"n":1}')
  await recall('newer')
  expect(current.value).toMatchObject({ text: 'SGVsbA==', encoding: 'base64' })
})

test('a file that is dropped on the editor is taken once, as bytes', async () => {
  const { model, container } = showInspector()
  type('{"long":"work"}')
  model.editorChunk.load()
  await waitFor(() => expect(container.querySelector('.cm-content')).not.toBeNull())
  const dropped = createEvent.drop(container.querySelector('.cm-content') as HTMLElement, {
    dataTransfer: { files: [new File(['text'], 'a.txt')], types: ['Files'] },
  })
  const read = vi.spyOn(FileReader.prototype, 'readAsText')
  fireEvent(container.querySelector('.cm-content') as HTMLElement, dropped)
  await waitFor(() => expect(model.composer.draft.current.value.text).toBe('74 65 78 74'))
  expect(read).not.toHaveBeenCalled()
  read.mockRestore()
})

test('line breaks stay as they are in what is edited and sent again', async () => {
  const session = fakeSession({ profiles: [prices], connections: [connectionOf(prices, { state: open })] })
  const { model, container } = showInspector(session)
  await act(() => model.composer.put({ text: 'SEND\r\nto:x\r\n\r\nbody\rend', sendAs: 'text' }))
  model.editorChunk.load()
  await waitFor(() => expect(container.querySelector('.cm-content')).not.toBeNull())
  const content = container.querySelector('.cm-content') as HTMLElement
  const view = EditorView.findFromDOM(content)
  view?.dispatch({ changes: { from: 0, insert: 'RE' } })
  await act(() => model.composer.send())
  expect(session.calls.at(-1)?.given).toMatchObject({ text: 'RESEND\r\nto:x\r\n\r\nbody\rend', sendAs: 'text' })
})
