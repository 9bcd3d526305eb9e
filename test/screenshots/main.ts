import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from 'puppeteer-core'
import { chromiumExtensionId, launchChromium, showPanel } from '../../scripts/chromium.mjs'
import type { Surface } from '../e2e/support/browser.ts'
import { chromiumSurface, executable } from '../e2e/support/chromium.ts'
import { finderSource } from '../e2e/support/finder-source.ts'
import {
  connect,
  expectState,
  inspectorPage,
  newConnection,
  present,
  rowCount,
  send,
  soon,
} from '../e2e/support/inspector.ts'
import { startServer } from '../servers/start.ts'

const folder = path.resolve('docs/screenshots')
const themes = ['light', 'dark'] as const
const sizes = { wide: [1280, 800], narrow: [400, 720], short: [1280, 250] } as const

type Theme = (typeof themes)[number]
type Size = readonly [width: number, height: number]

/** Takes a picture of every surface, in both themes, into docs/screenshots. */
export async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const server = await startServer('demo-server.mjs')
  const userDataDir = mkdtempSync(path.join(os.tmpdir(), 'switchboard-screenshots-'))
  const browser = await launchChromium({
    executable: executable(),
    extensionDir: 'dist/chrome',
    userDataDir,
    dock: 'undocked',
  })
  const at = (file: string) => `ws://127.0.0.1:${server.port}${file}`
  try {
    const finder = await finderSource()
    const open = (file: string) => openPage(browser, finder, file)
    await takeInspector(await open(inspectorPage), at)
    await takeOthers(open)
    await takeDevTools(browser, finder, `http://127.0.0.1:${server.port}/`)
  } finally {
    await browser.close()
    await server.stop()
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Shown extends Surface {
  take(name: string, theme: Theme, size: Size): Promise<void>
}

async function openPage(browser: Browser, finder: string, file: string): Promise<Shown> {
  const page = await browser.newPage()
  await page.goto(`chrome-extension://${chromiumExtensionId}/${file}`)
  const surface = chromiumSurface(page, page.mainFrame(), finder)
  return {
    ...surface,
    async take(name, theme, [width, height]) {
      await page.setViewport({ width, height })
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }])
      // Two frames: one to lay out, one to paint what the layout asked for.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      await surface.screenshot(path.join(folder, `${name}-${theme}.png`))
    },
  }
}

async function takeInspector(inspector: Shown, at: (path: string) => string): Promise<void> {
  await present(inspector, 'button', 'New connection')
  for (const [name, size] of Object.entries(sizes)) {
    await inThemes((theme) => inspector.take(name === 'wide' ? 'first-run' : `first-run-${name}`, theme, size))
  }
  await newConnection(inspector, { name: 'Refused', url: at('/echo'), subprotocols: 'b(a)d' })
  await inspector.click('button', 'Connect')
  await expectState(inspector, /^Refused/)
  await inThemes((theme) => inspector.take('refused', theme, sizes.wide))
  await newConnection(inspector, { name: 'Prices', url: at('/ticker?interval=50') })
  await connect(inspector)
  await inspector.click('button', 'Pin')
  await newConnection(inspector, { name: 'Echo', url: at('/echo') })
  await connect(inspector)
  for (const n of [1, 2, 3])
    await send(inspector, JSON.stringify({ type: 'order', n, items: [{ sku: 'A-17', count: n }] }))
  await soon(async () => {
    if ((await rowCount(inspector)) < 8) throw new Error('answers are missing')
  })
  // Both are told now and then only.
  await soon(async () => {
    const told = await inspector.evaluate<string>(`return ['.status-strip', '.entry-count']
      .map((one) => document.querySelector(one).textContent).join()`)
    if (!/3 · 171.*3 · 171.*8 entries/.test(told)) throw new Error(`not yet: ${told}`)
  })
  await inspector.evaluate(`[...document.querySelectorAll('[role=grid] [role=row][data-type=message]')].at(-1).click()`)
  await present(inspector, 'region', 'Message detail')
  for (const [name, size] of Object.entries(sizes)) {
    await inThemes((theme) => inspector.take(`inspector-${name}`, theme, size))
  }
  await inspector.press('f', 'Control')
  await present(inspector, 'search', 'Find in log')
  await inspector.fill('searchbox', 'Find', 'order')
  await inThemes((theme) => inspector.take('find', theme, sizes.wide))
  await inThemes((theme) => inspector.take('find-narrow', theme, sizes.narrow))
  await inspector.press('Escape')
  await takeTabs(inspector)
  await takeDialogs(inspector)
}

async function takeTabs(inspector: Shown): Promise<void> {
  for (const tab of ['Parameters', 'Auth', 'Headers', 'Options', 'Rules', 'Handshake']) {
    await inspector.click('tab', tab)
    await inThemes((theme) => inspector.take(`tab-${tab.toLowerCase()}`, theme, [1000, 620]))
    await inspector.take(`tab-${tab.toLowerCase()}-narrow`, 'light', sizes.narrow)
  }
  await inspector.click('tab', 'Message')
  await inspector.click('button', 'Save the message (Ctrl+S)')
  await present(inspector, 'textbox', 'Name of the message')
  await inspector.fill('textbox', 'Name of the message', 'Place an order')
  await inspector.press('Enter')
  await present(inspector, 'button', 'Edit “Place an order”')
}

async function takeDialogs(inspector: Shown): Promise<void> {
  const dialogs = [
    ['keyboard', 'Keyboard', 'Keyboard'],
    ['import', 'Import', 'Import profiles'],
    ['export', 'Export', 'Export profiles'],
    ['export-log', 'Export log', 'Export log'],
    ['saved', 'Edit “Place an order”', 'Saved message'],
  ] as const
  for (const [name, button, title] of dialogs) {
    // With the keyboard: some are drawn only where that or the pointer is.
    await inspector.evaluate(
      '[...document.querySelectorAll("button")].find(({ ariaLabel }) => ariaLabel === args[0]).focus()',
      button,
    )
    await inspector.press('Enter')
    await present(inspector, 'dialog', title)
    await inThemes((theme) => inspector.take(`dialog-${name}`, theme, [1000, 620]))
    await inspector.press('Escape')
  }
  await inspector.click('button', 'Variables')
  await inspector.click('button', 'Edit environments')
  await present(inspector, 'dialog', 'Environments')
  await inspector.click('button', 'New environment')
  await present(inspector, 'textbox', 'Environment name')
  await inThemes((theme) => inspector.take('dialog-environments', theme, [1000, 620]))
  await inspector.press('Escape')
}

async function takeOthers(open: (file: string) => Promise<Shown>): Promise<void> {
  const popup = await open('panels/popup/index.html')
  await present(popup, 'button', 'Disconnect')
  await inThemes((theme) => popup.take('popup', theme, [360, 300]))
  const options = await open('panels/options/index.html')
  await present(options, 'status', 'Policy state')
  await inThemes((theme) => options.take('options', theme, [1000, 500]))
  await inThemes((theme) => options.take('options-whole', theme, [1000, 3200]))
  await inThemes((theme) => options.take('options-narrow', theme, sizes.narrow))
  await inThemes((theme) => options.take('options-short', theme, sizes.short))
}

async function takeDevTools(browser: Browser, finder: string, site: string): Promise<void> {
  const page = await browser.newPage()
  await page.goto(site)
  const { devtools, frame } = await showPanel(page)
  await devtools.setViewport({ width: 1280, height: 720 })
  const panel = chromiumSurface(devtools, frame, finder)
  await present(panel, 'treeitem', 'Prices…')
  await panel.click('treeitem', 'Prices…')
  await soon(async () => {
    if ((await rowCount(panel)) < 40) throw new Error('not yet')
  })
  await panel.screenshot(path.join(folder, 'devtools.png'))
}

async function inThemes(take: (theme: Theme) => Promise<void>): Promise<void> {
  for (const theme of themes) await take(theme)
}
