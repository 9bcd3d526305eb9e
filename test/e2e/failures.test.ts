import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { shakeHands } from './support/handshakes.ts'
import { connect, expectState, newConnection, openInspector, present, soon, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'

let browser: TestBrowser
let server: RunningServer
let untrusted: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  untrusted = await startServer('self-signed-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await untrusted?.stop()
})

const here = () => `ws://127.0.0.1:${server.port}`

/** All that can be found out in Chromium where the server answers a plain request as WebSocket servers do. */
const isWebSocketServer = /426 Upgrade Required: it is a WebSocket server/

describe('a handshake that fails is explained', () => {
  it.each<[string, () => string, RegExp, RegExp?]>([
    ['401', () => `${here()}/refuse?status=401`, /authentication \(401\)/],
    ['403', () => `${here()}/refuse?status=403`, /refuses it \(403\)/],
    ['404', () => `${here()}/refuse?status=404`, /nothing at this path \(404\)/],
    ['426', () => `${here()}/refuse?status=426`, /another protocol or version \(426\)/, isWebSocketServer],
    ['302', () => `${here()}/refuse?status=302`, /another address \(302\)/],
    ['500', () => `${here()}/refuse?status=500`, /failed at the handshake \(500\)/],
    ['garbage', () => `${here()}/garbage`, /not HTTP/],
    [
      'a wrong Sec-WebSocket-Accept',
      () => `${here()}/bad-accept`,
      /switched to WebSocket \(101\).*Sec-WebSocket-Accept/,
      isWebSocketServer,
    ],
    ['a reset', () => `${here()}/reset`, /without a whole answer/],
    ['a port nobody listens at', () => 'ws://127.0.0.1:9999/', /Nothing listens/],
    ['an unknown host', () => 'ws://no-such-host.invalid/', /host name is not known/],
    ['a certificate nobody trusts', () => `wss://127.0.0.1:${untrusted.port}/`, /certificate is not trusted/],
    ['plain text where TLS is expected', () => `wss://127.0.0.1:${server.port}/`, /No TLS could be agreed on/],
  ])('%s', async (_, url, told, found = told) => {
    // Firefox may tell why a moment after the end.
    const patience = browser.name === 'firefox' ? waiting.timeout : 0
    const [ended] = await shakeHands(inspector, [{ url: url(), settings: {} }], patience)
    expect(ended?.phase).toBe('closed')
    // Firefox tells why by itself; Chromium only of 401, the others it tells of a request made to find out.
    if (browser.name === 'firefox') expect(ended?.told).toMatch(told)
    else expect(ended?.finding).toMatch(found)
  })

  it('by asking without the user name and the password of its URL', async () => {
    const url = `${here().replace('//', '//ada:s3cret@')}/refuse?status=404`
    const [ended] = await shakeHands(inspector, [{ url, settings: {} }])
    expect(ended?.finding).toMatch(/nothing at this path \(404\)/)
  })

  it('an answer that breaks off is not taken for one', async () => {
    const [ended] = await shakeHands(inspector, [{ url: `${here()}/cut-off`, settings: {} }], waiting.timeout)
    // Chromium makes it a 503, which no server sent; Firefox takes it for whole.
    expect(ended?.told).toMatch(browser.name === 'firefox' ? /failed before it was open/ : /without a whole answer/)
  })

  it('of one that was given up what was sent is shown', async () => {
    await newConnection(inspector, { url: `${here()}/silent` })
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^Connecting/)
    await expect.poll(async () => (await handshakesAt(server, '/silent')).length, waiting).toBe(1)
    await inspector.click('button', 'Disconnect')
    await expectState(inspector, /given up before the server answered/)
    await inspector.click('tab', 'Handshake')
    await present(inspector, 'table', 'Request headers')
  })

  it('is not shown with the handshake before it', async () => {
    await newConnection(inspector, { url: `${here()}/echo?before` })
    await connect(inspector)
    await inspector.click('tab', 'Handshake')
    await present(inspector, 'table', 'Response headers')
    await inspector.click('button', 'Disconnect')
    await expectState(inspector, /^Disconnected/)
    await inspector.fill('textbox', 'URL', `${here()}/silent?after`)
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^Connecting/)
    await soon(async () => expect(await inspector.find('table', 'Response headers')).toBeNull())
    await inspector.click('button', 'Disconnect')
  })

  it('that waits for another with the same server says so, as browsers have one at a time', async () => {
    await newConnection(inspector, { name: 'Silent', url: `${here()}/silent?first` })
    await inspector.click('button', 'Connect')
    await expect.poll(async () => (await handshakesAt(server, '/silent?first')).length, waiting).toBe(1)
    await newConnection(inspector, { url: `${here()}/echo?second` })
    await inspector.click('button', 'Connect')
    await inspector.click('tab', 'Handshake')
    await soon(async () => expect((await inspector.find('region', 'Handshake'))?.text).toContain('“Silent” is over'))
    expect(await handshakesAt(server, '/echo?second')).toEqual([])
    await inspector.click('treeitem', 'Silent…')
    await inspector.click('button', 'Disconnect')
    await expect.poll(async () => (await handshakesAt(server, '/echo?second')).length, waiting).toBe(1)
  })

  it('Basic authentication asked for does not block the host', async () => {
    const [ended] = await shakeHands(inspector, [{ url: `${here()}/refuse?status=401&challenge=Basic`, settings: {} }])
    expect(`${ended?.told} ${ended?.finding}`).toMatch(/authentication \(401\)/)
    const [next] = await shakeHands(inspector, [{ url: `${here()}/echo`, settings: {} }])
    expect(next?.phase).toBe('open')
  })
})
