import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import { violations } from './support/axe.ts'
import type { Tab, TestBrowser } from './support/browser.ts'
import { inspectorPage, present, soon, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'

// German words are longer: what has room in English may be cut off, wrap or push the rest out of its pane.

let browser: TestBrowser
let server: RunningServer
let inspector: Tab

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ language: 'de' })
  inspector = await browser.openPage(inspectorPage)
  await present(inspector, 'button', 'Neue Verbindung')
  await inspector.click('button', 'Neue Verbindung')
  await soon(async () => expect(await inspector.find('textbox', 'URL')).toMatchObject({ value: '', focused: true }))
  await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
  await inspector.click('button', 'Verbinden')
  await soon(async () => expect((await inspector.find('status', 'Verbindungsstatus'))?.text).toMatch(/^Verbunden/))
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Controls of the settings that lie outside their pane, or are cut off by it, at the right. */
function outOfThePane(): Promise<string[]> {
  return inspector.evaluate(`
    const pane = document.querySelector('.settings').getBoundingClientRect()
    const controls = document.querySelectorAll('.settings :is(button, input, select, textarea)')
    return [...controls].filter((control) => control.checkVisibility())
      .filter((control) => control.getBoundingClientRect().right > pane.right)
      .map((control) => control.ariaLabel ?? (control.innerText || control.className || control.type))`)
}

/** A narrow docked panel has the settings beside the log, with hardly 300 px for them. */
async function narrow(): Promise<void> {
  await inspector.resize(1000, 420)
  await expect.poll(() => inspector.evaluate('return [innerWidth, innerHeight]'), waiting).toEqual([1000, 420])
}

it('has the buttons of the message field in their pane, with saved messages beside it, too', async () => {
  await inspector.fill('textbox', 'Nachricht', '{"type":"ping"}')
  await inspector.click('button', 'Nachricht speichern (Strg+S)')
  await present(inspector, 'textbox', 'Name der Nachricht')
  await inspector.press('Enter')
  await present(inspector, 'button', '„{"type":"ping"}“ bearbeiten')
  await narrow()
  await expect.poll(outOfThePane, waiting).toEqual([])
})

it('has sequences and what belongs to a token in their pane', async () => {
  await narrow()
  await inspector.click('tab', 'Regeln')
  await inspector.click('button', 'Sequenz hinzufügen')
  await present(inspector, 'spinbutton', 'Durchläufe')
  await expect.poll(outOfThePane, waiting).toEqual([])
  await inspector.click('tab', 'Auth')
  await inspector.choose('Authentifizierung', 'OAuth 2.0')
  await inspector.choose('Grant-Typ', 'Autorisierungscode mit PKCE')
  await present(inspector, 'button', 'URL kopieren')
  await expect.poll(outOfThePane, waiting).toEqual([])
  expect(await violations(inspector)).toEqual([])
})

it('has what keys do beside them, with more than a word on a line', async () => {
  await inspector.resize(1280, 800)
  await inspector.click('button', 'Tastatur')
  await present(inspector, 'dialog', 'Tastatur')
  const lines = `return Math.max(...[...document.querySelectorAll('.keyboard-map th')].map((cell) => {
    const words = document.createRange()
    words.selectNodeContents(cell)
    return new Set([...words.getClientRects()].map(({ top }) => top)).size
  }))`
  await expect.poll(() => inspector.evaluate<number>(lines), waiting).toBeLessThan(5)
  expect(await violations(inspector)).toEqual([])
  await inspector.press('Escape')
})

it('asks in the popup with both answers side by side', async () => {
  await inspector.click('button', 'Anheften')
  await inspector.click('tab', 'Optionen')
  await inspector.click('checkbox', 'jeder Nachricht')
  const popup = await browser.openPage('panels/popup/index.html')
  await popup.resize(360, 600)
  await present(popup, 'textbox', 'Nachricht')
  await popup.fill('textbox', 'Nachricht', '{"from":"popup"}')
  await popup.click('button', 'Senden')
  await present(popup, 'button', 'Einmal erlauben')
  const tops = `return [...document.querySelectorAll('.question-foot button')].map((one) => one.getBoundingClientRect().top)`
  const [allow, refuse] = await popup.evaluate<number[]>(tops)
  expect(allow).toBe(refuse)
  expect(await violations(popup)).toEqual([])
  await popup.click('button', 'Ablehnen')
  await popup.close()
})
