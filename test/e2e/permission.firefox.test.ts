import { expect, it } from 'vitest'
import { expectOutcome, expectState, newConnection, waiting } from './support/inspector.ts'
import { handshakesAt } from './support/server.ts'
import { openStage } from './support/stage.ts'

const { server, inspector } = await openStage()

it('asks for access to the host from a click, and connects with the token then', async () => {
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/record?token` })
  await inspector.click('tab', 'Auth')
  await inspector.choose('Authentication', 'Bearer token')
  await inspector.fill('textbox', 'Token', 'abc')
  await inspector.click('button', 'Connect')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  expect(await handshakesAt(server, '/record?token')).toEqual([])
  await inspector.click('button', 'Allow access to 127.0.0.1')
  await expectState(inspector, /^Connected/)
  expect((await handshakesAt(server, '/record?token')).at(-1)?.get('authorization')).toBe('Bearer abc')
})

it('notices at the next connect that access was taken away', async () => {
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected/)
  await inspector.evaluate(`await browser.permissions.remove({ origins: ['*://127.0.0.1/*'] })`)
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await expect.poll(async () => (await handshakesAt(server, '/record?token')).length, waiting).toBe(1)
})
