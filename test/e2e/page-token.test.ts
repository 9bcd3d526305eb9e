import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectOutcome,
  expectState,
  newConnection,
  present,
  reconnectByItself,
  send,
  soon,
  waiting,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'

let browser: TestBrowser
let server: RunningServer
let panel: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  panel = await browser.openPanel(`http://127.0.0.1:${server.port}/`)
  await present(panel, 'button', 'New connection')
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('makes a profile of a socket of the inspected page, with subprotocol and, where the browser tells, messages', async () => {
  const address = `ws://127.0.0.1:${server.port}/echo?cloned`
  const open = `window.own = Object.assign(new WebSocket('${address}', 'chat'), { onopen() { this.send('hi') } }), 0`
  await panel.click('button', 'Clone from page')
  await present(panel, 'button', 'Look again')
  await soon(async () =>
    expect(await panel.evaluate<number>(`return document.querySelectorAll('dialog [role=alert]').length`)).toBe(1),
  )
  const top = () =>
    panel.evaluate<number>(`return document.querySelector('.page-source button').getBoundingClientRect().y`)
  const before = await top()
  await panel.evaluate(`(globalThis.browser ?? chrome).devtools.inspectedWindow.eval(args[0])`, open)
  await soon(async () => {
    await panel.click('button', 'Look again')
    expect(await panel.find('region', 'What will be imported')).not.toBeNull()
  })
  // Who presses twice, as this test does, presses the same button twice.
  expect(await top()).toBe(before)
  // What is looked at again is read first.
  await soon(async () => expect(await panel.find('button', 'Add…')).toMatchObject({ disabled: false }))
  await panel.click('button', 'Add…')
  await soon(async () => expect(await panel.find('dialog', 'Clone from page')).toBeNull())
  await soon(async () => expect(await panel.find('textbox', 'URL')).toMatchObject({ value: address }))
  expect(await panel.find('textbox', 'Subprotocols')).toMatchObject({ value: 'chat' })
  // Firefox does not tell messages, so there is no recording.
  if (process.env.SWITCHBOARD_BROWSER !== 'firefox') await present(panel, 'combobox', 'Log')
  await connect(panel)
})

it('reads the token from the inspected page, afresh at each connect', async () => {
  await newConnection(panel, { url: `ws://127.0.0.1:${server.port}/record?page` })
  await panel.click('tab', 'Auth')
  await panel.choose('Authentication', 'Page token')
  await panel.choose('Source', 'Expression')
  await panel.fill(
    'textbox',
    'From',
    '(window.count = (window.count ?? 0) + 1, JSON.stringify({ auth: { token: "t" + window.count } }))',
  )
  await panel.fill('textbox', 'JSON path', '$.auth.token')
  await connect(panel)
  await panel.click('button', 'Disconnect')
  await expectState(panel, /^Disconnected/)
  await panel.click('button', 'Reconnect')
  await expectState(panel, /^Connected/)
  const sent = async () => (await handshakesAt(server, '/record?page')).map((headers) => headers.get('authorization'))
  await expect.poll(sent, waiting).toEqual(['Bearer t1', 'Bearer t2'])
})

it('reads it afresh when the connection makes itself again, whatever profile is shown by then', async () => {
  await newConnection(panel, { url: `ws://127.0.0.1:${server.port}/drop?page` })
  await reconnectByItself(panel, '1')
  await panel.click('tab', 'Auth')
  await panel.choose('Authentication', 'Page token')
  await panel.choose('Source', 'Expression')
  await panel.fill('textbox', 'From', '"r" + (window.again = (window.again ?? 0) + 1)')
  await connect(panel)
  await panel.click('tab', 'Message')
  await send(panel, '{}')
  await newConnection(panel, { url: 'ws://localhost/' })
  const sent = async () => (await handshakesAt(server, '/drop?page')).map((headers) => headers.get('authorization'))
  await expect.poll(sent, waiting).toEqual(['Bearer r1', 'Bearer r2'])
})

it('is refused when the page does not answer, and connected when it does again', async () => {
  await newConnection(panel, { url: `ws://127.0.0.1:${server.port}/record?busy` })
  await panel.click('tab', 'Auth')
  await panel.choose('Authentication', 'Page token')
  await panel.choose('Source', 'Expression')
  await panel.fill('textbox', 'From', '"token"')
  // Not in a task of its own: what is asked next could be answered before that begins.
  await panel.evaluate(
    `void (globalThis.browser ?? chrome).devtools.inspectedWindow.eval(
      'for (const end = Date.now() + 14_000; Date.now() < end; );')`,
  )
  await panel.click('button', 'Connect')
  // What the background says is there first; why there is no token only the panel knows.
  await expect.poll(() => expectOutcome(panel, 'failed'), waiting).toContain('did not answer within 5 s')
  await panel.evaluate(`await new Promise((resolve) => chrome.devtools.inspectedWindow.eval('0', resolve))`)
  await connect(panel)
})
