import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { EnvironmentsEditor } from '../../panels/shared/environments/environments-editor.tsx'
import { plainHandshake } from '../../src/core/handshake.ts'
import { noSchemas } from '../../src/core/message-schemas.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok } from '../../src/core/result.ts'
import { emptyScript, type Script } from '../../src/core/script.ts'
import { type FakeSession, fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

// Leaving a control by a click on another may change both before either is drawn: neither change may be lost.

afterEach(cleanup)

/** A control by its role and name; the first, where there are several. */
const control = async (role: string, name: string) => (await screen.findAllByRole(role, { name }))[0] as HTMLElement
/** A text to write, an option to choose, or `true` for a click. */
type Given = string | true
type Step = readonly [role: string, name: string, given: Given]

/** Does all of it before anything is drawn. */
async function beforeDrawn(...steps: readonly Step[]): Promise<void> {
  const all = await Promise.all(steps.map(async ([role, name, given]) => ({ at: await control(role, name), given })))
  await act(() => {
    for (const { at, given } of all) change(at, given)
  })
}

function change(at: HTMLElement, given: Given): void {
  if (given === true) fireEvent.click(at)
  else if (at instanceof HTMLSelectElement) fireEvent.change(at, { target: { value: given } })
  else {
    fireEvent.input(at, { target: { value: given } })
    fireEvent.blur(at)
  }
}

const profile = newProfile('p1', { url: 'ws://h/?a=1' })
const inOptions = {
  reconnect: { ...profile.reconnect, enabled: true },
  keepAlive: { ...profile.keepAlive, enabled: true },
}

test.each<[string, readonly Step[], object]>([
  [
    'keeping alive',
    [
      ['spinbutton', 'Interval', '7'],
      ['textbox', 'Keep-alive message', 'ping'],
    ],
    { keepAlive: { interval: 7000, text: 'ping', enabled: true } },
  ],
  [
    'reconnecting',
    [
      ['spinbutton', 'First delay', '3'],
      ['spinbutton', 'Growth factor', '4'],
    ],
    { reconnect: { delay: 3000, growth: 4, enabled: true } },
  ],
  [
    'the log',
    [
      ['spinbutton', 'Most entries kept', '50'],
      ['combobox', 'What is logged', 'messages'],
    ],
    { log: { entries: 50, detail: 'messages' } },
  ],
  [
    'pairing',
    [
      ['textbox', 'Id in sent messages', 'id'],
      ['textbox', 'Id in received messages', 'of'],
    ],
    { pairing: { sent: 'id', received: 'of' } },
  ],
  [
    'asking before',
    [
      ['checkbox', 'creating a connection', true],
      ['checkbox', 'opening it', true],
    ],
    { confirm: ['create', 'open'] },
  ],
])('two options of a profile: %s', async (_, steps, expected) => {
  const { model } = showInspector(fakeSession({ profiles: [{ ...profile, ...inOptions }] }))
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  await beforeDrawn(...steps)
  expect(model.form.profile.value).toMatchObject(expected)
})

test('two options of schemas', async () => {
  const session = fakeSession({ profiles: [profile] })
  session.scripts.set('p1', { ...emptyScript, schemas: { ...noSchemas, use: 'both' } })
  showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  await beforeDrawn(
    ['checkbox', 'Do not send what does not fit', true],
    ['combobox', 'Check against JSON Schema', 'each'],
  )
  await waitFor(() => expect(session.scripts.get('p1')?.schemas).toMatchObject({ refuse: true, use: 'each' }))
})

test('two parts of a URL, and a new parameter’s name and value', async () => {
  const { model } = showInspector(fakeSession({ profiles: [profile] }))
  fireEvent.click(screen.getByRole('tab', { name: 'Parameters' }))
  await beforeDrawn(['textbox', 'Host', 'example.org'], ['textbox', 'Path', '/chat'])
  expect(model.form.profile.value?.url).toBe('ws://example.org/chat?a=1')
  const [, name] = await screen.findAllByRole('textbox', { name: 'Parameter name' })
  const [, value] = screen.getAllByRole('textbox', { name: 'Parameter value' })
  await act(() => {
    change(name as HTMLElement, 'room')
    change(value as HTMLElement, 'red')
  })
  expect(model.form.profile.value?.url).toBe('ws://example.org/chat?a=1&room=red')
})

test.each<
  [
    string,
    FakeSession['handshakes'] extends Map<string, infer Settings> ? Partial<Settings> : never,
    string,
    readonly Step[],
    object,
  ]
>([
  [
    'authentication',
    { auth: { type: 'basic', username: '', password: '' } },
    'Auth',
    [
      ['textbox', 'Username', 'ada'],
      ['textbox', 'Password', 'lovelace'],
    ],
    { auth: { type: 'basic', username: 'ada', password: 'lovelace' } },
  ],
  [
    'OAuth 2.0',
    { auth: emptyOAuth2 },
    'Auth',
    [
      ['textbox', 'Token URL', 'https://t.example/'],
      ['textbox', 'Client ID', 'me'],
    ],
    { auth: { accessTokenUrl: 'https://t.example/', clientId: 'me' } },
  ],
  [
    'a header',
    { headers: [{ name: '', value: '', enabled: true }] },
    'Headers',
    [
      ['textbox', 'Header name', 'x-a'],
      ['textbox', 'Header value', '1'],
      ['checkbox', 'Send header', true],
      ['button', 'Add header', true],
    ],
    {
      headers: [
        { name: 'x-a', value: '1', enabled: false },
        { name: '', value: '', enabled: true },
      ],
    },
  ],
])('two fields of %s', async (_, stored, tab, steps, expected) => {
  const session = fakeSession({ profiles: [profile] })
  session.handshakes.set('p1', { ...plainHandshake, ...stored })
  const { model } = showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: tab }))
  await beforeDrawn(...steps)
  expect(model.handshakeForm.settings.value).toMatchObject(expected)
})

test('a change to what is of another kind by then is not mixed with it', async () => {
  const session = fakeSession({ profiles: [profile] })
  session.handshakes.set('p1', { ...plainHandshake, auth: { type: 'basic', username: '', password: '' } })
  const { model } = showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: 'Auth' }))
  await beforeDrawn(['combobox', 'Authentication', 'bearer'], ['textbox', 'Username', 'late'])
  expect(model.handshakeForm.settings.value?.auth).toEqual({ type: 'bearer', prefix: 'Bearer', token: '' })
})

const trigger: Script['triggers'][number] = {
  id: 't',
  name: '',
  enabled: true,
  on: 'received',
  match: { type: 'regular-expression', pattern: '', ignoreCase: false },
  action: { type: 'set-variable', name: '', value: '' },
  mostPerSecond: 10,
}
const sequence: Script['sequences'][number] = {
  id: 's',
  name: '',
  steps: [],
  times: 1,
  every: 0,
  rate: 0,
}

test('two fields of a trigger', async () => {
  const session = fakeSession({ profiles: [profile] })
  session.scripts.set('p1', { ...emptyScript, triggers: [trigger] })
  showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  await beforeDrawn(
    ['textbox', 'Pattern', 'a+'],
    ['checkbox', 'Ignore case', true],
    ['textbox', 'Variable', 'seen'],
    ['textbox', 'Its value', '1'],
  )
  await waitFor(() =>
    expect(session.scripts.get('p1')?.triggers).toMatchObject([
      { match: { pattern: 'a+', ignoreCase: true }, action: { name: 'seen', value: '1' } },
    ]),
  )
})

test('two fields of the steps of a sequence, and another step', async () => {
  const session = fakeSession({ profiles: [profile] })
  const steps = [{ type: 'wait', match: { type: 'json-path', path: '$', equals: '' }, time: 10_000 }] as const
  session.scripts.set('p1', { ...emptyScript, sequences: [{ ...sequence, steps }] })
  const { model } = showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  fireEvent.click(await control('button', 'Unnamed sequence 1 step'))
  await beforeDrawn(
    ['textbox', 'JSON path', '$.a'],
    ['textbox', 'With the value', '7'],
    ['spinbutton', 'At most', '5'],
    ['button', 'Add step', true],
  )
  expect(model.script.script.value?.sequences[0]?.steps).toEqual([
    { type: 'wait', match: { type: 'json-path', path: '$.a', equals: '7' }, time: 5000 },
    { type: 'text', text: '', sendAs: 'json-value' },
  ])
})

test('two fields of a variable', async () => {
  const session = fakeSession({ environments: { list: [], activeId: null, set: [] } })
  const variable = { name: '', value: '', enabled: true, secret: false }
  session.answer({ 'environments.read': () => ok([{ id: 'e1', name: 'Staging', variables: [variable, variable] }]) })
  render(<EnvironmentsEditor session={session} />)
  await beforeDrawn(
    ['textbox', 'Variable name', 'host'],
    ['textbox', 'Variable value', 'h.test'],
    ['checkbox', 'Use variable', true],
    ['button', 'Add variable', true],
  )
  fireEvent.blur(await control('textbox', 'Variable name'))
  await waitFor(() =>
    expect(session.calls.findLast(({ name }) => name === 'environment.update')?.given).toMatchObject({
      change: { variables: [{ name: 'host', value: 'h.test', enabled: false }, variable, variable] },
    }),
  )
})
