import { beforeAll, expect, it } from 'vitest'
import { viewPortName } from '../../src/wire/view.ts'
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
import { openStage } from './support/stage.ts'

const { browser, server, ...opened } = await openStage()
let { inspector } = opened

beforeAll(async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(inspector)
  await send(inspector, '{"n":1}')
  await soon(async () => expect(await rowCount(inspector)).toBe(4))
})

it('survives that the browser ends the background', async () => {
  // What is sent before the panel knows of it is refused, so that it may be sent again. In Firefox its state tells when it does.
  const lost = browser.name === 'chromium' ? contactLost() : undefined
  await browser.stopBackground()
  await lost
  if (browser.name === 'firefox') {
    // There the sockets end with the event page; what matters is that nothing lies about it and nothing is lost.
    await expectState(inspector, /^Disconnected.*(restart|ended)/is)
    await inspector.click('button', 'Reconnect')
  }
  await expectState(inspector, /^Connected/)
  // Where it was made again, the log has its end and its new beginning, too.
  const before = browser.name === 'firefox' ? 6 : 4
  await expect.poll(() => rowCount(inspector), waiting).toBe(before)
  await send(inspector, '{"n":2}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 2)
})

it('keeps its connections over a reload of the panel', async () => {
  const before = await rowCount(inspector)
  await inspector.reload()
  await expectState(inspector, /^Connected/)
  await expect.poll(() => rowCount(inspector), waiting).toBe(before)
  await send(inspector, '{"n":3}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 2)
})

it('closes the connections of a panel that has gone', async () => {
  expect(await openAtServer(server, '/echo')).toBe(1)
  await inspector.close()
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  inspector = await openInspector(browser)
  await expectState(inspector, /^Not connected/)
})

/** Resolves when ports of the inspector to the background end, as its own does: one of another name is closed at once. */
function contactLost(): Promise<null> {
  return inspector.evaluate(
    `
    const port = chrome.runtime.connect({ name: args[0] })
    await new Promise((resolve) => port.onDisconnect.addListener(resolve))
    return null`,
    viewPortName,
  )
}
