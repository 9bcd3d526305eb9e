import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ConnectionState } from '../../src/core/connection.ts'
import { type HandshakeSettings, plainHandshake } from '../../src/core/handshake.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import type { PageAnswer } from '../../src/platform/inspected-page.ts'
import type { TokenStatus } from '../../src/wire/view.ts'
import { soon } from '../soon.ts'
import { connectionOf, type FakeSession, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const tab = (name: string) => fireEvent.click(screen.getByRole('tab', { name }))
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const box = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name })
const type = async (name: string, value: string) => fireEvent.input(await box(name), { target: { value } })
const choose = async (name: string, option: string) => {
  const list = await screen.findByRole<HTMLSelectElement>('combobox', { name })
  const value = [...list.options].find(({ text }) => text === option)?.value
  fireEvent.change(list, { target: { value } })
}
const optionsOf = async (name: string) =>
  [...(await screen.findByRole<HTMLSelectElement>('combobox', { name })).options].map(({ text }) => text)

const showAuth = (stored: Partial<HandshakeSettings> = {}, side: Parameters<typeof showInspector>[2] = {}) => {
  const session = fakeSession()
  session.handshakes.set('p1', { ...plainHandshake, ...stored })
  const shown = showInspector(session, undefined, side)
  tab('Auth')
  return shown
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`

test('the kinds of authentication and the scopes', async () => {
  showAuth()
  expect(await optionsOf('Authentication')).toEqual([
    'None',
    'Bearer token',
    'Basic',
    'API key',
    'Page token',
    'OAuth 2.0',
  ])
  expect(await optionsOf('Scope')).toEqual(['None', 'Organization', 'Project', 'World', 'Launch context'])
})

describe('what is typed', () => {
  test('is stored whole, with what was there before', async () => {
    const headers = [{ name: 'x-a', value: '1', enabled: true }]
    const { session, model } = showAuth({ headers, scopeValues: { 'x-m2-world-id': 'w' } })
    await choose('Authentication', 'Bearer token')
    await type('Token', 'abc')
    await choose('Scope', 'Project')
    await type('x-m2-project-id', 'p')
    await act(() => model.handshakeForm.flush())
    expect(session.handshakes.get('p1')).toEqual({
      ...plainHandshake,
      headers,
      auth: { type: 'bearer', prefix: 'Bearer', token: 'abc' },
      scope: 'project',
      scopeValues: { 'x-m2-world-id': 'w', 'x-m2-project-id': 'p' },
    })
  })

  test('stays when the kind is changed and changed back', async () => {
    showAuth()
    await choose('Authentication', 'Basic')
    await type('Username', 'ada')
    await type('Password', 'lovelace')
    await choose('Authentication', 'API key')
    expect((await box('Key')).value).toBe('')
    await choose('Authentication', 'Basic')
    expect((await box('Username')).value).toBe('ada')
    expect((await box('Password')).value).toBe('lovelace')
  })

  test('is written for its own profile when another is picked', async () => {
    const { session, model } = showAuth()
    await choose('Authentication', 'Bearer token')
    await type('Token', 'for-orders')
    await act(() => model.selection.select('p2'))
    expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Authentication' })).value).toBe('none')
    expect(session.handshakes.get('p1')?.auth).toMatchObject({ token: 'for-orders' })
    expect(session.handshakes.has('p2')).toBe(false)
  })

  test('is told before the connect, and lets an earlier refusal go', async () => {
    const { session } = showAuth()
    session.answer({ 'connection.connect': () => refuse('invalid-headers', 'No.', { field: 'headers' }) })
    click('Connect')
    await screen.findByRole('alert')
    await choose('Authentication', 'Bearer token')
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    session.calls.length = 0
    await type('Token', 'abc')
    click('Connect')
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.connect'))
    const names = session.calls.map(({ name }) => name)
    expect(names.indexOf('handshake.write')).toBeLessThan(names.indexOf('connection.connect'))
    expect(names).toContain('handshake.write')
  })

  test('is there again with its profile where it could not be kept, and is given once more', async () => {
    const { session, model } = showAuth()
    session.answer({ 'handshake.write': () => refuse('failed', 'No room.') })
    await choose('Authentication', 'Bearer token')
    await type('Token', 'abc')
    await act(() => model.selection.select('p2'))
    await choose('Authentication', 'Basic')
    await act(() => model.selection.select('p1'))
    expect((await box('Token')).value).toBe('abc')
    const kept: unknown[] = []
    session.answer({ 'handshake.write': (given) => ok(void kept.push(given)) })
    await act(() => model.handshakeForm.flush())
    expect(kept).toMatchObject([{ profileId: 'p1', handshake: { auth: { token: 'abc' } } }])
  })

  test('stays where it could not be kept, and nothing is connected without it', async () => {
    const { session, model } = showAuth()
    session.answer({ 'handshake.write': () => refuse('failed', 'No room.') })
    await choose('Authentication', 'Bearer token')
    await type('Token', 'abc')
    await act(() => model.handshakeForm.flush())
    // The background says that they are others before it knows whether they can be kept.
    await act(async () => session.mirror.apply({ type: 'settings', profileId: 'p1' }))
    expect((await box('Token')).value).toBe('abc')
    const asked = () => session.calls.map(({ name }) => name)
    await act(() => model.control.connect())
    expect(screen.getByRole('alert').textContent).toContain('No room.')
    expect(asked()).not.toContain('connection.connect')
    const kept: HandshakeSettings[] = []
    session.answer({ 'handshake.write': ({ handshake }) => ok(void kept.push(handshake)) })
    await act(() => model.control.connect())
    expect(asked()).toContain('connection.connect')
    expect(kept).toMatchObject([{ auth: { token: 'abc' } }])
  })
})

test('settings that could not be read are not shown as empty, and can be read again', async () => {
  const session = fakeSession()
  session.answer({ 'handshake.read': () => refuse('failed', 'Lost contact.') })
  const { model } = showInspector(session)
  tab('Auth')
  expect((await screen.findByRole('alert')).textContent).toContain('Lost contact.')
  expect(screen.queryByRole('combobox', { name: 'Authentication' })).toBeNull()
  model.handshakeForm.edit({ scope: 'world' })
  session.answer({ 'handshake.read': () => ok({ ...plainHandshake, scope: 'project' }) })
  click('Try again')
  await waitFor(async () =>
    expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Scope' })).value).toBe('project'),
  )
  expect(session.handshakes.size).toBe(0)
})

test('a secret is masked until it is to be seen, and in no tooltip', async () => {
  showAuth({ auth: { type: 'bearer', prefix: 'Bearer', token: 's3cret' } })
  const token = await box('Token')
  expect(token.classList).toContain('masked')
  const reveal = screen.getByRole('button', { name: 'Show Token' })
  expect(reveal.getAttribute('aria-pressed')).toBe('false')
  fireEvent.click(reveal)
  await waitFor(() => expect(token.classList).not.toContain('masked'))
  expect(reveal.getAttribute('aria-pressed')).toBe('true')
  expect(document.querySelector('[title*="s3cret"]')).toBeNull()
})

describe('a JSON Web Token', () => {
  const bearer = (token: string) => ({ auth: { type: 'bearer', prefix: 'Bearer', token } as const })
  const region = () => screen.findByRole('region', { name: 'JSON Web Token' })

  test('is decoded beside the field, with the time that is left', async () => {
    vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date', 'setInterval', 'clearInterval'] })
    showAuth(bearer(jwt({ iss: 'https://id', aud: ['a', 'b'], exp: 1_700_000_090 })))
    expect((await region()).textContent).toContain('This token expires in 1 minute.')
    expect((await region()).textContent).toContain('not verified')
    const rows = within(await region()).getAllByRole('row')
    expect(rows.map((row) => row.textContent).slice(1, 3)).toEqual(['iss issuerhttps://id', 'aud audiencea, b'])
    vi.setSystemTime(1_700_000_091_000)
    await soon(
      // Each look lets the clock go on by its interval.
      () => expect(document.querySelector('.jwt')?.textContent).toMatch(/^This token expired \d seconds? ago\./),
      100,
    )
  })

  test('that is stale is warned of where one connects, whatever tab is open', async () => {
    showAuth(bearer(jwt({ exp: 1 })))
    tab('Message')
    await waitFor(() => expect(document.querySelector('.connection-bar')?.textContent).toContain('This token expired'))
  })

  test('is not made of any other token', async () => {
    showAuth(bearer('opaque'))
    await box('Token')
    expect(screen.queryByRole('region', { name: 'JSON Web Token' })).toBeNull()
  })
})

describe('what another panel writes', () => {
  const elsewhere = (session: FakeSession, token: string) => {
    session.handshakes.set('p1', { ...plainHandshake, auth: { type: 'bearer', prefix: 'Bearer', token } })
    session.mirror.apply({ type: 'settings', profileId: 'p1' })
  }

  test('is seen at once', async () => {
    const { session } = showAuth()
    await screen.findByRole('combobox', { name: 'Authentication' })
    await act(() => elsewhere(session, 'theirs'))
    await waitFor(async () => expect((await box('Token')).value).toBe('theirs'))
  })

  test('does not overwrite what is being typed', async () => {
    const { session, model } = showAuth({ auth: { type: 'bearer', prefix: 'Bearer', token: '' } })
    await type('Token', 'mine')
    await act(() => elsewhere(session, 'theirs'))
    await act(() => model.handshakeForm.flush())
    expect((await box('Token')).value).toBe('mine')
    expect(session.handshakes.get('p1')?.auth).toMatchObject({ token: 'mine' })
    await act(() => elsewhere(session, 'later'))
    await waitFor(async () => expect((await box('Token')).value).toBe('later'))
  })

  test('beside what is being typed is seen, and stays', async () => {
    const auth = { type: 'bearer', prefix: 'Bearer', token: '' } as const
    const { session, model } = showAuth({ auth })
    await type('Token', 'mine')
    session.handshakes.set('p1', { ...plainHandshake, auth, scope: 'project' })
    await act(() => session.mirror.apply({ type: 'settings', profileId: 'p1' }))
    await waitFor(() =>
      expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Scope' }).value).toBe('project'),
    )
    await act(() => model.handshakeForm.flush())
    expect(session.handshakes.get('p1')).toMatchObject({ auth: { token: 'mine' }, scope: 'project' })
  })
})

describe('OAuth 2.0', () => {
  const auth = { ...emptyOAuth2, accessTokenUrl: 'https://auth.example/token', clientId: 'me' }
  const got = { accessToken: 's3cret', scope: 'read', canRefresh: false, isOfSettings: true }
  const status = (token: TokenStatus['token']): TokenStatus => ({ redirectUrl: 'https://r.example/', token })
  const tokenStatus = async () => (await screen.findByRole('status', { name: 'Token status' })).textContent

  test('has the fields of its grant type', async () => {
    const { session } = showAuth({ auth })
    session.answer({ 'token.read': () => ok(status(null)) })
    await box('Token URL')
    expect(screen.queryByRole('textbox', { name: 'Authorization URL' })).toBeNull()
    await choose('Grant type', 'Authorization code with PKCE')
    await box('Authorization URL')
    await act(() => session.mirror.apply({ type: 'settings', profileId: 'p1' }))
    await waitFor(async () => expect((await box('Redirect URL')).value).toBe('https://r.example/'))
    expect((await box('Redirect URL')).readOnly).toBe(true)
  })

  test('asks for access from the click, with what was typed, and shows the token masked', async () => {
    const requestTokenAccess = vi.fn(async () => true)
    const { session } = showAuth({ auth }, { requestTokenAccess })
    session.answer({
      'token.read': () => ok(status(session.calls.some(({ name }) => name === 'token.get') ? got : null)),
    })
    await type('Client ID', 'someone')
    fireEvent.click(await screen.findByRole('button', { name: 'Get new token' }))
    expect(requestTokenAccess).toHaveBeenCalledWith(['https://auth.example/*'], false)
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('token.get'))
    expect(session.handshakes.get('p1')?.auth).toMatchObject({ clientId: 'someone' })
    await act(() => session.mirror.apply({ type: 'settings', profileId: 'p1' }))
    await waitFor(async () => expect(await tokenStatus()).toContain('did not say when it expires'))
    expect(document.body.textContent).not.toContain('s3cret')
    click('Show Access token')
    await waitFor(() => expect(document.body.textContent).toContain('s3cret'))
  })

  test('explains a permission that was refused, and asks nothing then', async () => {
    const { session } = showAuth({ auth }, { requestTokenAccess: async () => false })
    fireEvent.click(await screen.findByRole('button', { name: 'Get new token' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Without your permission for auth.example')
    expect(session.calls.map(({ name }) => name)).not.toContain('token.get')
  })

  test('can be given up while it is being got, also after a look at another profile', async () => {
    const { session } = showAuth({ auth })
    session.handshakes.set('p2', { ...plainHandshake, auth })
    let answer = (_: Result<unknown>) => {}
    session.answer({
      'token.read': () => ok(status(null)),
      'token.get': () =>
        new Promise((settle) => {
          answer = settle
        }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Get new token' }))
    await waitFor(async () => expect(await tokenStatus()).toBe('Getting a token…'))
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(async () => expect(await tokenStatus()).toBe('There is no token yet.'))
    fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(async () => expect(await tokenStatus()).toBe('There is no token yet.'))
    await act(async () => answer(refuse('failed', 'Too late.')))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  })

  test('that a connect waits for is what the state tells', async () => {
    const { session } = showAuth({ auth })
    await act(() => session.tell({ phase: 'connecting', since: 1, step: 'token' }))
    expect(screen.getByRole('status', { name: 'Connection state' }).textContent).toMatch(
      /^Connecting · getting a token…/,
    )
    screen.getByRole('button', { name: 'Disconnect' })
  })

  test('shows why there is no token', async () => {
    const { session } = showAuth({ auth })
    session.answer({ 'token.get': () => refuse('failed', 'invalid_client', { field: 'auth' }) })
    fireEvent.click(await screen.findByRole('button', { name: 'Get new token' }))
    expect((await screen.findByRole('alert')).textContent).toContain('invalid_client')
  })

  test.each([
    [{ isOfSettings: false }, 'other settings'],
    [{ expiresAt: 1 }, 'The token expired'],
    [{ expiresAt: 1, canRefresh: true }, 'refreshed at the next connect'],
    [{ expiresAt: Date.now() + 3_600_000 }, 'expires in 59 minutes'],
  ])('tells how the token stands: %j', async (change, words) => {
    const session = fakeSession()
    session.handshakes.set('p1', { ...plainHandshake, auth })
    session.answer({ 'token.read': () => ok(status({ ...got, ...change })) })
    showInspector(session)
    tab('Auth')
    await waitFor(async () => expect(await tokenStatus()).toContain(words))
  })
})

describe('a page token', () => {
  const auth = { type: 'page-token', source: 'local-storage', from: 'k', path: '', header: '' } as const
  const inDevTools = (value: unknown) => ({
    hasInspectedPage: () => true,
    readInInspectedPage: vi.fn(async () => ({ type: 'value', value }) as const),
  })

  test('is shown to be there, masked', async () => {
    showAuth({ auth }, inDevTools('abc'))
    fireEvent.click(await screen.findByRole('button', { name: 'Read now' }))
    const told = screen.getByRole('status', { name: 'Page token' })
    await waitFor(() => expect(told.textContent).toBe('A token of 3 characters was found.'))
    expect(document.body.textContent).not.toContain('abc')
    click('Show Token')
    await waitFor(() => expect(document.body.textContent).toContain('abc'))
  })

  test('or it is said why not', async () => {
    showAuth({ auth }, inDevTools(null))
    fireEvent.click(await screen.findByRole('button', { name: 'Read now' }))
    const told = screen.getByRole('status', { name: 'Page token' })
    await waitFor(() => expect(told.textContent).toMatch(/^There is no “k” in the local storage/))
  })

  test('of a page that does not answer is not waited for in the dark', async () => {
    showAuth({ auth }, { hasInspectedPage: () => true, readInInspectedPage: () => new Promise(() => {}) })
    fireEvent.click(await screen.findByRole('button', { name: 'Read now' }))
    const told = screen.getByRole('status', { name: 'Page token' })
    await waitFor(() => expect(told.textContent).toBe('Reading…'))
    click('Cancel')
    await waitFor(() => expect(told.textContent).toBe(''))
  })

  test('that a connect waits for can be given up, and opens nothing later', async () => {
    let answer = (_: PageAnswer) => {}
    const readInInspectedPage = () =>
      new Promise<PageAnswer>((settle) => {
        answer = settle
      })
    const { session } = showAuth({ auth }, { hasInspectedPage: () => true, readInInspectedPage })
    await screen.findByRole('button', { name: 'Read now' })
    click('Connect')
    const state = screen.getByRole('status', { name: 'Connection state' })
    await waitFor(() => expect(state.textContent).toMatch(/^Connecting · getting a token…/))
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(state.textContent).toMatch(/^Not connected/))
    await act(async () => answer({ type: 'value', value: 'abc' }))
    expect(session.calls.map(({ name }) => name)).not.toContain('connection.connect')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('is read nowhere but in DevTools', async () => {
    showAuth({ auth })
    await screen.findByText(/works in the DevTools panel only/)
    expect(screen.queryByRole('button', { name: 'Read now' })).toBeNull()
  })

  test('is read afresh at each connect and reconnect', async () => {
    const side = inDevTools('abc')
    const { session } = showAuth({ auth }, side)
    click('Connect')
    const given = { connectionId: 'c1', pageToken: 'abc' }
    await waitFor(() => expect(session.calls).toContainEqual({ name: 'connection.connect', given }))
    const closed = {
      phase: 'closed',
      at: 1,
      during: 'session',
      cause: 'server',
      code: 1000,
      reason: '',
      clean: true,
    } as const
    await act(() => session.tell(closed))
    fireEvent.click(await screen.findByRole('button', { name: 'Reconnect' }))
    await waitFor(() => expect(session.calls).toContainEqual({ name: 'connection.reconnect', given }))
    expect(side.readInInspectedPage).toHaveBeenCalledTimes(2)
  })

  test('is that of the profile that connects, though another one is looked at by then', async () => {
    let tell = (_: Result<null>) => {}
    const asked: string[] = []
    const { model, session } = showAuth(
      { auth },
      {
        hasInspectedPage: () => true,
        readInInspectedPage: async (expression) => {
          asked.push(expression)
          return { type: 'value', value: 'abc' }
        },
      },
    )
    session.handshakes.set('p2', { ...plainHandshake, auth: { ...auth, from: 'other' } })
    session.answer({ 'profile.update': () => new Promise((settle) => (tell = settle)) })
    await act(() => model.form.edit({ url: 'wss://one.example' }))
    const connected = model.control.connect()
    await act(() => model.selection.select('p2'))
    await waitFor(() => expect(model.handshakeForm.settings.value?.auth).toMatchObject({ from: 'other' }))
    tell(ok(null))
    await act(() => connected)
    expect(asked).toEqual(['localStorage.getItem("k")'])
    expect(session.calls.findLast(({ name }) => name === 'connection.connect')?.given).toMatchObject({
      pageToken: 'abc',
    })
  })

  describe('of a connection whose time has come to be made again', () => {
    const closed = {
      phase: 'closed',
      at: 1,
      during: 'session',
      ...{ cause: 'server', code: 1000, reason: '', clean: true },
    }
    const waiting = { phase: 'waiting', since: 1, closed, until: 2, attempt: 1, attempts: 3 } as ConnectionState

    test('is read when the background asks for it, and not before', async () => {
      const side = inDevTools('abc')
      const { session } = showAuth({ auth }, side)
      await act(() => session.tell(waiting, { profileId: 'p2' }))
      session.handshakes.set('p2', { ...plainHandshake, auth })
      expect(side.readInInspectedPage).not.toHaveBeenCalled()
      await act(() => session.tell({ ...waiting, step: 'token' } as ConnectionState))
      const given = { connectionId: 'c1', pageToken: 'abc', byItself: true }
      await waitFor(() => expect(session.calls).toContainEqual({ name: 'connection.reconnect', given }))
    })

    test('is handed over no more once it was stopped', async () => {
      let answer = (_: PageAnswer) => {}
      const readInInspectedPage = vi.fn(() => new Promise<PageAnswer>((settle) => (answer = settle)))
      const { session } = showAuth({ auth }, { hasInspectedPage: () => true, readInInspectedPage })
      await act(() => session.tell({ ...waiting, step: 'token' } as ConnectionState))
      await waitFor(() => expect(readInInspectedPage).toHaveBeenCalled())
      await act(() => session.tell(closed as ConnectionState))
      await act(async () => answer({ type: 'value', value: 'abc' }))
      expect(session.calls.map(({ name }) => name)).not.toContain('connection.reconnect')
    })

    test('that is not there: the background refuses, and the panel says why', async () => {
      const { session } = showAuth({ auth }, inDevTools(null))
      session.answer({ 'connection.reconnect': () => refuse('failed', 'No page token.', { field: 'auth' }) })
      await act(() => session.tell({ ...waiting, step: 'token' } as ConnectionState))
      await screen.findByText(/^There is no “k” in the local storage/)
    })
  })

  test('that is missing leaves the refusal to the background and the reason to us', async () => {
    const { session } = showAuth({ auth }, inDevTools(null))
    session.answer({ 'connection.connect': () => refuse('failed', 'No page token.', { field: 'auth' }) })
    click('Connect')
    const alert = await screen.findByRole('alert')
    expect(alert.dataset.outcome).toBe('failed')
    expect(alert.textContent).toMatch(/^There is no “k” in the local storage/)
    expect(session.calls).toContainEqual({ name: 'connection.connect', given: { connectionId: 'c1' } })
  })

  test('does not hide what else the background refuses', async () => {
    const { session } = showAuth({ auth }, inDevTools(null))
    session.answer({ 'connection.connect': () => refuse('url-blocked', 'Blocked.', { field: 'url' }) })
    click('Connect')
    expect((await screen.findByRole('alert')).textContent).toBe('Blocked.')
  })
})

describe('a refusal for want of host access', () => {
  const hostAccess = ['ws://localhost/*', 'http://localhost/*']
  const refusal = () => refuse('failed', 'Headers need access.', { field: 'permission', hostAccess })
  const allow = () => screen.findByRole('button', { name: 'Allow access to localhost' })

  test('connects no other profile, which was selected before the browser was answered', async () => {
    let answer = (_granted: boolean) => {}
    const requestHostAccess = () => new Promise<boolean>((resolve) => (answer = resolve))
    const session = fakeSession({ connections: [connectionOf(orders)] })
    session.answer({ 'connection.connect': refusal })
    showInspector(session, undefined, { requestHostAccess })
    click('Connect')
    fireEvent.click(await allow())
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Prices'))
    session.calls.length = 0
    await act(async () => answer(true))
    fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
    await allow()
    expect(session.calls.map(({ name }) => name)).not.toContain('connection.create')
    expect(session.calls.map(({ name }) => name)).not.toContain('connection.connect')
  })

  test('can be answered on the spot, and then the connect is made', async () => {
    const requestHostAccess = vi.fn(async () => true)
    const session = fakeSession({ connections: [connectionOf(orders)] })
    session.answer({ 'connection.connect': refusal })
    showInspector(session, undefined, { requestHostAccess })
    click('Connect')
    const button = await allow()
    session.answer({ 'connection.connect': () => ok({ outcome: 'connecting' }) })
    session.calls.length = 0
    fireEvent.click(button)
    // In the click itself: a browser shows its question for nothing later.
    expect(requestHostAccess).toHaveBeenCalledExactlyOnceWith(hostAccess)
    await waitFor(() => expect(session.calls.map(({ name }) => name)).toContain('connection.connect'))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  test.each([
    ['was not given', async () => false, /Access to localhost was not allowed\./],
    ['could not be asked for', () => Promise.reject(new Error('no gesture')), /The browser did not ask: no gesture/],
  ])('says so when it %s, and can be asked again', async (_, requestHostAccess, words) => {
    const session = fakeSession()
    session.answer({ 'connection.connect': refusal })
    showInspector(session, undefined, { requestHostAccess })
    click('Connect')
    fireEvent.click(await allow())
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(words))
    expect(await allow()).not.toBeNull()
    expect(session.calls.filter(({ name }) => name === 'connection.connect')).toHaveLength(1)
  })
})
