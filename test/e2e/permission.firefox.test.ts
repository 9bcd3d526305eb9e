import { expect, it } from 'vitest'
import { expectOutcome, expectState, newConnection, present, waiting } from './support/inspector.ts'
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
  await takeAccessAway()
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await expect.poll(async () => (await handshakesAt(server, '/record?token')).length, waiting).toBe(1)
})

it('makes no handshake without its headers that waited for its turn while access was taken away', async () => {
  const path = '/silent'
  const sent = async () => (await handshakesAt(server, path)).map((headers) => headers.get('authorization'))
  for (const name of ['First', 'Second']) {
    await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}${path}`, name })
    await inspector.click('tab', 'Auth')
    await inspector.choose('Authentication', 'Bearer token')
    await inspector.fill('textbox', 'Token', name)
    await inspector.click('button', 'Connect')
    if (name === 'First') await inspector.click('button', 'Allow access to 127.0.0.1')
    await expectState(inspector, /^Connecting/)
    await expect.poll(sent, waiting).toEqual(['Bearer First'])
  }
  await takeAccessAway()
  await inspector.click('treeitem', 'First…')
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /given up before the server answered/)
  await inspector.click('treeitem', 'Second…')
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await present(inspector, 'button', 'Allow access to 127.0.0.1')
  expect(await sent()).toEqual(['Bearer First'])
})

async function takeAccessAway(): Promise<void> {
  await inspector.evaluate(`await browser.permissions.remove({ origins: ['*://127.0.0.1/*'] })`)
}
