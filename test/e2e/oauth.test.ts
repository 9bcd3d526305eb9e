import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectOutcome,
  expectState,
  newConnection,
  openInspector,
  soon,
  waiting,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'

let browser: TestBrowser
let server: RunningServer
let authorization: RunningServer | undefined
let panel: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  panel = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await authorization?.stop()
})

const here = () => `http://127.0.0.1:${authorization?.port}`

/** A profile with OAuth 2.0; what is not given stays empty. */
async function newOAuth(path: string, fields: Readonly<Record<string, string>>) {
  await newConnection(panel, { url: `ws://127.0.0.1:${server.port}${path}` })
  await panel.click('tab', 'Auth')
  await panel.choose('Authentication', 'OAuth 2.0')
  for (const [name, value] of Object.entries(fields)) await panel.fill('textbox', name, value)
}

const expectToken = (words: RegExp) =>
  soon(async () => expect((await panel.find('status', 'Token status'))?.text).toMatch(words))

const sentTo = async (path: string) =>
  (await handshakesAt(server, path)).map((headers) => headers.get('authorization')?.replace(/^Bearer /, '') ?? '')

const reconnect = async () => {
  await panel.click('button', 'Disconnect')
  await expectState(panel, /^Disconnected/)
  await panel.click('button', 'Reconnect')
}

it('shows the redirect URL that the server has to know', async () => {
  await newOAuth('/record', {})
  await panel.choose('Grant type', 'Authorization code with PKCE')
  await soon(async () => expect((await panel.find('textbox', 'Redirect URL'))?.value).toMatch(/^https:\/\/.+\//))
  const redirectUrl = (await panel.find('textbox', 'Redirect URL'))?.value ?? ''
  authorization = await startServer('authorization-server.mjs', [redirectUrl])
})

it('gets a token with the client’s own credentials when it connects, and uses it again', async () => {
  const path = '/record?service'
  await newOAuth(path, {
    'Token URL': `${here()}/token`,
    'Client ID': 'service',
    'Client secret': 's3cret +%&',
    'Token scope': 'read',
    Resource: 'https://api.example',
  })
  await connect(panel)
  await expectToken(/expires in 59 minutes/)
  await reconnect()
  await expectState(panel, /^Connected/)
  await expect.poll(async () => (await sentTo(path)).length, waiting).toBe(2)
  const [first = '', second] = await sentTo(path)
  expect(second).toBe(first)
  const claims = JSON.parse(Buffer.from(first.split('.')[1] ?? '', 'base64url').toString())
  expect(claims).toMatchObject({ client_id: 'service', aud: 'https://api.example', scope: 'read' })
  await panel.click('button', 'Disconnect')
  await panel.click('button', 'Forget token')
  await expectToken(/no token yet/)
})

it('says what the server has against the client', async () => {
  await newOAuth('/record?wrong', {
    'Token URL': `${here()}/token`,
    'Client ID': 'poster',
    'Client secret': 'wrong',
  })
  await panel.choose('Client authentication', 'Request body')
  await panel.click('button', 'Connect')
  expect(await expectOutcome(panel, 'failed')).toMatch(/invalid_client \(401\) — client authentication failed/)
  expect(await sentTo('/record?wrong')).toEqual([])
  await panel.fill('textbox', 'Client secret', 's3cret')
  await connect(panel)
  expect((await sentTo('/record?wrong'))[0]).toMatch(/^\S{20,}$/)
})

it('says that a server is slow to give a token, and gives up at once what nobody wants to wait for', async () => {
  await newOAuth('/record?slow', { 'Token URL': `${here()}/silent`, 'Client ID': 'service' })
  await panel.click('button', 'Connect')
  await expectState(panel, /^Connecting · getting a token/)
  await panel.click('button', 'Disconnect')
  await expectState(panel, /^Disconnected.* by you/)
  await panel.click('button', 'Get new token')
  await expectToken(/^Getting a token/)
  await panel.click('button', 'Cancel')
  await expectToken(/no token yet/)
  expect(await panel.evaluate('return document.querySelector("[role=alert]")')).toBeNull()
  // What was given up keeps nobody waiting.
  await panel.fill('textbox', 'Token URL', `${here()}/token`)
  await panel.fill('textbox', 'Client secret', 's3cret +%&')
  await connect(panel)
  expect(await sentTo('/record?slow')).toHaveLength(1)
})

it('has the person sign in, refreshes the token at connect, and asks for them when that is over', async () => {
  const path = '/record?app'
  await newOAuth(path, { 'Token URL': `${here()}/token`, 'Client ID': 'app', 'Token scope': 'openid' })
  await panel.choose('Grant type', 'Authorization code with PKCE')
  await panel.fill('textbox', 'Authorization URL', `${here()}/auth`)
  await panel.click('button', 'Connect')
  expect(await expectOutcome(panel, 'failed')).toContain('no access token')

  await panel.click('button', 'Get new token')
  const login = await browser.windowAt(`${here()}/interaction/`)
  const isThere = () => login.evaluate(`return document.querySelector('[name=password]') !== null`)
  await soon(async () => expect(await isThere()).toBe(true))
  const submit = (surface: Surface, fields: Readonly<Record<string, string>>) =>
    surface.evaluate(
      `for (const [name, value] of Object.entries(args[0])) document.querySelector('[name=' + name + ']').value = value
      setTimeout(() => document.querySelector('form').requestSubmit())`,
      fields,
    )
  await submit(login, { login: 'ada', password: 'any' })
  await soon(async () => {
    const consent = await browser.windowAt(`${here()}/interaction/`)
    expect(await consent.evaluate('return document.body.innerText')).toMatch(/authorize/i)
    await submit(consent, {})
  })
  await expectToken(/expire/)

  await connect(panel)
  await reconnect()
  await expectState(panel, /^Connected/)
  const [first, second] = await sentTo(path)
  expect(second).not.toBe(first)
  const me = await fetch(`${here()}/me`, { headers: { authorization: `Bearer ${second}` } })
  expect(await me.json()).toMatchObject({ sub: 'ada' })

  // The server takes back what the person allowed: nothing can be refreshed any more.
  const stored = await panel.evaluate<Record<string, { refreshToken?: string }>>(
    'return (globalThis.browser ?? chrome).storage.local.get()',
  )
  const token = Object.values(stored).find((value) => value?.refreshToken)?.refreshToken ?? ''
  const body = new URLSearchParams({ token, client_id: 'app' })
  expect((await fetch(`${here()}/token/revocation`, { method: 'POST', body })).status).toBe(200)
  await reconnect()
  expect(await expectOutcome(panel, 'failed')).toMatch(/invalid_grant.*Get a new token under Auth/)
  expect(await sentTo(path)).toHaveLength(2)
})
