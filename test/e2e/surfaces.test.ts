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

/** Drags one row to another, of whose height `part` lies above the pointer when it is let go. */
async function drag(inspector: Surface, from: string, to: string, part: number): Promise<void> {
  await inspector.evaluate(
    `const [from, to] = args.slice(0, 2).map((name) =>
      [...document.querySelectorAll('[role=treeitem]')].find((row) => row.ariaLabel.startsWith(name)))
    const { left, top, height } = to.getBoundingClientRect()
    const place = { clientX: left + 20, clientY: top + args[2] * height, dataTransfer: new DataTransfer() }
    const tell = (element, type) =>
      element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, ...place }))
    tell(from, 'dragstart')
    tell(to, 'dragover')
    tell(to, 'drop')
    tell(from, 'dragend')`,
    from,
    to,
    part,
  )
}

describe('the panel in DevTools', () => {
  it('connects, sends and shows the answer, and leads to the options', async () => {
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
    await panel.click('link', 'Switchboard options')
    const options = await browser.windowAt(`${await panel.evaluate('return location.origin')}/panels/options/`)
    await present(options, 'status', 'Policy state')
    await options.close()
    await panel.close()
  })
})

// Pages there have a storage of their own: the log was empty or could not be read, whatever came, and all was on disk all the same.
it('is not to be had in private windows', async () => {
  expect(await browser.isForPrivateWindows()).toBe(false)
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

  it('has what was being written when it closed, and the keyboard stays where it is', async () => {
    const before = await browser.openPage('panels/popup/index.html')
    await present(before, 'textbox', 'Message')
    await before.fill('textbox', 'Message', 'half a mess')
    await before.close()
    const popup = await browser.openPage('panels/popup/index.html')
    await soon(async () => expect((await popup.find('textbox', 'Message'))?.value).toBe('half a mess'))
    const focusOn = (name: string) =>
      popup.evaluate(`[...document.querySelectorAll('button')].find((one) => one.innerText === args[0]).focus()`, name)
    const focused = () => popup.evaluate<string>('return document.activeElement.innerText')
    await focusOn('Disconnect')
    await popup.press('Enter')
    await expect.poll(focused, waiting).toBe('Connect')
    await popup.press('Enter')
    await expect.poll(focused, waiting).toBe('Disconnect')
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(1)
    await popup.close()
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

describe('the list of profiles', () => {
  it('is put in order by dragging: profiles into folders, and folders with all that is in them', async () => {
    const inspector = await openInspector(browser)
    // The level and the first word of the rows that are put in order here.
    const rows = () =>
      inspector.evaluate<string[]>(
        `return [...document.querySelectorAll('[role=treeitem]')]
          .map((row) => row.ariaLevel + ' ' + row.ariaLabel.split(' ')[0])
          .filter((row) => /In|Pinned|From|Third|Outer/.test(row))`,
      )
    await newConnection(inspector, { name: 'Third', url: 'ws://127.0.0.1/' })
    for (const name of ['Outer', 'Inner']) {
      await inspector.click('button', 'New folder')
      await present(inspector, 'textbox', 'New name')
      await inspector.fill('textbox', 'New name', name)
      await inspector.press('Enter')
    }
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Pinned', '1 From', '1 Third', '1 Outer', '1 Inner'])
    await drag(inspector, 'Third', 'Inner', 0.5)
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Pinned', '1 From', '1 Outer', '1 Inner', '2 Third'])
    await drag(inspector, 'Inner', 'Outer', 0.5)
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Pinned', '1 From', '1 Outer', '2 Inner', '3 Third'])
    await drag(inspector, 'Outer', 'Pinned', 0.1)
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Outer', '2 Inner', '3 Third', '1 Pinned', '1 From'])
    // A folder does not go into itself.
    await drag(inspector, 'Outer', 'Inner', 0.5)
    await drag(inspector, 'From', 'Third', 0.9)
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Outer', '2 Inner', '3 Third', '3 From', '1 Pinned'])
    await inspector.reload()
    await expect.poll(rows, waiting).toEqual(['1 In', '1 Outer', '2 Inner', '3 Third', '3 From', '1 Pinned'])
    await inspector.close()
  })
})
