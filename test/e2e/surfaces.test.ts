import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectState,
  newConnection,
  openInspector,
  present,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { openAtServer } from './support/server.ts'
import { command } from './support/wire.ts'

let browser: TestBrowser
let server: RunningServer

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('the panel in DevTools', () => {
  it('connects, sends and shows the answer', async () => {
    const panel = await browser.openPanel(`http://127.0.0.1:${server.port}/`)
    await present(panel, 'button', 'New connection')
    await newConnection(panel, { name: 'In DevTools', url: `ws://127.0.0.1:${server.port}/echo` })
    await connect(panel)
    await panel.fill('textbox', 'Message', '{"from":"DevTools"}')
    await panel.click('button', 'Send')
    await expect
      .poll(async () => (await shownRows(panel)).map(({ direction }) => direction), waiting)
      .toEqual(['', '', 'sent', 'received'])
    expect((await shownRows(panel)).at(-1)?.text).toContain('{"from":"DevTools"}')
    await panel.close()
  })
})

describe('the popup', () => {
  let inspector: Surface

  beforeAll(async () => {
    inspector = await openInspector(browser)
    await newConnection(inspector, { name: 'Pinned one', url: `ws://127.0.0.1:${server.port}/echo` })
    await connect(inspector)
    await inspector.click('button', 'Pin')
    await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
  })

  it('lists pinned connections, sends on them and shows the last answer', async () => {
    const popup = await browser.openPage('panels/popup/index.html')
    await present(popup, 'list', 'Pinned connections')
    await expect
      .poll(async () => (await popup.find('list', 'Pinned connections'))?.text, waiting)
      .toContain('Pinned one')
    await popup.fill('textbox', 'Message', '{"from":"popup"}')
    await popup.click('button', 'Send')
    await expect.poll(async () => (await popup.find('status', 'Last answer'))?.text, waiting).toContain('"popup"')
    await popup.click('button', 'Disconnect')
    await present(popup, 'button', 'Connect')
    await expectState(inspector, /^Disconnected/)
    await popup.click('button', 'Connect')
    await expectState(inspector, /^Connected/)
    await popup.close()
  })

  it('tells on the toolbar button how many connections are open', async () => {
    const text = 'return (globalThis.browser ?? chrome).action.getBadgeText({})'
    await expect.poll(() => inspector.evaluate(text), waiting).toBe('1')
  })

  it('still has the connection when the panel has gone', async () => {
    await newConnection(inspector, { name: 'Not pinned', url: `ws://127.0.0.1:${server.port}/echo` })
    await connect(inspector)
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(2)
    await inspector.close()
    // The panel's own connection goes with it; the pinned one stays.
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(1)
    const popup = await browser.openPage('panels/popup/index.html')
    await present(popup, 'button', 'Disconnect')
    await popup.close()
  })
})

describe('the options page', () => {
  it('says that there is no policy', async () => {
    const options = await browser.openPage('panels/options/index.html')
    await expect.poll(async () => (await options.find('status', 'Policy state'))?.text, waiting).toMatch(/^None/)
    await options.close()
  })

  it('keeps profiles the same on other devices, once that is switched on', async () => {
    const options = await browser.openPage('panels/options/index.html')
    const shared = 'const { sync } = (globalThis.browser ?? chrome).storage; const items = await sync.get();'
    const name = 'Keep profiles the same on my devices'
    await present(options, 'checkbox', name)
    await soon(async () => expect((await options.find('status', name))?.text).toMatch(/^Off/))
    expect(await options.evaluate(`${shared} return Object.keys(items)`)).toEqual([])
    await options.click('checkbox', name)
    await soon(async () => expect((await options.find('status', name))?.text).toMatch(/^On\. Last compared/))
    const names = `${shared} return Object.values(items).map(({ file }) => file.profile.name)`
    expect(await options.evaluate(names)).toContain('Pinned one')
    // What the browser does when another device has written.
    await options.evaluate(`${shared}
      const [key, item] = Object.entries(items).find(([, { file }]) => file.profile.name === 'Not pinned')
      item.file.profile.name = 'From elsewhere'
      await sync.set({ [key]: { ...item, changedAt: Date.now() } })`)
    const inspector = await openInspector(browser)
    await expect.poll(() => inspector.evaluate('return document.body.innerText'), waiting).toContain('From elsewhere')
    await inspector.close()
    // What is too much for the browser's quota stays here, by name; the rest is there.
    const create = (title: string, length: number) =>
      command(options, 'profile.create', { name: title, url: `ws://h/${'x'.repeat(length)}` })
    await create('Too large', 9_000)
    for (let index = 1; index <= 16; index++) await create(`Long ${index}`, 7_000)
    await options.click('checkbox', name)
    await soon(async () => expect((await options.find('status', name))?.text).toMatch(/^Off/))
    await options.click('checkbox', name)
    const status = async () => (await options.find('status', name))?.text ?? ''
    await soon(async () =>
      expect(await status()).toContain('“Long 16” stays here: the 100 KiB, or 512 items, are full.'),
    )
    expect(await status()).toContain('“Too large” stays here: it is larger than 8 KiB.')
    expect(await options.evaluate(names)).toEqual(expect.arrayContaining(['From elsewhere', 'Long 1']))
    await options.close()
  })
})
