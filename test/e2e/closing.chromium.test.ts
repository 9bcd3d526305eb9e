import { expect, it } from 'vitest'
import { connect, expectState, newConnection, openInspector, rowCount, send, waiting } from './support/inspector.ts'
import { openAtServer } from './support/server.ts'
import { openStage } from './support/stage.ts'

const { browser, server, inspector } = await openStage()

/** Chromium tells nobody of a close frame before the server has let go of the connection, or two seconds have passed. */
it('nothing is sent in silence to a server that has begun to close', async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/linger?count=0`, kind: 'Text' })
  await connect(inspector)
  await inspector.fill('textbox', 'Message', 'close')
  // In the page, frame by frame: two seconds are soon over.
  const refused = await inspector.evaluate<string>(`
    const button = [...document.querySelectorAll('button')].find((one) => one.innerText.trim() === 'Send')
    for (;;) {
      button.click()
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const alert = document.querySelector('[role=alert][data-outcome=not-connected]')
      if (alert) return alert.innerText
    }`)
  expect(refused).toContain('the server has begun to close the connection')
  await expectState(inspector, /^Disconnected.*by the server.*1001/)
})

it('nothing is closed because the port of its panel leads nowhere, as one to a background that is just ending may', async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(inspector)
  await send(inspector, '{"n":1}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(4)
  await inspector.evaluate(`
    const { connect } = chrome.runtime
    const nothing = { addListener() {}, removeListener() {} }
    globalThis.ports = 0
    chrome.runtime.connect = (...given) => {
      globalThis.ports += 1
      if (globalThis.ports > 1) return connect.apply(chrome.runtime, given)
      return { onMessage: nothing, onDisconnect: nothing, postMessage() {}, disconnect() {} }
    }`)
  await browser.stopBackground()
  // Somebody else starts it.
  const other = await openInspector(browser)
  await expect.poll(() => inspector.evaluate('return globalThis.ports'), waiting).toBe(2)
  await send(inspector, '{"n":2}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(6)
  expect(await openAtServer(server, '/echo')).toBe(1)
  await other.close()
})
