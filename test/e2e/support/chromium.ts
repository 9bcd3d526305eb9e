import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core'
import { findChromium } from '../../../scripts/browsers.mjs'
import { chromiumExtensionId, launchChromium, showPanel } from '../../../scripts/chromium.mjs'
import type { Json, LaunchOptions, ReadRequest, Surface, Tab, TestBrowser, Weight } from './browser.ts'
import { finderSource } from './finder-source.ts'
import { soon } from './inspector.ts'
import { makeClockMovable } from './movable-clock.ts'
import { makeGerman } from './one-language.ts'

const builtExtension = path.resolve('dist/chrome')
const policyFile = '/etc/chromium/policies/managed/switchboard-test.json'

export async function launchTestChromium({ policy, ...given }: LaunchOptions = {}): Promise<TestBrowser> {
  if (policy) writePolicy(policy)
  const profile = mkdtempSync(path.join(os.tmpdir(), 'switchboard-chromium-'))
  const finder = await finderSource()
  const extensionDir = Object.keys(given).length > 0 ? buildWith(given, profile) : builtExtension
  const downloads = path.join(profile, 'downloads')
  const launch = async () => {
    const launched = await launchChromium({ executable: executable(), extensionDir, userDataDir: profile })
    const session = await launched.target().createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    return launched
  }
  let browser = await launch()
  const tabOf = (page: Page): Tab => ({
    ...chromiumSurface(page, page.mainFrame(), finder),
    resize: (width, height) => page.setViewport({ width, height }),
    async wheelUp(role, name, by) {
      await (await elementIn(page.mainFrame(), finder, role, name)).hover()
      await page.mouse.wheel({ deltaY: by === 'notch' ? -120 : -4 })
    },
  })

  return {
    name: 'chromium',
    extensionId: chromiumExtensionId,
    downloads,
    async openPage(file) {
      const page = await browser.newPage()
      await page.setViewport({ width: 1280, height: 800 })
      await page.goto(`chrome-extension://${chromiumExtensionId}/${file}`)
      return tabOf(page)
    },
    async openSite(url) {
      const page = await browser.newPage()
      await page.goto(url)
      return chromiumSurface(page, page.mainFrame(), finder)
    },
    async windowAt(start) {
      const target = await browser.waitForTarget((target) => target.url().startsWith(start), { timeout: 20_000 })
      const page = await target.asPage()
      return chromiumSurface(page, page.mainFrame(), finder)
    },
    async installOther(folder) {
      const id = await browser.installExtension(path.resolve(folder))
      return {
        async openPage(file) {
          const page = await browser.newPage()
          await page.goto(`chrome-extension://${id}/${file}`)
          return tabOf(page)
        },
      }
    },
    async openPanel(site) {
      const page = await browser.newPage()
      await page.goto(site)
      const { devtools, frame } = await showPanel(page)
      return chromiumSurface(devtools, frame, finder)
    },
    async readHar(site, har) {
      const page = await browser.newPage()
      await page.goto(site)
      const devtools = await page.openDevTools()
      let read: readonly ReadRequest[] = []
      // Its modules are there once it has begun.
      await soon(async () => {
        read = (await devtools.evaluate(importHar(har))) as readonly ReadRequest[]
      })
      await page.close()
      return read
    },
    revokeHostAccess: () => withholdHostAccess(browser),
    isForPrivateWindows: () => inExtensionsPage(browser, isForPrivateWindows),
    stopBackground: () => stopServiceWorker(browser),
    async restart() {
      await browser.close()
      browser = await launch()
    },
    weigh: () => weighPages(browser),
    async kill() {
      const ended = new Promise((resolve) => browser.process()?.once('close', resolve))
      browser.process()?.kill('SIGKILL')
      await ended
      browser = await launch()
    },
    async close() {
      await browser.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
      if (policy) rmSync(policyFile)
    },
  }
}

export function chromiumSurface(page: Page, frame: Frame, finder: string): Surface {
  const evaluate = (body: string, ...args: Json[]) =>
    frame.evaluate(`(async (args) => { ${body} })(${JSON.stringify(args)})`)
  const element = (role: string, name: string) => elementIn(frame, finder, role, name)
  return {
    evaluate: evaluate as Surface['evaluate'],
    find: (role, name) =>
      evaluate(`${finder}; return finder.factsOf(finder.findElement(args[0], args[1]))`, role, name) as never,
    async click(role, name) {
      const { x, y } = await soon(async () => {
        const found = await element(role, name)
        await found.scrollIntoView()
        if (await found.evaluate(isCovered)) throw new Error(`Something else covers the ${role} named “${name}”.`)
        // DevTools may still be moving their panels, which the panel does not see.
        const before = await found.clickablePoint()
        const point = await found.clickablePoint()
        if (point.x !== before.x || point.y !== before.y) throw new Error(`The ${role} named “${name}” is moving.`)
        return point
      })
      await page.mouse.click(x, y)
    },
    async fill(role, name, text) {
      await soon(() => evaluate(`${finder}; finder.selectText(finder.findUsable(args[0], args[1]))`, role, name))
      if (text === '') await page.keyboard.press('Delete')
      else await page.keyboard.sendCharacter(text)
    },
    choose: (name, option) =>
      soon(async () => {
        const list = await element('combobox', name)
        const value = await list.evaluate(
          (node, label) => [...(node as HTMLSelectElement).options].find(({ text }) => text === label)?.value,
          option,
        )
        if (value === undefined) throw new Error(`“${name}” has no option “${option}”.`)
        await list.select(value)
      }),
    async press(key, ...modifiers) {
      for (const modifier of modifiers) await page.keyboard.down(modifier)
      await page.keyboard.press(key as KeyInput)
      for (const modifier of modifiers) await page.keyboard.up(modifier)
    },
    async reload() {
      // A panel is a frame in DevTools, which stays as it is.
      if (frame === page.mainFrame()) await page.reload()
      else await Promise.all([frame.waitForNavigation(), frame.evaluate('location.reload()')])
    },
    async screenshot(file) {
      await page.screenshot({ path: file as `${string}.png` })
    },
    close: () => page.close(),
  }
}

/** Runs in the page: whether a click in its middle would be another element's. */
function isCovered(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect()
  return !element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}

/** The element, once it can be used. */
function elementIn(frame: Frame, finder: string, role: string, name: string): Promise<ElementHandle<HTMLElement>> {
  const script = `(() => { ${finder}; return finder.findUsable(${JSON.stringify(role)}, ${JSON.stringify(name)}) })()`
  return soon(async () => {
    const found = (await frame.evaluateHandle(script)).asElement()
    if (!found) throw new Error(`There is no ${role} named “${name}” that can be used.`)
    return found as ElementHandle<HTMLElement>
  })
}

/** For pages that nobody looks at: a tab that another hides, or has hidden a moment ago, takes no clicks. */
const unseen = { background: true }

/** Takes all access to hosts away as a person does on the browser's page of extensions: “on click” only. */
async function withholdHostAccess(browser: Browser): Promise<void> {
  await inExtensionsPage(
    browser,
    `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${chromiumExtensionId}', hostAccess: 'ON_CLICK' })`,
  )
}

const isForPrivateWindows = `chrome.developerPrivate.getExtensionInfo('${chromiumExtensionId}')
  .then(({ incognitoAccess }) => incognitoAccess.isEnabled)`

/** @returns what an expression comes to in the browser's own page of extensions */
async function inExtensionsPage<T>(browser: Browser, expression: string): Promise<T> {
  const page = await browser.newPage(unseen)
  await page.goto('chrome://extensions')
  const value = (await page.evaluate(expression)) as T
  await page.close()
  return value
}

/**
 * By way of a page's debugging session: a session on the worker itself would keep it alive. With a page of the extension
 * the library attaches to its worker, too, for a moment; one that starts again just then waits for a debugger that is gone.
 */
async function stopServiceWorker(browser: Browser): Promise<void> {
  const page = await browser.newPage(unseen)
  const session = await page.createCDPSession()
  // One that is called back at once keeps its debugging target.
  const stopped = new Promise<void>((resolve) =>
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve()
    }),
  )
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await stopped
  await page.close()
}

/** All pages of an extension share a process, and these counts are the process’s. */
async function weighPages(browser: Browser): Promise<Weight> {
  const page = await browser.newPage(unseen)
  await page.goto(`chrome-extension://${chromiumExtensionId}/manifest.json`)
  const session = await page.createCDPSession()
  await session.send('Performance.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  await page.close()
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
  return { documents: metric('Documents'), listeners: metric('JSEventListeners'), heap: metric('JSHeapUsedSize') }
}

/** Puts a policy where the browser looks for one; a running browser takes it up some seconds later. */
export function writePolicy(policy: Json): void {
  mkdirSync(path.dirname(policyFile), { recursive: true })
  writeFileSync(policyFile, JSON.stringify({ '3rdparty': { extensions: { [chromiumExtensionId]: policy } } }))
}

/**
 * The same, taken up at once, as the browser's own page of policies offers it.
 * @param policies a tab that shows `chrome://policy`
 */
export async function applyPolicy(policies: Surface, policy: Json): Promise<void> {
  writePolicy(policy)
  await policies.evaluate(`chrome.send('reloadPolicies')`)
}

/** The prompt for a permission is the browser's own window, so here the manifest asks for what it would have given. */
function buildWith({ hostAccess, notifications, clock, language }: LaunchOptions, profile: string): string {
  const folder = path.join(profile, 'extension')
  cpSync(builtExtension, folder, { recursive: true })
  if (clock) makeClockMovable(folder)
  if (language) makeGerman(folder)
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  if (hostAccess) {
    manifest.host_permissions = manifest.optional_host_permissions
    delete manifest.optional_host_permissions
  }
  if (notifications) manifest.permissions.push('notifications')
  writeFileSync(file, JSON.stringify(manifest))
  return folder
}

export function executable(): string {
  const found = findChromium()
  if (!found) throw new Error('There is no Chromium on this machine.')
  return found.executable
}

/** Has the front-end of DevTools read an HTTP Archive with its own importer. */
function importHar(har: string): string {
  return `(async () => {
    const { HARFormat, Importer } = await import('./models/har/har.js')
    const { log } = new HARFormat.HARRoot(JSON.parse(${JSON.stringify(har)}))
    return Importer.Importer.requestsFromHARLog(log).map((request) => ({
      url: request.url(),
      type: request.resourceType().name(),
      status: request.statusCode,
      messages: request.frames().map(({ type }) => type),
    }))
  })()`
}
