import { beforeAll, expect, it } from 'vitest'
import { violations } from './support/axe.ts'
import { connect, expectOutcome, expectState, newConnection, present, send, waiting } from './support/inspector.ts'
import { openAtServer } from './support/server.ts'
import { openStage } from './support/stage.ts'
import { command } from './support/wire.ts'

// What the person wants to be asked before is held by the background, whoever asks for it.

const { browser, server, inspector } = await openStage()

beforeAll(async () => {
  await newConnection(inspector, { name: 'Orders', kind: 'Text', url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.click('tab', 'Options')
  for (const name of ['opening it', 'closing it', 'each message']) await inspector.click('checkbox', name)
  await inspector.click('tab', 'Message')
})

const asked = (name: string, surface = inspector) => present(surface, 'alertdialog', name)
const gone = (surface = inspector) =>
  expect.poll(() => surface.evaluate('return document.querySelector(".question")'), waiting).toBeNull()

it('opens nothing until the person allows it', async () => {
  await inspector.click('button', 'Connect')
  await asked('Open this connection?')
  expect(await violations(inspector)).toEqual([])
  expect(await openAtServer(server, '/echo')).toBe(0)
  // The focus is on the no.
  await inspector.press('Enter')
  expect(await expectOutcome(inspector, 'failed')).toContain('You said no, so nothing was connected.')
  await inspector.click('button', 'Connect')
  await asked('Open this connection?')
  await inspector.click('button', 'Allow once')
  await expectState(inspector, /^Connected/)
  await inspector.click('button', 'Pin')
})

it('sends nothing that was not allowed, also from the popup, which shows the question itself', async () => {
  await send(inspector, 'first')
  await asked('Send this message?')
  expect((await inspector.find('alertdialog', 'Send this message?'))?.text).toMatch(/5 B.*first/s)
  await inspector.press('Escape')
  expect(await expectOutcome(inspector, 'not-confirmed')).toContain('nothing was sent')
  const popup = await browser.openPage('panels/popup/index.html')
  await present(popup, 'button', 'Send')
  await popup.fill('textbox', 'Message', 'second')
  await popup.click('button', 'Send')
  await asked('Send this message?', popup)
  await present(inspector, 'alert', 'Send this message?')
  await popup.click('button', 'Allow once')
  await expect.poll(() => popup.evaluate('return document.querySelector("output").textContent'), waiting).toBe('second')
  await popup.close()
})

it('takes a view that is gone for a no, whatever it was about to do', async () => {
  const popup = await browser.openPage('panels/popup/index.html')
  await present(popup, 'button', 'Disconnect')
  await popup.click('button', 'Disconnect')
  await asked('Close this connection?', popup)
  await popup.close()
  await gone()
  expect(await openAtServer(server, '/echo')).toBe(1)
})

it('cannot be skipped by speaking to the background directly', async () => {
  const ids = await inspector.evaluate<{ connectionId: string; profileId: string }>(`
    const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    return new Promise((resolve) => {
      port.onMessage.addListener(({ state }) => {
        if (!state) return
        const [{ id, profileId }] = state.connections
        resolve({ connectionId: id, profileId })
        port.disconnect()
      })
      port.postMessage({ type: 'attach', viewId: crypto.randomUUID(), surface: 'inspector' })
    })`)
  for (const [name, given] of [
    ['message.send', { connectionId: ids.connectionId, text: 'forged', sendAs: 'text' }],
    ['connection.dispose', { connectionId: ids.connectionId }],
    ['profile.delete', { profileId: ids.profileId }],
  ] as const) {
    const answered = command(inspector, name, given)
    await present(inspector, 'alert', name === 'message.send' ? 'Send this message?' : 'Close this connection?')
    await inspector.click('button', 'Don’t')
    expect(await answered).toMatchObject({ ok: false, refusal: { code: 'not-confirmed' } })
    await gone()
  }
  expect(await openAtServer(server, '/echo')).toBe(1)
})

it('has each question and its answer in the ledger', async () => {
  const options = await browser.openPage('panels/options/index.html')
  const text = () => options.evaluate<string>(`return document.querySelector('[role=grid]')?.innerText ?? ''`)
  await expect.poll(text, waiting).toMatch(/confirm\s+refused[^\n]*Ask before each close\s+who asked was gone/)
  expect(await text()).toMatch(/confirm\s+allowed[^\n]*Ask before each open\s+yes/)
  expect(await text()).toMatch(/confirm\s+refused[^\n]*Ask before each message\s+no/)
  await options.close()
})

it('asks nothing about other profiles', async () => {
  await newConnection(inspector, { kind: 'Text', url: `ws://127.0.0.1:${server.port}/text` })
  await connect(inspector)
})
