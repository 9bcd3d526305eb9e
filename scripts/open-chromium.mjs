import path from 'node:path'
import { chromiumExtensionId, launchChromium, showPanel } from './chromium.mjs'
import { root } from './setup.mjs'

/** @typedef {import('./start.mjs').Opening} Opening */
/** @typedef {import('./start.mjs').OpenBrowser} OpenBrowser */

/**
 * @param {Opening} opening
 * @returns {Promise<OpenBrowser>}
 */
export async function openChromium({ executable, profileDir, headless, site, prepare }) {
  const browser = await launchChromium({
    executable,
    extensionDir: path.join(root, 'dist/chrome'),
    userDataDir: profileDir,
    headless,
    dock: headless ? 'undocked' : 'bottom',
    args: headless ? ['--window-size=1440,1000'] : ['--start-maximized'],
  })
  const [page] = await browser.pages()
  if (!page) throw new Error('The browser opened without a tab')
  await page.goto(`chrome-extension://${chromiumExtensionId}/panels/inspector/index.html`)
  await page.evaluate(call(prepare.script, prepare.args))
  await page.goto(site)
  const { devtools, frame } = await showPanel(page)
  if (headless) await devtools.setViewport({ width: 1440, height: 900 })
  return {
    inPanel: (script) => frame.evaluate(call(script)),
    screenshot: () => devtools.screenshot(),
    closed: new Promise((resolve) => browser.once('disconnected', () => resolve())),
    stop: () => browser.close(),
  }
}

/**
 * An expression, which unlike a function can be made of text.
 *
 * @param {string} body
 * @param {unknown[]} [args]
 */
function call(body, args = []) {
  return `(function () {${body}\n}).apply(null, ${JSON.stringify(args)})`
}
