import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { launchTestChromium, writePolicy } from './support/chromium.ts'
import {
  connect,
  expectOutcome,
  expectPolicy,
  expectState,
  newConnection,
  openInspector,
  send,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { handshakesAt, openAtServer } from './support/server.ts'

// Firefox reads policy once per start, so only Chromium can change it under a connection.

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestChromium({ policy: { version: 1, organization: 'Example Ltd', rules: {} } })
  await expectPolicy(browser, /^Active/)
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function url(path: string): string {
  return `ws://127.0.0.1:${server.port}${path}`
}

async function restrictNothing(): Promise<void> {
  writePolicy({ version: 1, organization: 'Example Ltd', rules: {} })
  const options = await browser.openPage('panels/options/index.html')
  await expect.poll(() => options.evaluate('return document.body.innerText'), waiting).toContain('restricts nothing')
  await options.close()
}

async function pin(): Promise<void> {
  await inspector.click('button', 'Pin')
  await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
}

/** Notes in the page when the browser gives notice of a change, and when the connection is closed. */
const watch = `
  globalThis.changed = new Promise((resolve) => {
    chrome.storage.onChanged.addListener((_, area) => {
      if (area !== 'managed') return
      const notice = performance.now()
      const state = () => document.querySelector('[data-state][role=status]')?.dataset.state
      const look = () => (state() === 'closed' ? resolve(performance.now() - notice) : requestAnimationFrame(look))
      look()
    })
  })`

it('closes within a second what a changed policy forbids, says why, and lets it not come back', async () => {
  await newConnection(inspector, { url: url('/echo') })
  await connect(inspector)
  await inspector.evaluate(watch)
  writePolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/*'] } })
  expect(await inspector.evaluate<number>('return globalThis.changed')).toBeLessThan(1000)
  await expectState(inspector, /^Disconnected by policy/)
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  const notes = (await shownRows(inspector)).filter(({ type }) => type === 'note').map(({ text }) => text)
  expect(notes.join()).toContain('Example Ltd blocks this address')
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'url-blocked')).toContain('*://127.0.0.1/*')
})

it('closes and keeps from being made again what nobody looks at while the background sleeps', async () => {
  await restrictNothing()
  await newConnection(inspector, { url: url('/echo') })
  await connect(inspector)
  await pin()
  await newConnection(inspector, { name: 'Again', url: url('/drop') })
  await inspector.click('tab', 'Options')
  await inspector.click('checkbox', 'Reconnect automatically')
  await inspector.fill('spinbutton', 'First delay', '15')
  await connect(inspector)
  await pin()
  await inspector.click('tab', 'Message')
  await send(inspector, '{}')
  await expectState(inspector, /reconnecting in \d/)
  await inspector.close()
  await browser.stopBackground()
  writePolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/*'] } })
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  inspector = await openInspector(browser)
  await inspector.click('treeitem', 'Again…')
  expect(await expectOutcome(inspector, 'url-blocked')).toContain('*://127.0.0.1/*')
  expect(await handshakesAt(server, '/drop')).toHaveLength(1)
})

it('gives up a handshake that a changed policy forbids', async () => {
  await restrictNothing()
  await newConnection(inspector, { url: url('/silent') })
  await inspector.click('button', 'Connect')
  await expectState(inspector, /^Connecting/)
  writePolicy({ version: 1, organization: 'Example Ltd' })
  await expectState(inspector, /^Disconnected.*policy/s)
  await expectPolicy(browser, /^Unreadable/)
})
