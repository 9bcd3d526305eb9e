import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, expectOutcome, expectState, newConnection, openInspector, present } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('notices at the next connect that the browser was told to take access away', async () => {
  const path = '/record?revoked'
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}${path}` })
  await inspector.click('tab', 'Auth')
  await inspector.choose('Authentication', 'Bearer token')
  await inspector.fill('textbox', 'Token', 'abc')
  await connect(inspector)
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected/)
  await browser.revokeHostAccess()
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await present(inspector, 'button', 'Allow access to 127.0.0.1')
  const sent = (await handshakesAt(server, path)).map((headers) => headers.get('authorization'))
  expect(sent).toEqual(['Bearer abc'])
})
