import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser, findChromium, findFirefox } from './browsers.mjs'
import { build } from './build.mjs'
import { connectTicker, createProfiles, demoProfiles } from './demo.mjs'
import { startDemoServer } from './demo-server.mjs'
import { ensureDependencies, ensurePrograms, root } from './setup.mjs'

/**
 * @typedef {object} Opening
 * @property {string} executable
 * @property {string} profileDir
 * @property {boolean} headless
 * @property {string} site the page to open DevTools for
 * @property {{ script: string, args: unknown[] }} prepare runs in the inspector's page before that
 */

/**
 * @typedef {object} OpenBrowser
 * @property {(script: string) => Promise<unknown>} inPanel runs a function body in the panel
 * @property {() => Promise<Uint8Array>} screenshot a PNG of DevTools
 * @property {Promise<void>} closed
 * @property {() => Promise<void>} stop
 */

const usage = `npm start -- [options]
  --browser <name or path>  chromium, chrome, edge, firefox or an executable; otherwise the first found
  --port <number>           of the demo server; otherwise any that is free
  --once                    end after the screenshot (.run/switchboard.png)
  --help`

/** What has to be undone at the end, the latest first. */
const undo = /** @type {(() => Promise<void>)[]} */ ([])
let ending = false

async function end(code = 0) {
  // Ctrl+C reaches us twice under npm: from the terminal and from npm.
  if (ending) return
  ending = true
  for (const step of undo.reverse()) await step().catch(() => {})
  process.exit(code)
}

async function main() {
  const values = given()
  if (!values || values.help) return console.log(usage)
  ensureDependencies()
  const server = await startDemoServer(values.port)
  if (!server) return end(1)
  undo.push(server.stop)
  const browser = chooseBrowser(values.browser)
  if (!browser) return end(1)
  const target = browser.family === 'firefox' ? 'firefox' : 'chrome'
  if (!(await build(target))) return end(1)
  await present(browser, server.port, values.once)
}

/** What the command line asks for; nothing, and why, where it cannot be understood. */
function given() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'string' },
        port: { type: 'string', default: '0' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (!/^\d+$/.test(values.port) || Number(values.port) > 65_535) throw new Error(`No port: '${values.port}'`)
    return values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 2
    return undefined
  }
}

/**
 * @param {string | undefined} wanted
 * @returns {import('./browsers.mjs').Browser | undefined}
 */
function chooseBrowser(wanted) {
  const find = () => (wanted ? findWanted(wanted) : (findChromium() ?? findFirefox()))
  const found = find()
  if (found) return found
  if (wanted === 'firefox') ensurePrograms(['firefox'])
  else if (!wanted || wanted === 'chromium') ensurePrograms(['chromium'])
  const installed = find()
  if (!installed) {
    console.error(`There is no ${wanted ?? 'browser'} here that Switchboard could be shown in. Get one of
  Chromium  https://www.chromium.org/getting-involved/download-chromium/
  Chrome    https://www.google.com/chrome/
  Edge      https://www.microsoft.com/edge
  Firefox   https://www.mozilla.org/firefox/
or name one with --browser <path>.`)
  }
  return installed
}

/** @param {string} wanted */
function findWanted(wanted) {
  return wanted === 'firefox' ? findFirefox() : findBrowser(wanted)
}

/**
 * @param {import('./browsers.mjs').Browser} browser
 * @param {number} port
 * @param {boolean} once
 */
async function present({ name, family, executable }, port, once) {
  const profileDir = mkdtempSync(path.join(os.tmpdir(), 'switchboard-profile-'))
  undo.push(() => rm(profileDir, { recursive: true, force: true, maxRetries: 10 }))
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const site = `http://127.0.0.1:${port}/`
  const prepare = { script: createProfiles, args: [demoProfiles(port)] }
  const opened = await open(family, { executable, profileDir, headless, site, prepare })
  undo.push(opened.stop)
  console.log(`Switchboard is open in ${name} (${executable}), in DevTools for ${site}`)
  console.log(`Demo server: ws://127.0.0.1:${port}/echo, /ticker and more (test/servers)`)
  if (headless || once) await takePicture(opened)
  if (once) return end()
  console.log('Ctrl+C ends the browser and the server.')
  await opened.closed
  await end()
}

/**
 * @param {'chromium' | 'firefox'} family
 * @param {Opening} opening
 * @returns {Promise<OpenBrowser>}
 */
async function open(family, opening) {
  // Imported late: before `ensureDependencies` puppeteer may not be there.
  if (family === 'firefox') return (await import('./open-firefox.mjs')).openFirefox(opening)
  return (await import('./open-chromium.mjs')).openChromium(opening)
}

/** @param {OpenBrowser} opened */
async function takePicture(opened) {
  await opened.inPanel(connectTicker)
  const file = path.join(root, '.run', 'switchboard.png')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, await opened.screenshot())
  console.log(`Connected the profile Ticker; a picture of it is in ${path.relative(process.cwd(), file)}`)
}

process.on('SIGINT', () => end())
process.on('SIGTERM', () => end())
await main().catch((error) => {
  if (ending) return
  console.error(error)
  return end(1)
})
