import { expect, it } from 'vitest'
import { connect, expectOutcome, expectState, newConnection, present } from './support/inspector.ts'
import { handshakesAt } from './support/server.ts'
import { openStage } from './support/stage.ts'

const { browser, server, inspector } = await openStage({ hostAccess: 'granted' })

it('notices at the next connect that the browser was told to take access away', async () => {
  const path = '/record?revoked'
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}${path}` })
  await inspector.click('tab', 'Auth')
  await inspector.choose('Authentication', 'Bearer token')
  await inspector.fill('textbox', 'Token', 'abc')
  await connect(inspector)
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected/)
  await browser.revokeHostAccess()
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await present(inspector, 'button', 'Allow access to 127.0.0.1')
  const sent = (await handshakesAt(server, path)).map((headers) => headers.get('authorization'))
  expect(sent).toEqual(['Bearer abc'])
})
