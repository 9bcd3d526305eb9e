import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, expectState, newConnection, present, waiting } from './support/inspector.ts'
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
