import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, CDPSession } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chromiumExtensionId, launchChromium } from '../../scripts/chromium.mjs'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface } from './support/browser.ts'
import { chromiumSurface, executable } from './support/chromium.ts'
import { finderSource } from './support/finder-source.ts'
import { connect, expectState, inspectorPage, newConnection, present, shownRows, waiting } from './support/inspector.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let browser: Browser
let inspector: Surface
let debug: CDPSession
let server: RunningServer
const profile = mkdtempSync(path.join(os.tmpdir(), 'switchboard-full-'))

/** Without the permission that takes the browser's own bound away: a real disk cannot be filled for a test. */
function boundedBuild(): string {
  const folder = path.join(profile, 'extension')
  cpSync('dist/chrome', folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const permissions = manifest.permissions.filter((name: string) => name !== 'unlimitedStorage')
  writeFileSync(file, JSON.stringify({ ...manifest, permissions }))
  return folder
}

const bound = (quotaSize?: number) =>
  debug.send('Storage.overrideQuotaForOrigin', {
    origin: `chrome-extension://${chromiumExtensionId}`,
    ...(quotaSize === undefined ? {} : { quotaSize }),
  })

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchChromium({
    executable: executable(),
    extensionDir: boundedBuild(),
    userDataDir: path.join(profile, 'data'),
    dock: 'undocked',
  })
  const page = await browser.newPage()
  debug = await page.createCDPSession()
  await page.goto(`chrome-extension://${chromiumExtensionId}/${inspectorPage}`)
  inspector = chromiumSurface(page, page.mainFrame(), await finderSource())
  await present(inspector, 'button', 'New connection')
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})

it('says what is lost while storage is full, stays connected, and tells in the log once it can be written', async () => {
  await bound(1_500_000)
  await newConnection(inspector, { name: 'Full', url: `ws://127.0.0.1:${server.port}/flood?count=4000&size=16384` })
  await connect(inspector)
  const lost = async () => (await inspector.find('status', 'Log cannot be written'))?.text
  await expect.poll(lost, waiting).toMatch(/[\d,]+ not kept/)
  await expectState(inspector, /^Connected/)
  await bound()
  await inspector.fill('searchbox', 'Filter messages', 'Storage')
  const notes = async () => (await shownRows(inspector)).map(({ text }) => text)
  await expect
    .poll(async () => (await notes()).join(), { ...waiting, timeout: 60_000 })
    .toMatch(/Storage was full: the oldest .* deleted\. Storage could not be written: .* not kept/)
  expect(await lost()).toBeUndefined()
  await expectState(inspector, /^Connected/)
})
