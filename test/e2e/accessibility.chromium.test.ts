import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import { violations } from './support/axe.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, newConnection, openInspector, present, rowCount, send, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'

let browser: TestBrowser
let server: RunningServer

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function tabs(inspector: Surface): Promise<string[]> {
  return inspector.evaluate(`return [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)`)
}

async function inTheme(surface: Surface, theme: 'light' | 'dark'): Promise<void> {
  await surface.evaluate('document.documentElement.style.colorScheme = args[0]', theme)
}

describe('axe finds nothing wrong', () => {
  it('with the inspector, from the first run to a message in detail', async () => {
    const inspector = await openInspector(browser)
    expect(await violations(inspector)).toEqual([])
    await newConnection(inspector, { url: 'nonsense' })
    await inspector.click('button', 'Connect')
    await present(inspector, 'alert', '')
    expect(await violations(inspector)).toEqual([])
    await newConnection(inspector, { name: 'Echo', url: `ws://127.0.0.1:${server.port}/echo` })
    await connect(inspector)
    await inspector.click('button', 'Pin')
    await send(inspector, '{"a":1}')
    await expect.poll(() => rowCount(inspector), waiting).toBe(4)
    await inspector.evaluate(`document.querySelector('[role=grid] [role=row][data-type=message]').click()`)
    await present(inspector, 'region', 'Message detail')
    expect(await violations(inspector)).toEqual([])
    for (const tab of await tabs(inspector)) {
      await inspector.click('tab', tab)
      expect(await violations(inspector), tab).toEqual([])
      // The other theme has the same elements in other colours.
      await inTheme(inspector, 'dark')
      expect(await violations(inspector, 'color-contrast'), `${tab}, dark`).toEqual([])
      await inTheme(inspector, 'light')
    }
    await inspector.click('tab', 'Auth')
    await inspector.choose('Authentication', 'OAuth 2.0')
    await inspector.choose('Grant type', 'Authorization code with PKCE')
    await present(inspector, 'textbox', 'Redirect URL')
    expect(await violations(inspector), 'OAuth 2.0').toEqual([])
    await inTheme(inspector, 'dark')
    expect(await violations(inspector, 'color-contrast'), 'OAuth 2.0, dark').toEqual([])
    await inTheme(inspector, 'light')
    await inspector.press('?')
    await present(inspector, 'dialog', 'Keyboard')
    expect(await violations(inspector)).toEqual([])
  })

  it.each(['panels/popup/index.html', 'panels/options/index.html'])('with %s', async (file) => {
    const surface = await browser.openPage(file)
    await present(surface, 'heading', file.includes('popup') ? 'Switchboard' : 'Organisation policy')
    expect(await violations(surface)).toEqual([])
    await inTheme(surface, 'dark')
    expect(await violations(surface, 'color-contrast')).toEqual([])
  })
})
