import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectOutcome,
  expectPolicy,
  expectState,
  newConnection,
  openInspector,
  rowCount,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'
import { command } from './support/wire.ts'

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({
    policy: { version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/blocked*'] } },
  })
  await expectPolicy(browser, /^Active/)
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function url(path: string): string {
  return `ws://127.0.0.1:${server.port}${path}`
}

describe('connect answers', () => {
  it('once to who presses twice, and there is one connection', async () => {
    await newConnection(inspector, { url: url('/echo?pressed-twice') })
    await inspector.evaluate(`
      const button = [...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === 'Connect')
      button.click()
      button.click()`)
    await expectState(inspector, /^Connected/)
    await inspector.click('button', 'Disconnect')
    await expectState(inspector, /^Disconnected/)
    expect(await handshakesAt(server, '/echo?pressed-twice')).toHaveLength(1)
  })

  it('connecting, and then connected', async () => {
    await newConnection(inspector, { url: url('/echo') })
    await connect(inspector)
  })

  it('failed-connection-in-progress while connected', async () => {
    await inspector.click('textbox', 'URL')
    await inspector.press('Enter')
    expect(await expectOutcome(inspector, 'failed-connection-in-progress')).toMatch(/already open/)
    await expectState(inspector, /^Connected/)
    await inspector.click('button', 'Dispose')
  })

  const unreadable = ['', 'nonsense', 'http://127.0.0.1/', 'ws://127.0.0.1/#part', 'ws://999.1.1.1/']
  // Chromium's own reader of URLs takes these, and encodes what is wrong.
  const misread = ['ws://exa mple/', 'ws://*.example.com/']
  it.each([...unreadable, ...misread])('invalid-url for %j, and the text stays', async (text) => {
    await newConnection(inspector, { url: text })
    await inspector.click('button', 'Connect')
    expect((await expectOutcome(inspector, 'invalid-url')).length).toBeGreaterThan(10)
    await expectState(inspector, /^Refused/)
    const field = await inspector.find('textbox', 'URL')
    expect(field?.value).toBe(text)
    expect(field?.attributes['aria-invalid']).toBe('true')
    expect(await rowCount(inspector)).toBe(0)
  })

  it('url-blocked with the rule that decided', async () => {
    await newConnection(inspector, { url: url('/blocked') })
    await inspector.click('button', 'Connect')
    const sentence = await expectOutcome(inspector, 'url-blocked')
    expect(sentence).toContain('Example Ltd')
    expect(sentence).toContain('*://127.0.0.1/blocked*')
    await expectState(inspector, /^Refused/)
    expect(await rowCount(inspector)).toBe(0)
  })

  it('invalid-headers, naming the subprotocol that cannot be sent', async () => {
    await newConnection(inspector, { url: url('/echo'), subprotocols: 'good, b(a)d' })
    await inspector.click('button', 'Connect')
    expect(await expectOutcome(inspector, 'invalid-headers')).toContain('b(a)d')
    expect((await inspector.find('textbox', 'Subprotocols'))?.value).toBe('good, b(a)d')
    await inspector.fill('textbox', 'Subprotocols', 'good')
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^(Connecting|Connected|Disconnected)/)
    await inspector.click('button', 'Dispose')
  })

  it('a disconnect with the code and the reason that a person has chosen', async () => {
    await newConnection(inspector, { url: url('/echo') })
    await connect(inspector)
    await inspector.click('button', 'Disconnect with a code and reason')
    await inspector.fill('spinbutton', 'Code', '4001')
    await inspector.fill('textbox', 'Reason', 'tschüß')
    await inspector.press('Enter')
    // The server answers with what it was told.
    await expectState(inspector, /^Disconnected by you.* 4001 .*“tschüß”/)
    await inspector.click('button', 'Dispose')
  })

  it('failed, for a reconnect of what was never connected', async () => {
    const view = crypto.randomUUID()
    const made = (await command(inspector, 'profile.create', { url: url('/echo') })) as { value: { profileId: string } }
    const { profileId } = made.value
    const created = (await command(inspector, 'connection.create', { profileId }, view)) as {
      value: { connectionId: string }
    }
    const { connectionId } = created.value
    expect(await command(inspector, 'connection.reconnect', { connectionId }, view)).toMatchObject({
      ok: false,
      refusal: { code: 'failed' },
    })
  })
})

describe('what a view must not', () => {
  it.each([
    ['no.such.command', {}, 'unknown-command'],
    ['connection.connect', { connectionId: 7 }, 'invalid-arguments'],
    ['connection.connect', { connectionId: 'nobody' }, 'unknown-connection'],
    ['connection.create', { profileId: 'nobody' }, 'unknown-profile'],
    ['message.send', { connectionId: 'nobody', text: 'x', sendAs: 'shout' }, 'invalid-arguments'],
    ['profile.update', { profileId: 'nobody', change: { name: 'x' } }, 'unknown-profile'],
  ])('%s with %j is refused with %s', async (name, given, code) => {
    expect(await command(inspector, name, given)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('uses a connection of another view', async () => {
    await newConnection(inspector, { url: url('/echo') })
    await connect(inspector)
    const ids = await inspector.evaluate<string[]>(`
      const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
      return new Promise((resolve) => {
        port.onMessage.addListener(({ state }) => {
          resolve(state.connections.filter(({ state }) => state.phase === 'open').map(({ id }) => id))
          port.disconnect()
        })
        port.postMessage({ type: 'attach', viewId: crypto.randomUUID(), surface: 'inspector' })
      })`)
    expect(ids).toHaveLength(1)
    for (const name of ['connection.disconnect', 'connection.dispose', 'connection.connect']) {
      const answer = await command(inspector, name, { connectionId: ids[0] ?? '' })
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-owner' } })
    }
    await expectState(inspector, /^Connected/)
  })
})
