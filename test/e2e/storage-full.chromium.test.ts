import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, CDPSession } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chromiumExtensionId, launchChromium } from '../../scripts/chromium.mjs'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface } from './support/browser.ts'
import { chromiumSurface, executable } from './support/chromium.ts'
import { often } from './support/fault-ground.ts'
import { finderSource } from './support/finder-source.ts'
import { connect, expectState, inspectorPage, newConnection, present, shownRows, waiting } from './support/inspector.ts'

vi.setConfig({ testTimeout: often(150_000, 1_500_000), hookTimeout: 60_000 })

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

/** Bytes, of which the browser does not look again for half a minute when there are more. */
const little = 12_000_000

it('says what is lost while nothing can be written, stays connected, and tells in the log once it can', async () => {
  const lost = async () => (await inspector.find('status', 'Log cannot be written'))?.text
  const notes = async () => (await shownRows(inspector)).map(({ text }) => text).join()
  await bound(1)
  await newConnection(inspector, { name: 'Full', url: `ws://127.0.0.1:${server.port}/flood?count=100&size=16384` })
  await connect(inspector)
  await expect.poll(lost, waiting).toMatch(/[\d,]+ not kept/)
  await expectState(inspector, /^Connected/)
  await bound(little)
  await inspector.fill('searchbox', 'Filter messages', 'Storage')
  await expect.poll(notes, waiting).toMatch(/Storage could not be written: .* not kept/)
  await expect.poll(lost, waiting).toBeUndefined()
  await expectState(inspector, /^Connected/)
  await inspector.fill('searchbox', 'Filter messages', '')
})

/** The numbers of the messages in the log with one of them, and what the notes there say, read past the extension. */
function storedWith(number: number): Promise<{ numbers: number[]; notes: string[] }> {
  return inspector.evaluate(`
    const result = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result) })
    const database = await result(indexedDB.open('switchboard-log'))
    const store = database.transaction('blocks').objectStore('blocks')
    const [keys, blocks] = await Promise.all([result(store.getAllKeys()), result(store.getAll())])
    database.close()
    const [log] = keys[blocks.findIndex(({ text }) => text.includes('"n":${number},'))]
    const text = blocks.filter((_, index) => keys[index][0] === log).map(({ text }) => text).join('')
    return {
      numbers: [...text.matchAll(/"type":"flood","n":(\\d+),/g)].map(([, number]) => Number(number)),
      notes: [...text.matchAll(/"message":"(Storage[^"]+)"/g)].map(([, message]) => message),
    }`)
}

it('has the oldest go when storage is full, and keeps what comes, all of it and in order', async () => {
  const count = often(3000, 30_000)
  const url = `ws://127.0.0.1:${server.port}/flood?count=${count}&size=16384&random`
  await newConnection(inspector, { name: 'Ring', url })
  await connect(inspector)
  // The note of what went last is written when there is room again, which may be after the last message.
  const lastMessage = async () =>
    (await shownRows(inspector)).findLast(({ text }) => !text.includes('Storage was full'))
  const lastText = async () => (await lastMessage())?.text
  await expect.poll(lastText, { ...waiting, timeout: often(60_000, 900_000) }).toContain(`"n":${count - 1},`)
  await expectState(inspector, /^Connected/)
  const { numbers, notes } = await storedWith(count - 1)
  const [first = 0] = numbers
  expect(first).toBeGreaterThan(500)
  expect(numbers).toEqual(Array.from({ length: count - first }, (_, index) => first + index))
  expect(notes.length).toBeGreaterThan(0)
  for (const note of notes) expect(note).toMatch(/^Storage was full: the oldest .* deleted\.$/)
})
