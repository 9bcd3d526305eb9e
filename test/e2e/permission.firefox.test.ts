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

// Firefox makes one handshake at a time with a host, whatever the address.
it.each([
  ['at the same address', '/silent?same', '/silent?same'],
  ['at another one of the host', '/silent?one', '/record?other'],
])('makes no handshake without its headers that waited while access was taken away, %s', async (_, ...paths) => {
  const sent = async () => {
    const all = await Promise.all([...new Set(paths)].map((path) => handshakesAt(server, path)))
    return all.flat().map((headers) => headers.get('authorization'))
  }
  const names = paths.map((path, index) => `${['First', 'Second'][index]} ${path}`)
  for (const [index, name = ''] of names.entries()) {
    await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}${paths[index]}`, name })
    await inspector.click('tab', 'Auth')
    await inspector.choose('Authentication', 'Bearer token')
    await inspector.fill('textbox', 'Token', name)
    await inspector.click('button', 'Connect')
    if (index === 0) await inspector.click('button', 'Allow access to 127.0.0.1')
    await expectState(inspector, /^Connecting/)
    await expect.poll(sent, waiting).toEqual([`Bearer ${names[0]}`])
  }
  await takeAccessAway()
  await inspector.click('treeitem', `${names[0]}…`)
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /given up before the server answered/)
  await inspector.click('treeitem', `${names[1]}…`)
  expect(await expectOutcome(inspector, 'failed')).toContain('permission')
  await present(inspector, 'button', 'Allow access to 127.0.0.1')
  expect(await sent()).toEqual([`Bearer ${names[0]}`])
})

async function takeAccessAway(): Promise<void> {
  await inspector.evaluate(`await browser.permissions.remove({ origins: ['*://127.0.0.1/*'] })`)
}
