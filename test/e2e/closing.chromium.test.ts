import { expect, it } from 'vitest'
import { connect, expectState, newConnection, send, soon } from './support/inspector.ts'
import { openStage } from './support/stage.ts'

const { server, inspector } = await openStage()

/** Chromium tells nobody of a close frame before the server has let go of the connection, or two seconds have passed. */
it('nothing is sent in silence to a server that has begun to close', async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/linger?count=0`, kind: 'Text' })
  await connect(inspector)
  await send(inspector, 'close')
  const alert = `return document.querySelector('[role=alert][data-outcome=not-connected]')?.innerText ?? ''`
  await soon(async () => {
    await send(inspector, 'late')
    expect(await inspector.evaluate<string>(alert)).toContain('the server has begun to close the connection')
  })
  await expectState(inspector, /^Disconnected.*by the server.*1001/)
})
