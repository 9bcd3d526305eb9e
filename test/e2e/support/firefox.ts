import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findFirefox } from '../../../scripts/browsers.mjs'
import {
  firefoxAddonId,
  inChromeAsync,
  inPanel,
  installAddon,
  screenshotWindow,
  showToolboxPanel,
} from '../../../scripts/firefox.mjs'
import { launchFirefox, type Marionette } from '../../../scripts/marionette.mjs'
import type { Json, LaunchOptions, Surface, Tab, TestBrowser } from './browser.ts'
import { finderSource } from './finder-source.ts'
import { soon } from './inspector.ts'
import { makeClockMovable } from './movable-clock.ts'
import { makeGerman } from './one-language.ts'

/** Milliseconds that a script in a page may take; tests have bounds of their own. */
const patience = 600_000

const builtExtension = path.resolve('dist/firefox')

/** A fixed address for the extension's pages, so that what it stored is found again after a restart. */
const uuid = '5b0a1e6c-7d1f-4c58-9f3b-2f6f6a1c0d4e'

const usualPrefs = {
  'extensions.webextensions.uuids': JSON.stringify({ [firefoxAddonId]: uuid }),
  // An add-on of this session only; without this its storage goes with the session.
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
  'network.websocket.delay-failed-reconnects': false,
  // The prompt for host access is the browser's own window; without it a real click is the person's yes.
  'extensions.webextOptionalPermissionPrompts': false,
  // For an extension that nobody has signed.
  'xpinstall.signatures.required': false,
}

interface FirefoxOptions extends LaunchOptions {
  /** What stands in `policies.json` beside the program, in the browser's own format. */
  readonly policies?: Json
  /** As one file, as add-ons come to people: so it can be updated. */
  readonly packed?: true
  /** Settings of the browser, as in `about:config`. */
  readonly prefs?: Readonly<Record<string, boolean | number | string>>
}

interface TestFirefox extends TestBrowser {
  /** Has the browser find an update. @returns whether it was installed at once, by the browser or by the extension */
  update(version: string): Promise<boolean>
  /** The version that runs. */
  version(): Promise<string>
}

export async function launchTestFirefox({
  policy,
  policies,
  packed,
  prefs = {},
  ...given
}: FirefoxOptions = {}): Promise<TestFirefox> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'switchboard-firefox-'))
  if (policy) writePolicy(root, policy)
  const finder = await finderSource()
  const program = policies === undefined ? executable() : await withPolicies(root, policies)
  const extension = given.clock || given.language ? changed(given, root) : builtExtension
  const launch = () => start({ root, program, prefs }, packed ? undefined : extension)
  let firefox = await launch()
  const install = (version: string) => installPacked(firefox.marionette, root, version)
  if (packed) await install('0.1.0')
  if (given.hostAccess) await changePermissions(firefox.marionette, 'add', { origins: ['*://*/*'] })
  if (given.notifications) await changePermissions(firefox.marionette, 'add', { permissions: ['notifications'] })

  const openTab = async (url: string) => {
    const { handle } = await firefox.marionette.send('WebDriver:NewWindow', { type: 'tab' })
    await firefox.marionette.send('WebDriver:SwitchToWindow', { handle })
    await firefox.marionette.send('WebDriver:Navigate', { url })
    return tabSurface(firefox.marionette, handle, finder)
  }

  return {
    name: 'firefox',
    extensionId: firefoxAddonId,
    downloads: downloadsIn(root),
    openPage: (file) => openTab(`moz-extension://${uuid}/${file}`),
    openSite: (url) => openTab(url),
    async installOther(folder) {
      const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
      const { id } = manifest.browser_specific_settings.gecko
      const origin = await installAddon(firefox.marionette, path.resolve(folder), id)
      return { openPage: (file) => openTab(`${origin}/${file}`) }
    },
    async windowAt(start) {
      const find = async () => {
        const handles: string[] = await firefox.marionette.send('WebDriver:GetWindowHandles')
        for (const handle of handles) {
          await firefox.marionette.send('WebDriver:SwitchToWindow', { handle, focus: false })
          const url: string = await firefox.marionette.send('WebDriver:GetCurrentURL')
          if (url.startsWith(start)) return handle
        }
        return undefined
      }
      const end = Date.now() + 20_000
      for (;;) {
        const handle = await find()
        if (handle !== undefined) return tabSurface(firefox.marionette, handle, finder)
        if (Date.now() > end) throw new Error(`No window shows ${start}`)
        await setTimeout(50)
      }
    },
    async openPanel(site) {
      const { handle } = await firefox.marionette.send('WebDriver:NewWindow', { type: 'tab', focus: true })
      await firefox.marionette.send('WebDriver:SwitchToWindow', { handle })
      await firefox.marionette.send('WebDriver:Navigate', { url: site })
      await showToolboxPanel(firefox.marionette)
      return panelSurface(firefox.marionette, handle, finder)
    },
    async revokeHostAccess() {
      await changePermissions(firefox.marionette, 'remove', { origins: ['*://*/*'] })
    },
    isForPrivateWindows: () =>
      inChromeAsync(
        firefox.marionette,
        `const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
        const { permissions } = await AddonManager.getAddonByID(args[0])
        return (permissions & AddonManager.PERM_CAN_CHANGE_PRIVATEBROWSING_ACCESS) !== 0`,
        [firefoxAddonId],
      ),
    async stopBackground() {
      await inChromeAsync(
        firefox.marionette,
        `await WebExtensionPolicy.getByID(args[0]).extension.terminateBackground({
          ignoreDevToolsAttached: true,
          // Else nothing happens while a listener has not finished.
          disableResetIdleForTest: true,
        })`,
        [firefoxAddonId],
      )
    },
    weigh: () => inChromeAsync(firefox.marionette, weighPages, []),
    update: install,
    version: () =>
      inChromeAsync(firefox.marionette, 'return WebExtensionPolicy.getByID(args[0])?.extension.version', [
        firefoxAddonId,
      ]),
    async restart() {
      await firefox.stop()
      firefox = await launch()
    },
    async kill() {
      firefox.process.kill('SIGKILL')
      await firefox.stop()
      firefox = await launch()
    },
    async close() {
      await firefox.stop()
      rmSync(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function downloadsIn(root: string): string {
  return path.join(root, 'downloads')
}

interface Start extends Required<Pick<FirefoxOptions, 'prefs'>> {
  readonly root: string
  readonly program: string
}

async function start({ root, program, prefs }: Start, extension: string | undefined) {
  mkdirSync(downloadsIn(root), { recursive: true })
  const firefox = await launchFirefox({
    executable: program,
    profileDir: path.join(root, 'profile'),
    headless: true,
    prefs: { ...usualPrefs, ...prefs, 'browser.download.folderList': 2, 'browser.download.dir': downloadsIn(root) },
    env: { HOME: root },
  })
  await firefox.marionette.send('WebDriver:SetTimeouts', { script: patience })
  if (extension !== undefined) await installAddon(firefox.marionette, extension)
  return firefox
}

/** Installs the built extension for good, as this version. @returns whether that was done at once */
function installPacked(marionette: Marionette, root: string, version: string): Promise<boolean> {
  const folder = path.join(root, version)
  cpSync(builtExtension, folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...manifest, version }))
  return inChromeAsync(marionette, packAndInstall, [folder, `${folder}.xpi`])
}

const packAndInstall = `
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
  const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs')
  const [folder, file] = args.map((path) => new FileUtils.File(path))
  const writer = Cc['@mozilla.org/zipwriter;1'].createInstance(Ci.nsIZipWriter)
  writer.open(file, FileUtils.MODE_WRONLY | FileUtils.MODE_CREATE)
  const add = (directory, prefix) => {
    for (const entry of directory.directoryEntries) {
      const name = prefix + entry.leafName
      if (entry.isDirectory()) add(entry, name + '/')
      else writer.addEntryFile(name, Ci.nsIZipWriter.COMPRESSION_NONE, entry, false)
    }
  }
  add(folder, '')
  writer.close()
  const install = await AddonManager.getInstallForFile(file)
  return new Promise((resolve, reject) => {
    install.addListener({
      onInstallEnded: () => resolve(true),
      onInstallPostponed: () => resolve(false),
      onInstallFailed: () => reject(install.error),
    })
    install.install()
  })`

function changed({ clock, language }: LaunchOptions, root: string): string {
  const folder = path.join(root, 'extension')
  cpSync(builtExtension, folder, { recursive: true })
  if (clock) makeClockMovable(folder)
  if (language) makeGerman(folder)
  return folder
}

/** What the person's yes in the browser's own prompt does, or taking it back in the add-on's settings. */
async function changePermissions(
  marionette: Marionette,
  change: 'add' | 'remove',
  { permissions = [], origins = [] }: { permissions?: Json[]; origins?: Json[] },
): Promise<void> {
  await inChromeAsync(
    marionette,
    `const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
    await ExtensionPermissions[args[1]](args[0], args[2], WebExtensionPolicy.getByID(args[0]).extension)`,
    [firefoxAddonId, change, { permissions, origins, data_collection: [] }],
  )
}

function tabSurface(marionette: Marionette, handle: string, finder: string): Tab {
  const here = () => marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })
  const script = async <T>(body: string, args: readonly Json[]): Promise<T> => {
    await here()
    return marionette.send('WebDriver:ExecuteScript', { script: body, args, newSandbox: false, sandbox: null })
  }
  const element = (role: string, name: string): Promise<string> =>
    soon(async () => {
      // The driver scrolls to what is out of the window, and not to what a pane of it cuts off.
      const found = await script<Record<string, string> | null>(
        `${finder}
        const element = finder.findUsable(arguments[0], arguments[1])
        element?.scrollIntoView({ block: 'nearest' })
        return element`,
        [role, name],
      )
      const [id] = Object.values(found ?? {})
      if (!id) throw new Error(`There is no ${role} named “${name}” that can be used.`)
      return id
    })
  return {
    evaluate: (body, ...args) => script(`const args = [...arguments]; return (async () => { ${body} })()`, args),
    find: (role, name) =>
      script(`${finder}; return finder.factsOf(finder.findElement(arguments[0], arguments[1]))`, [role, name]),
    // The driver refuses to click what something else covers.
    click: (role, name) =>
      soon(async () => marionette.send('WebDriver:ElementClick', { id: await element(role, name) })),
    async fill(role, name, text) {
      const id = await element(role, name)
      await script(`${finder}; finder.selectText(finder.findElement(arguments[0], arguments[1]))`, [role, name])
      await marionette.send('WebDriver:ElementSendKeys', { id, text: text || webDriverKey('Delete') })
    },
    choose: (name, option) => soon(() => script(`${finder}; ${chooseOption}`, [name, option])),
    async press(key, ...modifiers) {
      await here()
      const down = modifiers.map((name) => ({ type: 'keyDown', value: webDriverKey(name) }))
      const up = modifiers.map((name) => ({ type: 'keyUp', value: webDriverKey(name) }))
      const value = webDriverKey(key)
      const actions = [...down, { type: 'keyDown', value }, { type: 'keyUp', value }, ...up]
      await marionette.send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
    async resize(width, height) {
      await here()
      // Of the page and not of the window, which is never so small.
      await inChromeAsync(
        marionette,
        `const { style } = gBrowser.selectedBrowser
        style.flex = 'none'
        ;[style.width, style.height] = args.map((size) => size + 'px')
        style.minHeight = style.height`,
        [width, height],
      )
    },
    async wheelUp(role, name, by) {
      const place = await script<{ x: number; y: number }>(
        `${finder}
        const { left, top, width, height } = finder.findElement(arguments[0], arguments[1]).getBoundingClientRect()
        return { x: left + width / 2, y: top + height / 2 }`,
        [role, name],
      )
      // The driver's own goes to the page only, and not the way of a wheel: by the thread that scrolls.
      await inChromeAsync(
        marionette,
        `const [{ x, y }, by] = args
        const { left, top } = gBrowser.selectedBrowser.getBoundingClientRect()
        const turn = by === 'notch' ? [0, -3, 0, WheelEvent.DOM_DELTA_LINE, 0, 0, -3] : [0, -4, 0, WheelEvent.DOM_DELTA_PIXEL, 0, 0, 0]
        const { windowUtils } = window
        await new Promise((resolve) =>
          windowUtils.sendWheelEvent(left + x, top + y, ...turn, windowUtils.WHEEL_EVENT_ASYNC_ENABLED, resolve))`,
        [place, by],
      )
    },
    async reload() {
      await here()
      await marionette.send('WebDriver:Refresh')
    },
    async screenshot(file) {
      await here()
      const image: string = await marionette.send('WebDriver:TakeScreenshot', { full: false })
      writeFileSync(file, Buffer.from(image, 'base64'))
    },
    async close() {
      await here()
      await marionette.send('WebDriver:CloseWindow')
      const [first]: string[] = await marionette.send('WebDriver:GetWindowHandles')
      await marionette.send('WebDriver:SwitchToWindow', { handle: first })
    },
  }
}

/** The panel in the toolbox is out of WebDriver's reach; events are made in the page instead. */
function panelSurface(marionette: Marionette, handle: string, finder: string): Surface {
  const script = async <T>(body: string, args: readonly Json[]): Promise<T> => {
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })
    return inPanel(marionette, body, [...args])
  }
  /** Where it throws, nothing was done yet. */
  const element = `${finder}
    const element = finder.findUsable(arguments[0], arguments[1])
    if (!element) throw new Error('There is no ' + arguments[0] + ' named “' + arguments[1] + '” that can be used.')`
  return {
    evaluate: (body, ...args) => script(`const args = [...arguments]; return (async () => { ${body} })()`, args),
    find: (role, name) =>
      script(`${finder}; return finder.factsOf(finder.findElement(arguments[0], arguments[1]))`, [role, name]),
    click: (role, name) => soon(() => script(`${element}; element.click()`, [role, name])),
    fill: (role, name, text) =>
      soon(() =>
        script(
          `${element}
          finder.selectText(element)
          if (arguments[2]) document.execCommand('insertText', false, arguments[2])
          else document.execCommand('delete')`,
          [role, name, text],
        ),
      ),
    choose: (name, option) => soon(() => script(`${finder}; ${chooseOption}`, [name, option])),
    press: (key, ...modifiers) =>
      script(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
          key: arguments[0], ctrlKey: arguments[1], shiftKey: arguments[2], altKey: arguments[3], metaKey: arguments[4],
          bubbles: true, cancelable: true }))`,
        [key, ...(['Control', 'Shift', 'Alt', 'Meta'] as const).map((name) => modifiers.includes(name))],
      ),
    async reload() {
      await script(`document.documentElement.dataset.goes = ''; location.reload()`, [])
      // The page that goes still has what is looked for, and takes a question to the grave.
      await soon(async () => {
        const isThere = `return document.readyState === 'complete' && !('goes' in document.documentElement.dataset)`
        if (!(await script(isThere, []))) throw new Error('The panel was not loaded anew.')
      })
    },
    async screenshot(file) {
      await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })
      writeFileSync(file, await screenshotWindow(marionette))
    },
    async close() {
      await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })
      await marionette.send('WebDriver:CloseWindow')
      const [first]: string[] = await marionette.send('WebDriver:GetWindowHandles')
      await marionette.send('WebDriver:SwitchToWindow', { handle: first })
    },
  }
}

/** From the reports that `about:memory` shows. */
const weighPages = `
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager)
  for (const topic of ['child-gc-request', 'child-cc-request', 'child-mmu-request']) {
    Services.obs.notifyObservers(null, topic)
  }
  const documents = new Set()
  let listeners = 0
  let heap = 0
  await new Promise((resolve) => manager.getReports((process, path, kind, units, amount) => {
    if (!/extension/i.test(process)) return
    const [, page] = /window\\((moz-extension:[^)]*)\\)/.exec(path.replaceAll('\\\\', '/')) ?? []
    if (page?.includes('panels/inspector')) documents.add(page)
    if (page && path.endsWith('event-listeners')) listeners += amount
    if (path.startsWith('explicit/') && units === 0) heap += amount
  }, null, resolve, null, false))
  return { documents: documents.size, listeners, heap }`

const chooseOption = `
  const list = finder.findUsable('combobox', arguments[0])
  const option = [...list.options].find(({ text }) => text === arguments[1])
  list.value = option.value
  list.dispatchEvent(new Event('input', { bubbles: true }))
  list.dispatchEvent(new Event('change', { bubbles: true }))`

/** @see https://www.w3.org/TR/webdriver2/#keyboard-actions */
function webDriverKey(key: string): string {
  const named: Readonly<Record<string, string>> = {
    Control: '\uE009',
    Shift: '\uE008',
    Alt: '\uE00A',
    Meta: '\uE03D',
    F2: '\uE032',
    F3: '\uE033',
    F6: '\uE036',
    F10: '\uE03A',
    Enter: '\uE007',
    Tab: '\uE004',
    Escape: '\uE00C',
    Delete: '\uE017',
    ArrowUp: '\uE013',
    ArrowDown: '\uE015',
    ArrowLeft: '\uE012',
    ArrowRight: '\uE014',
    Home: '\uE011',
    End: '\uE010',
    PageUp: '\uE00E',
    PageDown: '\uE00F',
  }
  return named[key] ?? key
}

/** A native manifest in the browser's own home, which needs no rights and touches nothing else. */
function writePolicy(home: string, policy: Json): void {
  const folder = path.join(home, '.mozilla', 'managed-storage')
  mkdirSync(folder, { recursive: true })
  const manifest = { name: firefoxAddonId, description: 'Policy for tests', type: 'storage', data: policy }
  writeFileSync(path.join(folder, `${firefoxAddonId}.json`), JSON.stringify(manifest))
}

/**
 * The program with a `distribution` folder of its own: everything else of the installation is linked to. Where the
 * program itself lies is what Firefox takes for its folder, so that is a copy.
 */
async function withPolicies(root: string, policies: Json): Promise<string> {
  const installed = await program()
  const folder = path.join(root, 'firefox')
  mkdirSync(path.join(folder, 'distribution'), { recursive: true })
  for (const name of readdirSync(path.dirname(installed))) {
    if (name !== 'distribution' && name !== path.basename(installed)) {
      symlinkSync(path.join(path.dirname(installed), name), path.join(folder, name))
    }
  }
  writeFileSync(path.join(folder, 'distribution', 'policies.json'), JSON.stringify({ policies }))
  const copy = path.join(folder, path.basename(installed))
  copyFileSync(installed, copy)
  return copy
}

/** What is found may be a script that starts the program; the browser knows where it lies. */
async function program(): Promise<string> {
  const { marionette, stop } = await launchFirefox({ executable: executable() })
  const script = `return Services.dirsvc.get('XREExeF', Ci.nsIFile).path`
  const found = await inChromeAsync(marionette, script, [])
  await stop()
  return found
}

function executable(): string {
  const found = findFirefox()
  if (!found) throw new Error('There is no Firefox on this machine.')
  return found.executable
}
