import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import { launchTestFirefox } from './support/firefox.ts'
import { connect, expectState, newConnection, openInspector, rowCount, send, soon } from './support/inspector.ts'

/** After so many milliseconds without a word the browser ends the background, and with it what holds connections. */
const rest = 6000

/** Nobody else writes to the log until it is over. */
const transaction = `
  const database = await new Promise((resolve) => {
    indexedDB.open('switchboard-log').onsuccess = ({ target }) => resolve(target.result)
  })
  const blocks = database.transaction('blocks', 'readwrite').objectStore('blocks')`

let server: RunningServer
let browser: Awaited<ReturnType<typeof launchTestFirefox>>

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestFirefox({ prefs: { 'extensions.background.idle.timeout': rest } })
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('what came is stored also when the disk is slower than the background may rest, and nothing is open any more', async () => {
  const inspector = await openInspector(browser)
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(inspector)
  await soon(async () => expect(await rowCount(inspector)).toBe(2))
  const disk = await browser.openPage('icons/16.png')
  await disk.evaluate(`${transaction}
    const start = performance.now()
    const hold = () => {
      blocks.count().onsuccess = () => performance.now() - start < ${2 * rest} && hold()
    }
    hold()`)
  await send(inspector, '{"n":1}')
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected/)
  await inspector.close()
  await disk.evaluate(`${transaction}
    await new Promise((resolve) => {
      blocks.count().onsuccess = resolve
    })`)
  const again = await openInspector(browser)
  await soon(async () => expect(await rowCount(again)).toBe(5))
})
