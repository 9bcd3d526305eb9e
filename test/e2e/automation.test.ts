import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, expectState, newConnection, openInspector, shownRows, soon, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'

// What a connection does by itself, in the built extension; the rules in detail are proven in test/transport.

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser()
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('is made again with every view closed and the background asleep, until somebody stops it', async () => {
  await newConnection(inspector, { name: 'Again', url: `ws://127.0.0.1:${server.port}/drop` })
  await inspector.click('tab', 'Options')
  await inspector.click('checkbox', 'Reconnect automatically')
  await inspector.fill('spinbutton', 'First delay', '0.2')
  await inspector.click('checkbox', 'Send a keep-alive message')
  await inspector.fill('spinbutton', 'Interval', '0.2')
  await connect(inspector)
  await inspector.click('button', 'Pin')
  await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
  await inspector.close()
  // In Firefox the connections end with the event page, which therefore stays while one waits.
  if (browser.name === 'chromium') await browser.stopBackground()
  const before = await attempts()
  await expect.poll(attempts, waiting).toBeGreaterThan(before + 2)
})

it('is stopped in the middle of its wait', async () => {
  inspector = await openInspector(browser)
  await inspector.click('treeitem', 'Again…')
  await inspector.click('tab', 'Options')
  await inspector.fill('spinbutton', 'First delay', '60')
  await expectState(inspector, /^Disconnected · reconnecting in [3-7]\d s \(attempt 1 of 10\)/)
  await inspector.click('button', 'Stop reconnecting')
  await expectState(inspector, /^Disconnected by the network/)
  await soon(async () => {
    const notes = (await shownRows(inspector)).filter(({ type }) => type === 'note')
    expect(notes.at(-1)?.text).toContain('Reconnecting was stopped.')
  })
})

async function attempts(): Promise<number> {
  return (await handshakesAt(server, '/drop')).length
}
