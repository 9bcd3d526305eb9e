import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startMosquitto } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, expectState, newConnection, openInspector, shownRows, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { command, viewIdOf } from './support/wire.ts'

let browser: TestBrowser
let broker: RunningServer
let inspector: Surface

beforeAll(async () => {
  broker = await startMosquitto()
  browser = await launchTestBrowser()
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await broker?.stop()
})

it('speaks with an MQTT broker, which insists on its subprotocol and answers in binary', async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${broker.port}/`, kind: 'Text', subprotocols: 'mqtt' })
  await connect(inspector)
  await expect.poll(async () => (await shownRows(inspector)).at(-1)?.text, waiting).toContain('mqtt')
  // A CONNECT packet has no byte above 0x7f here, so a text frame carries it; the broker answers CONNACK.
  const packet = '\u0010\u000e\u0000\u0004MQTT\u0004\u0002\u0000\u003c\u0000\u0002sb'
  const { viewId, connectionId } = await ownConnection()
  expect(await command(inspector, 'message.send', { connectionId, text: packet, sendAs: 'text' }, viewId)).toEqual({
    ok: true,
    value: null,
  })
  await expect
    .poll(async () => (await shownRows(inspector)).at(-1), waiting)
    .toMatchObject({ type: 'message', direction: 'received' })
  await inspector.evaluate(`[...document.querySelectorAll('[role=grid] [role=row][data-type=message]')].at(-1).click()`)
  await expect
    .poll(async () => (await inspector.find('region', 'Message detail'))?.text, waiting)
    .toMatch(/20 02 00 00/)
  await expectState(inspector, /^Connected/)
})

/** The view's own id, by which it may send what a text field cannot hold, and its connection. */
async function ownConnection(): Promise<{ viewId: string; connectionId: string }> {
  return inspector.evaluate(
    `
    const [viewId] = args
    const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    return new Promise((resolve) => {
      port.onMessage.addListener(({ state }) => {
        resolve({ viewId, connectionId: state.connections.find(({ owner }) => owner === 'you').id })
        port.disconnect()
      })
      port.postMessage({ type: 'attach', viewId, surface: 'inspector' })
    })`,
    await viewIdOf(inspector),
  )
}
