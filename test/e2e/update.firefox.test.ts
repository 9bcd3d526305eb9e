import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import { launchTestFirefox } from './support/firefox.ts'
import {
  connect,
  expectState,
  newConnection,
  openInspector,
  rowCount,
  send,
  soon,
  waiting,
} from './support/inspector.ts'
import { openAtServer } from './support/server.ts'

let server: RunningServer
let browser: Awaited<ReturnType<typeof launchTestFirefox>>

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestFirefox({ packed: true })
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('is updated when nothing of it is in use', async () => {
  await browser.update('0.1.1')
  await expect.poll(() => browser.version(), waiting).toBe('0.1.1')
})

it('is not updated under an open panel and its connection, but when the browser starts again', async () => {
  const inspector = await openInspector(browser)
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(inspector)
  expect(await browser.update('0.1.2')).toBe(false)
  await send(inspector, '{"n":1}')
  await soon(async () => expect(await rowCount(inspector)).toBe(4))
  await expectState(inspector, /^Connected/)
  expect(await openAtServer(server, '/echo')).toBe(1)
  expect(await browser.version()).toBe('0.1.1')
  await browser.restart()
  await expect.poll(() => browser.version(), waiting).toBe('0.1.2')
})
