import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'

/** What the extension is called in every Chromium: the key in the manifest fixes it. */
export const chromiumExtensionId = 'ndelijfnbfdelbiaipoogaoleccikmbk'

/** Nothing of the browser's own on the network or in the way. */
const quietArguments = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts a Chromium with the extension. It is loaded over the debugging pipe, which also works in Google Chrome, where
 * `--load-extension` no longer does. Without `userDataDir` the profile is puppeteer's own and goes with the browser; a
 * new `userDataDir` has DevTools where `dock` says.
 *
 * @param {{
 *   executable: string
 *   extensionDir: string
 *   userDataDir?: string | undefined
 *   headless?: boolean | undefined
 *   dock?: 'right' | 'bottom' | 'undocked' | undefined
 *   args?: string[] | undefined
 * }} options
 */
export async function launchChromium({
  executable,
  extensionDir,
  userDataDir,
  headless = true,
  dock = 'right',
  args = [],
}) {
  const manifest = path.resolve(extensionDir, 'manifest.json')
  if (!existsSync(manifest)) throw new Error(`There is no ${manifest}: npm run build`)
  if (userDataDir) writePreferences(userDataDir, dock)
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless,
    pipe: true,
    enableExtensions: [path.dirname(manifest)],
    ...(userDataDir && { userDataDir }),
    defaultViewport: null,
    // Signals are for whoever called us: it has more to end than this browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [...quietArguments, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
  })
  // Until its background has run, the extension's pages are blocked.
  await browser.waitForTarget((target) => target.type() === 'service_worker', { timeout: 20_000 })
  return browser
}

/**
 * Without developer mode an unpacked extension that reloads itself stays blocked.
 *
 * @param {string} userDataDir
 * @param {string} dock
 */
function writePreferences(userDataDir, dock) {
  const file = path.join(userDataDir, 'Default', 'Preferences')
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true })
  const preferences = {
    extensions: { ui: { developer_mode: true } },
    devtools: { preferences: { currentDockState: JSON.stringify(dock) } },
  }
  writeFileSync(file, JSON.stringify(preferences))
}

/**
 * Opens DevTools for a page (http or https: an extension has no panel for other pages) and shows the panel.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} [extensionId]
 * @param {string} [title]
 */
export async function showPanel(page, extensionId = chromiumExtensionId, title = 'Switchboard') {
  const devtools = await page.openDevTools()
  const tab = `chrome-extension://${extensionId}${title.replaceAll(' ', '')}`
  await until(`the panel ${title}`, () => devtools.evaluate(selectTab(tab)).catch(() => false), 60_000)
  const frame = await until(`the page of ${title}`, () =>
    devtools.frames().find((frame) => frame.url().startsWith(`chrome-extension://${extensionId}/panels/inspector/`)),
  )
  return { devtools, frame }
}

/**
 * The tab is there only once the extension has registered its panel, so this is asked again and again. What DevTools are
 * made of must not be asked for before they have made it themselves, which takes many seconds where there is much to do.
 *
 * @param {string} tab
 */
function selectTab(tab) {
  return `(async () => {
    if (!document.querySelector('.root-view')) return false
    const ui = await import('./ui/legacy/legacy.js')
    const view = ui.InspectorView.InspectorView.instance()
    const there = [...view.tabbedPane.tabIds()].includes(${JSON.stringify(tab)})
    if (there) await view.showPanel(${JSON.stringify(tab)})
    return there
  })()`
}

/**
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} look
 * @returns {Promise<NonNullable<Exclude<T, false>>>}
 */
async function until(what, look, timeout = 20_000) {
  const end = Date.now() + timeout
  for (;;) {
    const seen = await look()
    if (seen) return /** @type {NonNullable<Exclude<T, false>>} */ (seen)
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}`)
    await sleep(50)
  }
}
