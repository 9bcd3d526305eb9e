import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Json, Surface, TestBrowser } from './support/browser.ts'
import { connect, expectState, newConnection, openInspector, present, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { openAtServer } from './support/server.ts'
import { command, viewIdOf } from './support/wire.ts'

// Two DevTools windows and a popup on one connection, and those who have no business with it.

interface Connection {
  readonly id: string
  readonly profileId: string
  readonly owner: string
}

let browser: TestBrowser
let server: RunningServer
let first: Surface
let second: Surface
let popup: Surface
let connectionId: string
let profileId: string

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser()
  first = await browser.openPanel(site())
  await present(first, 'button', 'New connection')
  await newConnection(first, { name: 'Mine', kind: 'Text', url: `ws://127.0.0.1:${server.port}/echo` })
  await connect(first)
  second = await browser.openPanel(site())
  await present(second, 'button', 'New connection')
  popup = await browser.openPage('panels/popup/index.html')
  const [seen] = await seenBy(second, crypto.randomUUID())
  connectionId = seen?.id ?? ''
  profileId = seen?.profileId ?? ''
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function site(): string {
  return `http://127.0.0.1:${server.port}/`
}

/** The connections as a view with this id sees them. */
function seenBy(surface: Surface, viewId: string): Promise<Connection[]> {
  return surface.evaluate(
    `const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    return new Promise((resolve) => {
      port.onMessage.addListener((message) => {
        if (message.type !== 'snapshot') return
        resolve(message.state.connections)
        port.disconnect()
      })
      port.postMessage({ type: 'attach', viewId: args[0], surface: location.pathname.split('/')[2] })
    })`,
    viewId,
  )
}

/** All that another view could try on the connection. */
function attempts(): (readonly [string, { readonly [key: string]: Json }])[] {
  return [
    ['message.send', { connectionId, text: 'forged', sendAs: 'text' }],
    ['connection.connect', { connectionId }],
    ['connection.reconnect', { connectionId }],
    ['connection.disconnect', { connectionId }],
    ['connection.dispose', { connectionId }],
    ['connection.pin', { connectionId, pinned: true }],
    ['handshake.observed', { connectionId }],
    ['handshake.diagnose', { connectionId }],
    ['profile.delete', { profileId }],
    ['log.trim', { logId: profileId, before: 5 }],
  ]
}

describe('a connection of one panel', () => {
  it('is nobody else’s: not a second panel’s, not the popup’s, and not a forged view’s', async () => {
    const views = [await viewIdOf(first), await viewIdOf(second), await viewIdOf(popup)]
    expect(new Set(views).size).toBe(3)
    for (const [surface, viewId] of [
      [second, views[1]],
      [popup, views[2]],
      [second, crypto.randomUUID()],
      [second, connectionId],
    ] as const) {
      expect(await seenBy(surface, viewId ?? '')).toMatchObject([{ id: connectionId, owner: 'another' }])
      for (const [name, given] of attempts()) {
        expect(await command(surface, name, given, viewId), name).toMatchObject({ refusal: { code: 'not-owner' } })
      }
    }
    expect(JSON.stringify(await seenBy(second, crypto.randomUUID()))).not.toContain(views[0])
    expect(await openAtServer(server, '/echo')).toBe(1)
    await expectState(first, /^Connected/)
  })

  it('is not had by a page that says it is another, or that names no view', async () => {
    const attach = (message: Json) =>
      second.evaluate(
        `const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
        return new Promise((resolve) => {
          port.onDisconnect.addListener(() => resolve('disconnected'))
          port.onMessage.addListener((message) => resolve(message.type))
          port.postMessage(args[0])
        })`,
        message,
      )
    const viewId = crypto.randomUUID()
    for (const message of [
      { type: 'attach', viewId, surface: 'options' },
      { type: 'attach', viewId: 'me', surface: 'inspector' },
      { type: 'attach', viewId, surface: 'inspector', owner: true },
      { type: 'call', call: 1, name: 'connection.dispose', arguments: { connectionId } },
    ]) {
      expect(await attach(message), JSON.stringify(message)).toBe('disconnected')
    }
  })

  it('has every attempt in the ledger', async () => {
    const options = await browser.openPage('panels/options/index.html')
    const text = () => options.evaluate<string>(`return document.querySelector('[role=grid]')?.innerText ?? ''`)
    await expect.poll(text, waiting).toContain('message.send: This connection belongs to another panel')
    for (const [name] of attempts()) expect(await text()).toContain(`${name}: `)
    await options.close()
  })

  it('stays when its panel reloads', async () => {
    await first.reload()
    await present(first, 'button', 'Disconnect')
    await expectState(first, /^Connected/)
    expect(await seenBy(first, await viewIdOf(first))).toMatchObject([{ id: connectionId, owner: 'you' }])
  })

  it('is everybody’s once it is pinned, until a panel takes it over', async () => {
    const pin = { connectionId, pinned: true }
    expect(await command(first, 'connection.pin', pin, await viewIdOf(first))).toMatchObject({ ok: true })
    await present(popup, 'button', 'Disconnect')
    const message = { connectionId, text: 'from the popup', sendAs: 'text' }
    expect(await command(popup, 'message.send', message, await viewIdOf(popup))).toMatchObject({ ok: true })
    const take = { connectionId, pinned: false }
    expect(await command(popup, 'connection.pin', take, await viewIdOf(popup))).toMatchObject({
      refusal: { code: 'not-owner' },
    })
    expect(await command(second, 'connection.pin', take, await viewIdOf(second))).toMatchObject({ ok: true })
    expect(await command(first, 'message.send', message, await viewIdOf(first))).toMatchObject({
      refusal: { code: 'not-owner' },
    })
  })

  it('ends some seconds after its panel has gone for good', async () => {
    expect(await openAtServer(server, '/echo')).toBe(1)
    const left = Date.now()
    await second.close()
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
    expect(Date.now() - left).toBeGreaterThan(2_500)
    expect(await seenBy(popup, crypto.randomUUID())).toEqual([])
  })
})

it('a tab that is duplicated is a panel of its own, which has nothing of the first one’s', async () => {
  const tab = await openInspector(browser)
  await newConnection(tab, { url: `ws://127.0.0.1:${server.port}/record` })
  await connect(tab)
  const duplicate = await tab.evaluate<number>(`
    const { tabs } = globalThis.browser ?? chrome
    return (await tabs.duplicate((await tabs.getCurrent()).id)).id`)
  const states = () =>
    tab.evaluate<string[]>(`
      const views = (globalThis.browser ?? chrome).extension.getViews({ type: 'tab' })
      const texts = views.map((view) => view.document.querySelector('[role=status][data-state]')?.dataset.state)
      return texts.filter(Boolean).sort()`)
  await expect.poll(states, waiting).toEqual(['idle', 'open'])
  await tab.evaluate('await (globalThis.browser ?? chrome).tabs.remove(args[0])', duplicate)
  await tab.reload()
  await expectState(tab, /^Connected/)
  await tab.close()
})

describe('who gets no answer', () => {
  it('is another extension, from its pages and from its script in a web page', async () => {
    const other = await browser.installOther('test/fixtures/other-extension')
    const knocking = `?knock=${browser.extensionId}`
    for (const surface of [await other.openPage(`page.html${knocking}`), await browser.openSite(site() + knocking)]) {
      const heard = () => surface.evaluate('return document.documentElement.dataset.heard ?? null')
      await expect.poll(heard, waiting).toBe('[]')
      await surface.close()
    }
  })

  it('is a web page, which cannot even speak to it', async () => {
    const page = await browser.openSite(site())
    expect(await page.evaluate('return typeof (globalThis.browser ?? globalThis.chrome)?.runtime?.connect')).toBe(
      'undefined',
    )
    const listen = `
      const { dataset } = document.documentElement
      dataset.heard = ''
      const hear = ({ data }) => { dataset.heard += data + ' ' }
      for (const name of args) new BroadcastChannel(name).addEventListener('message', hear)
      addEventListener('message', hear)`
    const post = `for (const name of args.slice(1)) new BroadcastChannel(name).postMessage(args[0])`
    const channels = ['switchboard-log-growth', 'switchboard-traffic']
    await popup.evaluate(listen, ...channels)
    await page.evaluate(`${post}; window.postMessage('forged', '*')`, 'forged', ...channels)
    // What the page has said would have come before what the extension itself says after it.
    await first.evaluate(post, 'own', ...channels)
    const heard = () => popup.evaluate<string>('return document.documentElement.dataset.heard')
    await expect.poll(heard, waiting).toMatch(/own.*own/)
    expect(await heard()).not.toContain('forged')
    await page.close()
  })
})
