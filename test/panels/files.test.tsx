import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import axe from 'axe-core'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { plainHandshake } from '../../src/core/handshake.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { importSwitchboard } from '../../src/formats/switchboard.ts'
import { type CommandArguments, commandArguments } from '../../src/wire/commands.ts'
import { fixture, fixtureFolder } from '../formats/fixture-files.ts'
import { type FakeSession, fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

beforeEach(() => {
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: vi.fn(async () => undefined) } })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const input = () => screen.getByLabelText<HTMLInputElement>('Import file')
const titles = () =>
  within(screen.getByRole('tree', { name: 'Profiles' }))
    .getAllByRole('treeitem')
    .map(({ textContent }) => textContent)

async function openImport(session: FakeSession = addingSession()) {
  const shown = showInspector(session)
  click('Import')
  await screen.findByRole('dialog', { name: 'Import profiles' })
  return shown
}

function addingSession(): FakeSession {
  const session = fakeSession()
  session.answer({
    'profiles.add': ({ profiles }: CommandArguments<'profiles.add'>) => {
      const added = profiles.map(({ profile }, index) => newProfile(`added-${index}`, profile))
      for (const profile of added) session.mirror.apply({ type: 'profile', profile, index: 99 })
      return ok({ profileIds: added.map(({ id }) => id) })
    },
    'environment.create': () => ok({ environmentId: 'e1' }),
    'recording.create': () => ok({ recordingId: 'r1' }),
    'profiles.remove': ({ profileIds }) => {
      for (const profileId of profileIds) session.mirror.apply({ type: 'profile-removed', profileId })
      return ok(null)
    },
  })
  return session
}

function give(...files: readonly (readonly [name: string, text: string])[]): void {
  const list = files.map(([name, text]) => new File([text], name))
  Object.defineProperty(input(), 'files', { configurable: true, value: list })
  fireEvent.change(input())
}

/** Chooses a folder with these files. */
function giveFolder(files: readonly { readonly path: string; readonly text: string }[]): void {
  const folder = screen.getByLabelText('Import folder (a collection of Bruno, OpenCollection or Postman)')
  const list = files.map(({ path, text }) => {
    const file = new File([text], path.split('/').at(-1) ?? '')
    return Object.defineProperty(file, 'webkitRelativePath', { value: path })
  })
  Object.defineProperty(folder, 'files', { configurable: true, value: list })
  fireEvent.change(folder)
}

async function violations() {
  document.documentElement.lang = 'en'
  document.title = 'Switchboard'
  const { violations: found } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

test('a file that was mended can be chosen again', async () => {
  await openImport()
  const list = new DataTransfer()
  list.items.add(new File(['{'], 'broken.json'))
  input().files = list.files
  expect(input().files).toHaveLength(1)
  // A choice of what is there already is none: browsers tell nothing of it.
  fireEvent.click(input())
  expect(input().files).toHaveLength(0)
})

test('a dropped folder that cannot be read says which entry of it, and its dialog takes the next', async () => {
  await openImport()
  const dialog = screen.getByRole('dialog', { name: 'Import profiles' })
  const drop = (items: object[]) => fireEvent.drop(dialog, { dataTransfer: { types: ['Files'], files: [], items } })
  const entry = (fullPath: string, more: object) => ({ fullPath, name: fullPath.split('/').at(-1), ...more })
  const readable = entry('/mine/a.sh', {
    isFile: true,
    file: (take: (file: File) => void) => take(new File(['wscat -c ws://h/a'], 'a.sh')),
  })
  const gone = entry('/mine/gone.json', {
    isFile: true,
    file: (_: unknown, refuse: (error: Error) => void) => refuse(new Error('It is not there any more.')),
  })
  const folder = (...children: object[]) => {
    const portions = [children, []]
    const createReader = () => ({ readEntries: (tell: (portion?: object[]) => void) => tell(portions.shift()) })
    return { webkitGetAsEntry: () => entry('/mine', { isDirectory: true, createReader }) }
  }
  drop([folder(gone, readable)])
  expect((await screen.findByRole('alert')).textContent).toContain('mine/gone.json: It is not there any more.')
  drop([folder(readable)])
  expect((await screen.findByRole('region', { name: 'What will be imported' })).textContent).toContain('ws://h/a')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a text that is dropped on the dialog is left to the field it is dropped on', async () => {
  await openImport()
  const field = screen.getByRole('textbox', { name: 'Or paste text' })
  expect(fireEvent.dragOver(field, { dataTransfer: { types: ['text/plain'] } })).toBe(true)
  expect(fireEvent.drop(field, { dataTransfer: { types: ['text/plain'] } })).toBe(true)
})

test('a dialog that is asked for before the browser has told that another was closed is opened', async () => {
  await openImport()
  const before = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Import profiles' })
  click('Export')
  fireEvent(before, new Event('close'))
  expect(await screen.findByRole('dialog', { name: 'Export profiles' })).not.toBeNull()
  expect(screen.queryByRole('dialog', { name: 'Import profiles' })).toBeNull()
})

describe('importing', () => {
  test('shows what a file brings and drops, adds it in one step, and takes it back in one', async () => {
    const { session } = await openImport()
    give(['v1.json', fixture('switchboard/v1.json')])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/Switchboard: profiles found: 2/)
    expect(within(preview).getByRole('checkbox', { name: /^Environment “local”\s*host$/ })).toBeDefined()
    expect(preview.textContent).toMatch(/Rooms: auth.password/)
    expect(session.calls.filter(({ name }) => name === 'profiles.add')).toEqual([])
    expect(await violations()).toEqual([])

    click('Add 2 profiles')
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^(Import profiles|Clone from page)/ })).toBeNull())
    // The folder of the one is a row, too.
    await waitFor(() => expect(titles()).toHaveLength(5))
    expect(screen.getByRole('status', { name: 'Last import' }).textContent).toContain('2 profiles were imported')
    expect(session.calls.find(({ name }) => name === 'profiles.add')?.given).toMatchObject({
      profiles: [{ handshake: { auth: { type: 'basic', username: 'ada' } } }, {}],
    })
    expect(session.calls.find(({ name }) => name === 'environment.create')?.given).toEqual({
      name: 'local',
      variables: [{ name: 'host', value: 'localhost', enabled: true, secret: false }],
    })
    click('Undo')
    await waitFor(() => expect(session.calls.at(-1)).toMatchObject({ name: 'environment.delete' }))
    await waitFor(() => expect(titles()).toHaveLength(2))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('says what of a profile of somebody else comes from this person, and what it does by itself', async () => {
    await openImport()
    const file = JSON.parse(fixture('switchboard/v2.json'))
    const message = { id: 'm1', name: 'Hello', folder: [], sendAs: 'text', text: 'I am {{\nuser }}', onConnect: true }
    const received = { id: 't1', name: '', enabled: true, on: 'received', match: { type: 'any' }, mostPerSecond: 1 }
    const pageToken = { type: 'page-token', source: 'expression', from: 'steal()', path: '', header: '' }
    const keepAlive = { enabled: true, interval: 1000, text: 'p', answer: '', patience: 1000, unanswered: 'note' }
    const profile = {
      ...file.profiles[0],
      auth: { type: 'none' },
      url: 'wss://elsewhere.example/?key={{apiKey}}',
      headers: [{ name: 'X-Id', value: '{{session}} {{$uuid}}', enabled: true }],
      own: { pageToken, cookie: { change: 'replace', value: 'a=1' }, origin: { change: 'remove' } },
      settings: { keepAlive },
      script: { messages: [message], triggers: [{ ...received, action: { type: 'answer', messageId: 'm1' } }] },
    }
    give(['theirs.json', JSON.stringify({ ...file, profiles: [profile] })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    const told = preview.querySelector('small')?.textContent?.split(' · ')
    expect(told).toContain('uses variables apiKey, session, user')
    expect(told).toContain('authentication: Page token: steal()')
    expect(told).toContain('headers X-Id, Cookie, Origin')
    expect(told).toContain('saved messages: 1')
    expect(told).toContain('messages sent on connect: 1')
    expect(told).toContain('triggers: 1')
    expect(told).toContain('keep-alive message p')
  })

  test('shows a profile whose settings are of no use, with what is wrong with them', async () => {
    await openImport()
    const file = JSON.parse(fixture('switchboard/v2.json'))
    const [one] = file.profiles
    const settings = { name: 7, url: null, folder: 3, subprotocols: 'chat' }
    const broken = { ...one, settings, script: { messages: null, triggers: 5, sequences: [null] } }
    give(['mine.json', JSON.stringify({ ...file, profiles: [broken, { ...one, name: 'Right' }] })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/It cannot be added: profile.name: expected string, found 7/)
    expect(screen.getByRole('button', { name: 'Add 1 profile' })).toBeDefined()
  })

  test('leaves out folders that are too long, and tells so many secrets that the dialog can still be used', async () => {
    const { session } = await openImport()
    const file = JSON.parse(fixture('switchboard/v2.json'))
    const folders = [['Chat', 'x'.repeat(1001)], [], ['Empty']]
    const headers = Array.from({ length: 200 }, () => ({ name: 'X-Token', value: 'abc', enabled: true }))
    const profiles = Array.from({ length: 3 }, () => ({ ...file.profiles[0], headers }))
    give(['mine.json', JSON.stringify({ ...file, folders, profiles, environments: [] })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/folders\[0\]\[1\]: Left out: it is longer than 1000 characters\./)
    expect(preview.textContent).toMatch(/Further ones, not shown: \d+$/)
    expect(within(preview).getAllByRole('listitem').length).toBeLessThan(600)
    click('Add 3 profiles')
    await waitFor(() => expect(session.calls.some(({ name }) => name === 'profiles.add')).toBe(true))
    const { given } = session.calls.find(({ name }) => name === 'profiles.add') ?? {}
    expect(given).toMatchObject({ empty: [{ path: ['Empty'] }] })
  })

  test('brings a conversation along whose server has named a subprotocol without end', async () => {
    const { session } = await openImport()
    const headers = [{ name: 'Sec-WebSocket-Protocol', value: 'x'.repeat(100_000) }]
    const _webSocketMessages = [{ type: 'send', time: 1, opcode: 1, data: 'x' }]
    const entry = { request: { url: 'ws://h/', headers: [] }, response: { headers }, _webSocketMessages }
    give(['long.har', JSON.stringify({ log: { entries: [entry] } })])
    await screen.findByRole('region', { name: 'What will be imported' })
    click('Add 1 profile')
    await waitFor(() => expect(session.calls.some(({ name }) => name === 'recording.append')).toBe(true))
    const { given } = session.calls.find(({ name }) => name === 'recording.append') ?? {}
    expect(v.is(commandArguments['recording.append'], given)).toBe(true)
  })

  test('tells apart what has one id in a file: what was written in the one would be in the other', async () => {
    const { session } = await openImport()
    const file = JSON.parse(fixture('switchboard/v2.json'))
    const message = (text: string) => ({ id: 'm1', name: '', folder: [], sendAs: 'text', text, onConnect: false })
    const profile = { ...file.profiles[0], script: { messages: [message('one'), message('two')] } }
    give(['mine.json', JSON.stringify({ ...file, profiles: [profile], environments: [] })])
    await screen.findByRole('region', { name: 'What will be imported' })
    click('Add 1 profile')
    await waitFor(() => expect(session.calls.some(({ name }) => name === 'profiles.add')).toBe(true))
    const given = session.calls.find(({ name }) => name === 'profiles.add')?.given
    const [added] = (given as CommandArguments<'profiles.add'>).profiles
    expect(added?.script.messages.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(added?.script.messages.map(({ id }) => id)).toEqual(['m1', expect.not.stringMatching(/^m1$/)])
  })

  test('names the environment that a secret is in, as the export does', async () => {
    await openImport()
    const variables = [{ name: 'token', value: 's3cret', enabled: true, secret: true }]
    const file = JSON.parse(fixture('switchboard/v2.json'))
    give(['mine.json', JSON.stringify({ ...file, environments: [{ name: 'Staging', variables }] })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toContain('Staging: variables[0].value')
  })

  test('reads the .bru files of a folder as one collection', async () => {
    const { session } = await openImport()
    giveFolder(fixtureFolder('bruno/chat').map(({ path, text }) => ({ path: `chat/${path}`, text })))
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/Files left out because they are no part of the collection: 1/)
    click(/^Add \d+ profile/)
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^(Import profiles|Clone from page)/ })).toBeNull())
    expect(session.calls.find(({ name }) => name === 'profiles.add')?.given).toMatchObject({
      profiles: expect.arrayContaining([
        expect.objectContaining({ profile: expect.objectContaining({ folder: ['chat', 'rooms'] }) }),
      ]),
    })
  })

  test('reads a folder of Postman with its messages', async () => {
    const { session } = await openImport()
    giveFolder([...fixtureFolder('postman/v3'), { path: 'postman/datasets/a.csv', text: 'a' }])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/Files left out because they are no part of the collection: 1/)
    click(/^Add \d+ profile/)
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^(Import profiles|Clone from page)/ })).toBeNull())
    expect(session.calls.find(({ name }) => name === 'profiles.add')?.given).toMatchObject({
      profiles: expect.arrayContaining([
        expect.objectContaining({
          profile: expect.objectContaining({ folder: ['Chat', 'Rooms / all'] }),
          script: expect.objectContaining({ messages: [{}, {}, {}].map(() => expect.anything()) }),
        }),
      ]),
    })
  })

  test('reads a collection in a folder of which the rest is too large to be read', async () => {
    await openImport()
    const files = [
      ['bruno.json', '{"name":"chat"}'],
      ['a.bru', 'ws {\n  url: ws://h/only\n}\n'],
      ['.git/pack', ''],
    ].map(([name = '', text = '']) => {
      const file = new File([text], name.split('/').at(-1) ?? '')
      if (name === '.git/pack') Object.defineProperty(file, 'size', { value: 2 ** 30 })
      return Object.defineProperty(file, 'webkitRelativePath', { value: `chat/${name}` })
    })
    const folder = screen.getByLabelText('Import folder (a collection of Bruno, OpenCollection or Postman)')
    Object.defineProperty(folder, 'files', { value: files })
    fireEvent.change(folder)
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/ws:\/\/h\/only/)
    expect(preview.textContent).toMatch(/Files left out because they are no part of the collection: 2/)
  })

  test('brings a recorded conversation along, in order', async () => {
    const { session } = await openImport()
    give(['chrome.har', fixture('har/chrome.har')])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/recordings: \d+, messages in them: \d+/)
    click(/^Add \d+ profile/)
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^(Import profiles|Clone from page)/ })).toBeNull())
    const appended = session.calls.filter(({ name }) => name === 'recording.append')
    const entries = appended.flatMap(({ given }) => (given as CommandArguments<'recording.append'>).entries)
    expect(entries.slice(0, 3).map(({ type }) => type)).toEqual(['note', 'handshake', 'opened'])
    const times = entries.slice(3).map(({ at }) => at)
    expect(times).toEqual(times.toSorted())
    expect(session.calls.find(({ name }) => name === 'recording.create')?.given).toMatchObject({
      profileId: 'added-0',
      name: 'chrome.har',
      messages: entries.filter(({ type }) => type === 'text' || type === 'binary').length,
    })
  })

  test('clones the sockets of the inspected page, and says what the browser does not tell', async () => {
    const requestsOfInspectedPage = vi.fn(async (): Promise<unknown> => ({ entries: [] }))
    const side = { hasInspectedPage: () => true, requestsOfInspectedPage, reloadInspectedPage: vi.fn() }
    const session = addingSession()
    showInspector(session, undefined, side)
    click('Clone from page')
    expect((await screen.findByRole('alert')).textContent).toMatch(/seen no WebSocket/)
    click('Reload the page')
    expect(side.reloadInspectedPage).toHaveBeenCalledTimes(1)
    requestsOfInspectedPage.mockResolvedValue(JSON.parse(fixture('har/chrome.har')).log)
    click('Look again')
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toMatch(/open before DevTools are not told/)
    expect(preview.textContent).toMatch(/“Page token”/)
    expect(await violations()).toEqual([])
    click(/^Add \d+ profile/)
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^(Import profiles|Clone from page)/ })).toBeNull())
    expect(session.calls.some(({ name }) => name === 'recording.append')).toBe(true)
  })

  test('adds only what is chosen, from several files', async () => {
    await openImport()
    give(['v1.json', fixture('switchboard/v1.json')], ['wscat.sh', 'wscat -c ws://localhost:8080/a'])
    fireEvent.click(await screen.findByRole('checkbox', { name: /^Rooms/ }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Add 2 profiles' })).not.toBeNull())
    click('Add 2 profiles')
    await waitFor(() => expect(titles()).toHaveLength(4))
    expect(titles().join()).not.toContain('Rooms')
  })

  test('takes one of many: all are left at once, or chosen', async () => {
    await openImport()
    give(['v1.json', fixture('switchboard/v1.json')], ['wscat.sh', 'wscat -c ws://localhost:8080/a'])
    const all = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'All' })
    const chosen = () => screen.getAllByRole<HTMLInputElement>('checkbox').filter(({ checked }) => checked)
    expect(chosen()).toHaveLength(5)
    fireEvent.click(all)
    await waitFor(() => expect(chosen()).toEqual([]))
    fireEvent.click(screen.getByRole('checkbox', { name: /^Rooms/ }))
    await screen.findByRole('button', { name: 'Add 1 profile' })
    expect([all.checked, all.indeterminate]).toEqual([false, true])
    fireEvent.click(all)
    await waitFor(() => expect(chosen()).toHaveLength(5))
    expect(all.indeterminate).toBe(false)
  })

  test('takes a pasted line in place of a file', async () => {
    await openImport()
    give(['a.sh', 'wscat -c ws://h/1'])
    await screen.findByRole('checkbox', { name: /ws:\/\/h\/1/ })
    fireEvent.input(screen.getByRole('textbox', { name: 'Or paste text' }), {
      target: { value: "websocat -H='Authorization: Bearer abc' ws://h/2" },
    })
    await screen.findByRole('checkbox', { name: /ws:\/\/h\/2/ })
    expect(screen.getAllByRole('checkbox')).toHaveLength(1)
    click('Add 1 profile')
    await waitFor(() => expect(titles()).toHaveLength(3))
  })

  test.each([
    ['a.txt', 'hello', /^a\.txt: The format was not recognised/],
    ['a.json', '{"format":"switchboard","version":9,"profiles":[]}', /^a\.json: version: the file has version 9/],
    [
      'a.zip',
      'PK\u0003\u0004',
      /^a\.zip: This is not a file of profiles or traffic but a ZIP archive; unpack it first\./,
    ],
  ])('refuses %s and changes nothing', async (name, text, sentence) => {
    await openImport()
    give(['good.sh', 'wscat -c ws://h/1'], [name, text])
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(sentence)
    expect(alert.textContent).toMatch(/Nothing was changed\.$/)
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add 0 profiles' }).disabled).toBe(true)
  })

  test('says of a profile what the wire would refuse, and leaves it out', async () => {
    await openImport()
    give(['a.sh', `wscat -c ws://h/1\nwscat -c ws://h/2 -H 'X: ${'v'.repeat(70_000)}'`])
    const [fits, tooLong] = await screen.findAllByRole<HTMLInputElement>('checkbox')
    expect([fits?.checked, tooLong?.checked, tooLong?.disabled]).toEqual([true, false, true])
    expect(tooLong?.parentElement?.textContent).toMatch(/It cannot be added: handshake\.headers\[0\]\.value/)
  })

  test('adds environments that come by themselves, and leaves out one that is too large with its reason', async () => {
    const { session } = await openImport()
    const environmentOf = (name: string, value: string) =>
      JSON.stringify({ name, values: [{ key: 'host', value, enabled: true }], _postman_variable_scope: 'environment' })
    give(['a.json', environmentOf('Staging', 'h')], ['b.json', environmentOf('Large', 'x'.repeat(1_100_000))])
    fireEvent.click(await screen.findByRole('button', { name: 'Add environments: 1' }))
    expect(screen.getByRole('region', { name: 'What will be imported' }).textContent).toMatch(
      /Large: variables\[0\]\.value: Left out: it is longer than 1048576 characters\./,
    )
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Import profiles' })).toBeNull())
    const created = session.calls.filter(({ name }) => name === 'environment.create')
    expect(created.map(({ given }) => given)).toMatchObject([{ name: 'Staging' }])
  })

  test('shows the beginning of what is very long: what is chosen and why it cannot be stays in sight', async () => {
    await openImport()
    const profile = { id: 'l', kind: 'text', subprotocols: [], handshakeTimeout: 1000, minify: true }
    const profiles = [{ ...profile, name: 'n'.repeat(70_000), url: `ws://h/${'u'.repeat(70_000)}` }]
    give(['long.json', JSON.stringify({ format: 'switchboard', version: 2, profiles })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    expect(preview.textContent).toContain('ws://h/uuu')
    expect(preview.textContent).toContain('It cannot be added')
    expect(preview.textContent?.length).toBeLessThan(2000)
  })

  test('shows what would have names and addresses read as others', async () => {
    await openImport()
    const profile = { id: 'l', kind: 'text', subprotocols: [], handshakeTimeout: 1000, minify: true }
    const deceiving = {
      ...profile,
      name: 'Pay\u202eslatrop',
      url: 'wss://\u202emoc.doog@evil.example',
      folder: ['a\u200b'],
    }
    give(['names.json', JSON.stringify({ format: 'switchboard', version: 2, profiles: [deceiving] })])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    for (const text of ['Pay•slatrop', 'wss://•moc.doog@evil.example', 'folder a•']) {
      expect(preview.textContent).toContain(text)
    }
  })

  test('shows the folder that a profile comes in', async () => {
    await openImport()
    give(['v2.json', fixture('switchboard/v2.json')])
    const preview = await screen.findByRole('region', { name: 'What will be imported' })
    const [{ folder }] = JSON.parse(fixture('switchboard/v2.json')).profiles as [{ folder: string[] }]
    expect(preview.textContent).toContain(`folder ${folder.join(' / ')}`)
  })

  test('stays when the background refuses', async () => {
    const { session } = await openImport()
    session.answer({ 'profiles.add': () => refuse('failed', 'The disk is full.') })
    give(['a.sh', 'wscat -c ws://h/1'])
    await screen.findByRole('checkbox')
    click('Add 1 profile')
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
  })

  test('is there before the first profile', () => {
    showInspector(fakeSession({ profiles: [] }))
    expect(screen.getAllByRole('button', { name: 'Import' })).toHaveLength(1)
  })
})

describe('exporting', () => {
  const secret = { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token: 's3cret' } } as const

  async function openExport() {
    const session = fakeSession()
    session.answer({ 'handshake.read': ({ profileId }) => ok(profileId === 'p1' ? secret : plainHandshake) })
    const blobs: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob)
      return 'blob:file'
    })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    showInspector(session)
    click('Export')
    await screen.findByRole('region', { name: 'Export to a file' })
    return { session, lastFile: async () => (await blobs.at(-1)?.text()) ?? '' }
  }

  test('leaves secrets out and names their places', async () => {
    const { lastFile } = await openExport()
    expect(screen.getByRole('region', { name: 'Export to a file' }).textContent).toContain('Orders: auth.token')
    expect(await violations()).toEqual([])
    click('Download switchboard.json')
    await waitFor(async () => expect(await lastFile()).not.toBe(''))
    const text = await lastFile()
    expect(text).not.toContain('s3cret')
    expect(importSwitchboard(text)).toMatchObject({ value: { profiles: [{ name: 'Orders' }, { name: 'Prices' }] } })
  })

  test('gives secrets when they are chosen twice', async () => {
    const { lastFile } = await openExport()
    expect(screen.queryByRole('button', { name: /with secrets/ })).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: /^Write them in clear/ }))
    const download = await screen.findByRole<HTMLButtonElement>('button', { name: /with secrets/ })
    expect(download.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: /^I know/ }))
    await waitFor(() => expect(download.disabled).toBe(false))
    fireEvent.click(download)
    await waitFor(async () => expect(await lastFile()).toContain('s3cret'))
  })

  test('says that a file is being made, makes one at a time, and none that is given up', async () => {
    const { session, lastFile } = await openExport()
    const made: ((result: Result<unknown>) => void)[] = []
    session.answer({ 'profiles.export': () => new Promise((settle) => made.push(settle)) })
    const download = screen.getByRole('button', { name: 'Download switchboard.json' })
    fireEvent.click(download)
    fireEvent.click(download)
    await screen.findByText('Working…')
    click('Cancel')
    await waitFor(() => expect(screen.queryByText('Working…')).toBeNull())
    fireEvent.click(download)
    await screen.findByText('Working…')
    click('Close')
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Export profiles' })).toBeNull())
    expect(made).toHaveLength(2)
    for (const settle of made) settle(ok({ file: {}, count: 0, secrets: [] }))
    await new Promise(setImmediate)
    expect(await lastFile()).toBe('')
  })

  test('encrypts secrets with a passphrase, which brings them back on import', async () => {
    const { lastFile } = await openExport()
    fireEvent.click(screen.getByRole('radio', { name: /^Encrypt them/ }))
    const passphrase = await screen.findByRole('textbox', { name: 'Passphrase' })
    fireEvent.input(passphrase, { target: { value: 'short' } })
    const download = screen.getByRole<HTMLButtonElement>('button', { name: 'Download switchboard.json' })
    expect(download.disabled).toBe(true)
    fireEvent.input(passphrase, { target: { value: 'long enough to be taken' } })
    await waitFor(() => expect(download.disabled).toBe(false))
    fireEvent.click(download)
    await waitFor(async () => expect(await lastFile()).not.toBe(''), { timeout: 10_000 })
    const text = await lastFile()
    expect(text).not.toContain('s3cret')
    cleanup()

    const { session } = await openImport()
    give(['switchboard.json', text])
    fireEvent.input(await screen.findByRole('textbox', { name: 'Passphrase' }), { target: { value: 'another one' } })
    fireEvent.click(screen.getAllByRole('checkbox')[2] as HTMLElement)
    await screen.findByRole('button', { name: 'Add 1 profile' })
    click('Unlock secrets')
    expect((await screen.findByRole('alert', {}, { timeout: 10_000 })).textContent).toMatch(/passphrase is wrong/)
    fireEvent.input(screen.getByRole('textbox', { name: 'Passphrase' }), {
      target: { value: 'long enough to be taken' },
    })
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Unlock secrets' }).disabled).toBe(false),
    )
    click('Unlock secrets')
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Passphrase' })).toBeNull(), { timeout: 10_000 })
    // What was left out before stays left out.
    click('Add 1 profile')
    await waitFor(() =>
      expect(session.calls.find(({ name }) => name === 'profiles.add')?.given).toMatchObject({
        profiles: [{ handshake: { auth: { token: 's3cret' } } }],
      }),
    )
  })

  test('where policy keeps secrets in, offers to leave them out only, with the reason beside the rest', async () => {
    const secretsRefusal = {
      message: 'Your organisation does not allow export of secrets.',
      rule: 'No export of secrets',
    }
    const { session, lastFile } = await openExport()
    fireEvent.click(screen.getByRole('radio', { name: /^Write them in clear/ }))
    await screen.findByRole('button', { name: /with secrets/ })
    session.mirror.apply({ type: 'policy', policy: { state: 'none', secretsRefusal } })
    const barred = () =>
      screen.getAllByRole<HTMLInputElement>('radio', { name: /allow export of secrets. Rule: No export/ })
    await waitFor(() => expect(barred().map(({ disabled }) => disabled)).toEqual([true, true]))
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Leave them out/ }).checked).toBe(true)
    expect(screen.queryByRole('button', { name: /with secrets/ })).toBeNull()
    expect(await violations()).toEqual([])
    click('Download switchboard.json')
    await waitFor(async () => expect(await lastFile()).not.toBe(''))
    expect(await lastFile()).not.toContain('s3cret')
  })

  test('saves no secrets that policy keeps in by the time the file is made', async () => {
    const { session, lastFile } = await openExport()
    let settle = (_: Result<unknown>) => {}
    session.answer({ 'profiles.export': () => new Promise((made) => (settle = made)) })
    fireEvent.click(screen.getByRole('radio', { name: /^Write them in clear/ }))
    fireEvent.click(await screen.findByRole('checkbox', { name: /^I know/ }))
    const download = screen.getByRole<HTMLButtonElement>('button', { name: /with secrets/ })
    await waitFor(() => expect(download.disabled).toBe(false))
    fireEvent.click(download)
    await screen.findByRole('progressbar')
    const secretsRefusal = { message: 'No secrets.', rule: 'No export of secrets' }
    session.mirror.apply({ type: 'policy', policy: { state: 'none', secretsRefusal } })
    await waitFor(() => expect(screen.queryByRole('button', { name: /with secrets/ })).toBeNull())
    settle(ok({ file: { token: 's3cret' }, count: 1, secrets: ['token'] }))
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
    expect(await lastFile()).toBe('')
  })

  test('says why the background made no file', async () => {
    const { session, lastFile } = await openExport()
    session.answer({
      'profiles.export': () => refuse('failed', 'Your organisation does not allow export.', { rule: 'No export' }),
    })
    click('Download switchboard.json')
    expect((await screen.findByRole('alert')).textContent).toContain('Rule: No export')
    expect(await lastFile()).toBe('')
  })

  test('says why policy allows none, and offers nothing', async () => {
    const exportRefusal = { message: 'Your organisation does not allow export.', rule: 'No export' }
    showInspector(fakeSession({ policy: { state: 'none', exportRefusal } }))
    click('Export')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(`${exportRefusal.message} Rule: No export`)
    expect(screen.queryByRole('region', { name: /^Export to a file|^Copy for another tool/ })).toBeNull()
  })

  test('what was typed a moment ago is in the file, and in what is copied', async () => {
    const { model, session } = showInspector()
    await waitFor(() => expect(model.handshakeForm.settings.value).toBeDefined())
    const room = (value: string) => [{ name: 'X-Room', value, enabled: true }]
    model.handshakeForm.edit({ headers: room('7') })
    await model.readForExport(async () => expect(session.handshakes.get('p1')?.headers).toEqual(room('7')))
    model.handshakeForm.edit({ headers: room('8') })
    expect(await model.readHandshake('p1')).toMatchObject({ value: { headers: room('8') } })
  })

  test('copies the selected profile for another tool', async () => {
    await openExport()
    fireEvent.change(screen.getByRole('combobox', { name: 'Copy as' }), { target: { value: 'websocat' } })
    fireEvent.click(within(screen.getByRole('region', { name: 'Copy for another tool' })).getByRole('button'))
    await waitFor(() => expect(screen.getByRole('status', { name: 'Copy state' }).textContent).toBe('Copied'))
    expect(navigator.clipboard.writeText).toHaveBeenCalledWith(
      "websocat --header='Authorization: Bearer YOUR_SECRET' ws://localhost:1/orders",
    )
  })
})
