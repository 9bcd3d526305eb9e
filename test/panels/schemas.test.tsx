import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { noSchemas } from '../../src/core/message-schemas.ts'
import { emptyScript } from '../../src/core/script.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const schema = '{"type":"object","properties":{"n":{"type":"integer"}}}'
const message = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const fieldNamed = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name })

async function openOptions() {
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  return screen.findByRole<HTMLSelectElement>('combobox', { name: 'Check against JSON Schema' })
}

function sessionWith(schemas: Partial<typeof noSchemas>) {
  const session = fakeSession()
  session.scripts.set('p1', { ...emptyScript, schemas: { ...noSchemas, ...schemas } })
  return session
}

test('a schema is chosen for either way or for each, and a wrong one is kept and says where it is wrong', async () => {
  const { session } = showInspector()
  const written = () => session.scripts.get('p1')?.schemas
  fireEvent.change(await openOptions(), { target: { value: 'each' } })
  fireEvent.input(await fieldNamed('Schema of received messages'), { target: { value: schema } })
  await waitFor(() => expect(written()).toMatchObject({ use: 'each', received: schema }))
  const sent = await fieldNamed('Schema of sent messages')
  fireEvent.input(sent, { target: { value: '{\n  "type": "nothing" }' } })
  await waitFor(() =>
    expect(document.getElementById(sent.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Line 2, column 11: There is no type “nothing”.',
    ),
  )
  fireEvent.blur(sent)
  await waitFor(() => expect(written()?.sent).toContain('nothing'))
  fireEvent.click(screen.getByRole('checkbox', { name: 'Do not send what does not fit' }))
  await waitFor(() => expect(written()).toMatchObject({ refuse: true, received: schema }))
})

test('a schema that another view has changed is shown, and what is being typed stays', async () => {
  const { session } = showInspector(sessionWith({ use: 'both', sent: '{}' }))
  const change = (sent: string) => {
    session.scripts.set('p1', { ...emptyScript, schemas: { ...noSchemas, use: 'both', sent } })
    session.mirror.apply({ type: 'script', profileId: 'p1' })
  }
  await openOptions()
  const field = await fieldNamed('Schema of messages')
  change('{"type":"object"}')
  await waitFor(() => expect(field.value).toBe('{"type":"object"}'))
  fireEvent.input(field, { target: { value: '{"type":"arr' } })
  change('true')
  await waitFor(() => expect(session.calls.filter(({ name }) => name === 'script.read').length).toBeGreaterThan(2))
  expect(field.value).toBe('{"type":"arr')
})

test('a schema that was typed a moment ago goes to the background when the page goes', async () => {
  const session = sessionWith({ use: 'both' })
  showInspector(session)
  await openOptions()
  fireEvent.input(await fieldNamed('Schema of messages'), { target: { value: schema } })
  expect(session.scripts.get('p1')?.schemas.sent).toBe('')
  window.dispatchEvent(new Event('pagehide'))
  expect(session.scripts.get('p1')?.schemas.sent).toBe(schema)
})

test('what is written is checked with what its variables stand for', async () => {
  showInspector(sessionWith({ use: 'both', sent: schema }))
  fireEvent.input(message(), { target: { value: '{"n": "{{$counter}}"}' } })
  await screen.findByText(/^Does not fit the schema\. At \/n: /)
  fireEvent.input(message(), { target: { value: '{"n": {{$counter}}}' } })
  await waitFor(() => expect(screen.queryByText(/^Does not fit/)).toBeNull())
})

test('messages that do not fit are marked, and say why', async () => {
  const entry = {
    seq: 1,
    at: 1,
    type: 'message',
    direction: 'received',
    data: '{"n":"x"}',
    misfit: ['/n: no'],
  } as const
  const logs = fakeLogs([entry])
  showInspector(sessionWith({ use: 'both', sent: schema }), logs)
  await waitFor(() => expect(logs.fitted).toContainEqual({ sent: schema, received: schema }))
  const badge = await screen.findByText('does not fit')
  fireEvent.click(badge)
  expect((await screen.findByRole('list', { name: 'Why it does not fit the schema' })).textContent).toBe('/n: no')
})

test('those that do not fit can be shown alone, where there is a schema', async () => {
  const { logs } = showInspector(sessionWith({ use: 'both', sent: schema }))
  fireEvent.click(screen.getByRole('button', { name: 'More' }))
  const type = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Entry type' })
  await waitFor(() => expect(type.textContent).toContain('Not fitting the schema'))
  fireEvent.change(type, { target: { value: 'misfit' } })
  await waitFor(() => expect(logs.filters.at(-1)).toMatchObject({ kind: 'misfit' }))
  fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
  fireEvent.change(type, { target: { value: 'all' } })
  await waitFor(() => expect(type.textContent).not.toContain('Not fitting the schema'))
})

test('the keyboard stays at its message when others do not fit another schema', async () => {
  const { logs, session } = showInspector(sessionWith({ use: 'both', sent: schema }), fakeLogs(received(40)))
  const grid = screen.getByRole('grid', { name: 'Messages' })
  const active = () => grid.querySelector<HTMLElement>('[data-active]')?.dataset.seq
  fireEvent.click(screen.getByRole('button', { name: 'More' }))
  const type = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Entry type' })
  await waitFor(() => expect(type.textContent).toContain('Not fitting the schema'))
  logs.leaveOut([1, 2, 3])
  fireEvent.change(type, { target: { value: 'misfit' } })
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('37'))
  for (const key of ['Home', 'ArrowDown']) fireEvent.keyDown(grid, { key })
  await waitFor(() => expect(active()).toBe('5'))
  logs.leaveOut([1, 3])
  const script = { ...emptyScript, schemas: { ...noSchemas, use: 'both', sent: '{}' } } as const
  session.scripts.set('p1', script)
  session.mirror.apply({ type: 'script', profileId: 'p1' })
  await waitFor(() => expect(logs.fitted.at(-1)?.sent).toBe('{}'))
  await waitFor(() => expect(active()).toBe('5'))
})

test('another profile asks for nothing', async () => {
  const logs = fakeLogs()
  showInspector(sessionWith({ use: 'both', sent: schema }), logs)
  await waitFor(() => expect(logs.fitted.at(-1)?.sent).toBe(schema))
  fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
  await waitFor(() => expect(logs.fitted.at(-1)).toEqual({ sent: undefined, received: undefined }))
})

test('a share of a hundred is shown as it was typed', async () => {
  const session = fakeSession()
  const [first] = session.mirror.profiles.value
  if (!first) throw new Error('no profile')
  const reconnect = { ...first.reconnect, enabled: true, jitter: 0.07 }
  session.mirror.apply({ type: 'profile', profile: { ...first, reconnect }, index: 0 })
  showInspector(session)
  await openOptions()
  const jitter = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Jitter' })
  expect(jitter.value).toBe('7')
  fireEvent.input(jitter, { target: { value: '57' } })
  await waitFor(() => expect(jitter.value).toBe('57'))
})
