import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import { violations } from './support/axe.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, newConnection, openInspector, present, rowCount, send, soon, waiting } from './support/inspector.ts'
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

const finderFocus = `[...document.querySelectorAll('button')].find((button) => button.ariaLabel === args[0]).focus()`

async function inTheme(surface: Surface, theme: 'light' | 'dark'): Promise<void> {
  await surface.evaluate('document.documentElement.dataset.theme = args[0]', theme)
}

/** In the other theme there are the same elements in other colours. */
async function expectClean(surface: Surface, what: string): Promise<void> {
  expect(await violations(surface), what).toEqual([])
  await inTheme(surface, 'dark')
  expect(await violations(surface, 'color-contrast'), `${what}, dark`).toEqual([])
  await inTheme(surface, 'light')
}

describe('axe finds nothing wrong', () => {
  it('with the inspector, from the first run to a message in detail', async () => {
    const inspector = await openInspector(browser)
    await expectClean(inspector, 'first run')
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
      await expectClean(inspector, tab)
    }
    await inspector.click('tab', 'Auth')
    await inspector.choose('Authentication', 'OAuth 2.0')
    await inspector.choose('Grant type', 'Authorization code with PKCE')
    await present(inspector, 'textbox', 'Redirect URL')
    await expectClean(inspector, 'OAuth 2.0')
    await inspector.click('tab', 'Message')
    await inspector.click('button', 'Save the message (Ctrl+S)')
    await present(inspector, 'textbox', 'Name of the message')
    await inspector.press('Enter')
    await present(inspector, 'treeitem', '{"a":1}')
    await inspector.press('n', 'Alt', 'Shift')
    await present(inspector, 'textbox', 'New name')
    await expectClean(inspector, 'saved messages, and a folder being named')
    await inspector.press('Enter')
    await inspector.press('Delete')
    await present(inspector, 'button', 'Undo')
    await expectClean(inspector, 'undo')
  })

  it('with every dialog, each of which gives the focus back', async () => {
    const inspector = await openInspector(browser)
    await inspector.click('treeitem', 'Echo…')
    await present(inspector, 'button', 'Edit “{"a":1}”')
    const dialogs = [
      ['Keyboard', 'Keyboard'],
      ['Import', 'Import profiles'],
      ['Export', 'Export profiles'],
      ['Export log', 'Export log'],
      ['Edit “{"a":1}”', 'Saved message'],
    ] as const
    for (const [button, dialog] of dialogs) {
      for (const close of [() => inspector.press('Escape'), () => inspector.click('button', 'Close')]) {
        await inspector.evaluate(finderFocus, button)
        await inspector.press('Enter')
        await present(inspector, 'dialog', dialog)
        await expectClean(inspector, dialog)
        await close()
        await expect.poll(() => inspector.evaluate('return document.activeElement.ariaLabel'), waiting).toBe(button)
      }
    }
    await inspector.click('button', 'Variables')
    await present(inspector, 'dialog', 'Variables')
    await expectClean(inspector, 'variables')
    await inspector.click('button', 'Edit environments')
    await present(inspector, 'dialog', 'Environments')
    await inspector.click('button', 'New environment')
    await present(inspector, 'textbox', 'Environment name')
    await inspector.click('button', 'Add variable')
    await expectClean(inspector, 'environments')
  })

  it('with what is only there in DevTools, and with the question for a folder', async () => {
    const panel = await browser.openPanel(`http://127.0.0.1:${server.port}/`)
    await present(panel, 'button', 'Clone from page')
    await panel.click('button', 'Clone from page')
    await present(panel, 'dialog', 'Clone from page')
    await present(panel, 'alert', '')
    await expectClean(panel, 'a page whose sockets are not known')
    await panel.click('button', 'Reload the page')
    await soon(async () => {
      await panel.click('button', 'Look again')
      expect(await panel.find('button', 'Add 1 profile')).not.toBeNull()
    })
    await expectClean(panel, 'the sockets of the page')
    await panel.click('button', 'Close')
    // Docked at the right there is no room for them beside the rest.
    await soon(async () => expect(await panel.find('dialog', 'Clone from page')).toBeNull())
    await panel.click('button', 'Show or hide the profiles')
    await present(panel, 'treeitem', 'Echo…')
    await panel.evaluate(`document.querySelector('[role=tree]').focus()`)
    await panel.press('F10', 'Shift')
    await present(panel, 'menu', 'Actions')
    await expectClean(panel, 'the menu of a profile')
    await panel.click('menuitem', 'Move to folder…')
    await soon(async () => expect(await panel.evaluate(`return document.activeElement.type`)).toBe('text'))
    await expectClean(panel, 'the question for a folder')
    await panel.close()
  })

  it('with what only some states show: hovered and picked, pressed, found, switched off', async () => {
    const inspector = await openInspector(browser)
    await newConnection(inspector, { name: 'States', url: `ws://127.0.0.1:${server.port}/echo` })
    await connect(inspector)
    await inspector.click('button', 'Disconnect')
    await expect.poll(() => rowCount(inspector), waiting).toBe(3)
    await inspector.click('tab', 'Headers')
    await present(inspector, 'button', 'Add header')
    await inspector.click('button', 'Add header')
    await inspector.fill('textbox', 'Header name', 'x-off')
    await inspector.click('checkbox', 'Send header')
    await inspector.click('button', 'Find in log')
    await inspector.fill('searchbox', 'Find', 'connect')
    await soon(async () =>
      expect(await inspector.evaluate(`return document.querySelectorAll('.preview mark').length`)).toBe(3),
    )
    await expectClean(inspector, 'hits, and a header that is switched off')
    await inspector.click('button', 'Match case')
    await expectClean(inspector, 'a toggle that is pressed and hovered')
    await inspector.click('gridcell', 'Connected')
    // Axe does not look through what lies over a colour.
    const over = `return getComputedStyle(document.querySelector('[aria-selected=true][data-seq]:hover')).backgroundImage`
    await expect.poll(() => inspector.evaluate(over).catch(() => ''), waiting).toBe('none')
  })

  it.each(['panels/popup/index.html', 'panels/options/index.html'])('with %s', async (file) => {
    const surface = await browser.openPage(file)
    await present(surface, 'heading', file.includes('popup') ? 'Switchboard' : 'Organisation policy')
    await expectClean(surface, file)
  })
})
