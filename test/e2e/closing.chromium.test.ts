import { expect, it } from 'vitest'
import { connect, expectState, newConnection } from './support/inspector.ts'
import { openStage } from './support/stage.ts'

const { server, inspector } = await openStage()

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
