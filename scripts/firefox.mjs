/** @typedef {import('./marionette.mjs').Marionette} Marionette */

/** What the add-on is called in every Firefox: the manifest fixes it. */
export const firefoxAddonId = 'switchboard@switchboard.example'

/**
 * @param {Marionette} marionette
 * @param {string} extensionDir
 * @returns {Promise<string>} the origin of the add-on's pages
 */
export async function installAddon(marionette, extensionDir, addonId = firefoxAddonId) {
  await marionette.send('Addon:Install', { path: extensionDir, temporary: true })
  const host = await inChrome(marionette, 'return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname', [
    addonId,
  ])
  return `moz-extension://${host}`
}

/**
 * Opens DevTools for the tab in view and shows the panel.
 *
 * @param {Marionette} marionette
 */
export async function showToolboxPanel(marionette, title = 'Switchboard') {
  await inChromeAsync(
    marionette,
    `${toolbox}
    const shown = await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'webconsole' })
    const tool = await until(() => shown.getAdditionalTools().find((tool) => tool.label === args[0]))
    await shown.selectTool(tool.id)
    await until(() => panelContext(shown))`,
    [title],
  )
}

/**
 * Runs a function body in the panel that is shown; `arguments` are the values given.
 *
 * @param {Marionette} marionette
 * @param {string} script
 * @param {unknown[]} [args] JSON values
 * @returns {Promise<any>}
 */
export function inPanel(marionette, script, args = []) {
  return inChromeAsync(
    marionette,
    `${toolbox}
    const context = await until(() => panelContext(gDevTools.getToolboxForTab(gBrowser.selectedTab)))
    const actor = context.currentWindowGlobal.getActor('MarionetteCommands')
    return actor.executeScript(args[0], args[1], {
      async: false, newSandbox: false, sandboxName: null, timeout: 30000, filename: 'panel', line: 0,
    })`,
    [script, args],
  )
}

/**
 * The whole window, DevTools with it.
 *
 * @param {Marionette} marionette
 * @returns {Promise<Buffer>} a PNG
 */
export async function screenshotWindow(marionette) {
  const image = await withChrome(marionette, () => marionette.send('WebDriver:TakeScreenshot', { full: false }))
  return Buffer.from(image, 'base64')
}

/**
 * Runs a function body with the browser's own privileges.
 *
 * @param {Marionette} marionette
 * @param {string} script
 * @param {unknown[]} [args]
 * @returns {Promise<any>}
 */
function inChrome(marionette, script, args = []) {
  return withChrome(marionette, () =>
    marionette.send('WebDriver:ExecuteScript', { script, args, newSandbox: true, sandbox: 'switchboard' }),
  )
}

/**
 * The same for a body that awaits; its values are in `args`.
 *
 * @param {Marionette} marionette
 * @param {string} body
 * @param {unknown[]} [args]
 * @returns {Promise<any>}
 */
export async function inChromeAsync(marionette, body, args = []) {
  const script = `const done = arguments[arguments.length - 1]
    const args = [...arguments].slice(0, -1)
    ;(async () => {${body}\n})().then((value) => done({ value }), (error) => done({ error: String(error) }))`
  const outcome = await withChrome(marionette, () =>
    marionette.send('WebDriver:ExecuteAsyncScript', { script, args, newSandbox: true, sandbox: 'switchboard' }),
  )
  if (outcome.error) throw new Error(outcome.error)
  return outcome.value
}

/**
 * @template T
 * @param {Marionette} marionette
 * @param {() => Promise<T>} act
 */
async function withChrome(marionette, act) {
  await marionette.send('Marionette:SetContext', { value: 'chrome' })
  try {
    return await act()
  } finally {
    await marionette.send('Marionette:SetContext', { value: 'content' })
  }
}

/** What the scripts above share in the browser's window. */
const toolbox = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = require('devtools/client/framework/devtools')
  const panelContext = (shown) => {
    const id = 'toolbox-panel-iframe-' + shown.currentToolId
    const context = shown.doc.getElementById(id)?.contentDocument?.querySelector('browser')?.browsingContext
    const page = context?.currentWindowGlobal
    // Before the page there is an about:blank, which takes what is asked of it to the grave.
    return page?.documentURI.schemeIs('moz-extension') && !page.isInitialDocument && context
  }
  const until = async (look) => {
    for (let waited = 0; waited < 20000; waited += 50) {
      const seen = await look()
      if (seen) return seen
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('not there within 20 s: ' + look)
  }`
