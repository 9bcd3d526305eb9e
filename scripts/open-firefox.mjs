import path from 'node:path'
import { inPanel, installAddon, screenshotWindow, showToolboxPanel } from './firefox.mjs'
import { launchFirefox } from './marionette.mjs'
import { root } from './setup.mjs'

/** @typedef {import('./start.mjs').Opening} Opening */
/** @typedef {import('./start.mjs').OpenBrowser} OpenBrowser */

/**
 * @param {Opening} opening
 * @returns {Promise<OpenBrowser>}
 */
export async function openFirefox({ executable, profileDir, headless, site, prepare }) {
  const { marionette, process, stop } = await launchFirefox({
    executable,
    profileDir,
    headless,
    prefs: { 'devtools.toolbox.footer.height': 560 },
    env: { MOZ_HEADLESS_WIDTH: '1440', MOZ_HEADLESS_HEIGHT: '1000' },
  })
  const closed = new Promise((resolve) => process.once('close', () => resolve(undefined)))
  try {
    const origin = await installAddon(marionette, path.join(root, 'dist/firefox'))
    await marionette.send('WebDriver:Navigate', { url: `${origin}/panels/inspector/index.html` })
    await marionette.send('WebDriver:ExecuteScript', { ...prepare, newSandbox: false, sandbox: null })
    await marionette.send('WebDriver:Navigate', { url: site })
    await showToolboxPanel(marionette)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    inPanel: (script) => inPanel(marionette, script),
    screenshot: () => screenshotWindow(marionette),
    closed: closed.then(() => {}),
    stop,
  }
}
