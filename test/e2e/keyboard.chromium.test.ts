import { describe, expect, it } from 'vitest'
import type { Surface } from './support/browser.ts'
import { connect, expectState, newConnection, present, rowCount, soon, waiting } from './support/inspector.ts'
import { openStage } from './support/stage.ts'

const { browser, server, inspector } = await openStage()

const url = (path: string) => `ws://127.0.0.1:${server.port}${path}`

async function focused(role: 'textbox' | 'searchbox', name: string): Promise<void> {
  await soon(async () => expect((await inspector.find(role, name))?.focused, name).toBe(true))
}

/** The names of the rows of the tree, without what follows the name. */
function profiles(): Promise<string[]> {
  return inspector.evaluate(
    `return [...document.querySelectorAll('[role=treeitem]')].map((row) => row.getAttribute('aria-label').split(' ')[0])`,
  )
}

function levels(): Promise<string[]> {
  return inspector.evaluate(`return [...document.querySelectorAll('[role=treeitem]')].map((row) => row.ariaLevel)`)
}

/** The name of the row the keyboard is at. */
function cursor(): Promise<string | undefined> {
  return inspector.evaluate(`return document.querySelector('[data-cursor]')?.ariaLabel`)
}

describe('without a mouse', () => {
  it('a connection is made, opened and used', async () => {
    for (const name of ['Second', 'First']) {
      await inspector.press('n', 'Alt')
      await soon(async () => expect(await inspector.find('textbox', 'URL')).toMatchObject({ value: '', focused: true }))
      await inspector.fill('textbox', 'URL', url('/echo'))
      await inspector.fill('textbox', 'Name', name)
    }
    await inspector.press('u', 'Alt')
    await focused('textbox', 'URL')
    await inspector.press('Enter')
    await expectState(inspector, /^Connected/)
    await inspector.press('m', 'Alt')
    await focused('textbox', 'Message')
    await inspector.fill('textbox', 'Message', '{"typed":1}')
    await inspector.press('Enter', 'Control')
    await expect.poll(() => rowCount(inspector), waiting).toBe(4)
    await inspector.press('S', 'Control', 'Shift')
    await present(inspector, 'button', 'Saved messages')
    await soon(async () =>
      expect((await inspector.find('button', 'Saved messages'))?.attributes['data-count']).toBe('1'),
    )
  })

  it('a message is sent with the keys of a Mac, and a saved one by its digit from anywhere', async () => {
    await inspector.press('Enter', 'Meta')
    await expect.poll(() => rowCount(inspector), waiting).toBe(6)
    await inspector.click('button', 'Saved messages')
    await present(inspector, 'tree', 'Saved messages')
    await inspector.evaluate(
      `document.querySelector('[role=tree][aria-label="Saved messages"] [role=treeitem]').focus()`,
    )
    await inspector.press('Enter', 'Alt')
    await present(inspector, 'dialog', 'Saved message')
    await inspector.choose('Shortcut', 'Alt+3')
    await inspector.click('button', 'Save')
    await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
    await inspector.press('3', 'Alt')
    await expect.poll(() => rowCount(inspector), waiting).toBe(8)
    await inspector.press('F', 'Meta')
    await focused('searchbox', 'Find')
    await inspector.press('Escape')
    await inspector.click('button', 'Saved messages')
  })

  it('profiles are found, put in order, renamed and put into a folder', async () => {
    await inspector.press('p', 'Alt')
    await focused('searchbox', 'Search profiles')
    await inspector.fill('searchbox', 'Search profiles', 'first')
    await expect.poll(profiles, waiting).toEqual(['First'])
    await inspector.fill('searchbox', 'Search profiles', '')
    await expect.poll(profiles, waiting).toEqual(['Second', 'First'])
    await inspector.press('ArrowDown')
    await inspector.press('ArrowDown', 'Alt')
    await expect.poll(profiles, waiting).toEqual(['First', 'Second'])
    await inspector.press('F2')
    await focused('textbox', 'New name')
    await inspector.fill('textbox', 'New name', 'Renamed')
    await inspector.press('Enter')
    await expect.poll(profiles, waiting).toEqual(['First', 'Renamed'])
    await inspector.press('F10', 'Shift')
    await present(inspector, 'menu', 'Actions')
    // Rename, Duplicate, Move up, Move down, Move to folder.
    for (let step = 0; step < 4; step++) await inspector.press('ArrowDown')
    await inspector.press('Enter')
    await present(inspector, 'dialog', 'Move “Renamed” to a folder')
    await inspector.evaluate(`document.activeElement.value = 'Team'`)
    await inspector.press('Enter')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed'])
  })

  it('a folder is made, named, filled, and deleted with all that is in it; undo brings it back', async () => {
    await inspector.press('n', 'Alt', 'Shift')
    await focused('textbox', 'New name')
    await inspector.fill('textbox', 'New name', 'Empty')
    await inspector.press('Enter')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Empty'])
    await inspector.reload()
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Empty'])
    await inspector.evaluate(`document.querySelector('[role=tree]').focus()`)
    await inspector.press('End')
    await inspector.press('ArrowUp', 'Alt')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Empty'])
    await expect.poll(() => levels(), waiting).toEqual(['1', '1', '2', '2'])
    await inspector.press('ArrowDown', 'Alt')
    await expect.poll(() => levels(), waiting).toEqual(['1', '1', '2', '1'])
    // The keyboard goes along when the background has said yes, which is after it told the order.
    await expect.poll(cursor, waiting).toBe('Empty')
    await inspector.press('ArrowUp')
    await inspector.press('ArrowUp')
    await inspector.press('Delete')
    await expect.poll(profiles, waiting).toEqual(['First', 'Empty'])
    await inspector.click('button', 'Undo')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Empty'])
    await inspector.evaluate(`document.querySelector('[role=tree]').focus()`)
    await inspector.press('End')
    await inspector.press('Delete')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed'])
    await inspector.press('Home')
    await inspector.press('End')
  })

  it('a duplicate has what belongs to the profile, and a deleted profile comes back', async () => {
    await inspector.press('F10', 'Shift')
    await present(inspector, 'menu', 'Actions')
    await inspector.press('ArrowDown')
    await inspector.press('Enter')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Renamed'])
    await expect.poll(async () => (await inspector.find('textbox', 'URL'))?.value, waiting).toBe(url('/echo'))
    await inspector.evaluate(`document.querySelector('[role=tree]').focus()`)
    await inspector.press('Delete')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed'])
    await inspector.click('button', 'Undo')
    await expect.poll(profiles, waiting).toEqual(['First', 'Team', 'Renamed', 'Renamed'])
    await expect
      .poll(() => inspector.evaluate(`return document.querySelectorAll('[role=treeitem]')[3].ariaSelected`), waiting)
      .toBe('true')
  })
})

describe('the URL', () => {
  it('takes a pasted command line, and its parameters are switched off in a table', async () => {
    const line = `wscat -c '${url('/echo?room=1&debug=1')}' -s v1 -H 'X-Room: 7'`
    await inspector.evaluate(
      `const field = document.querySelector('.url-input')
      field.focus()
      field.select()
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', args[0])
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      // Firefox takes no data into an event that a script makes.
      if (event.clipboardData.getData('text/plain') === '') Object.defineProperty(event, 'clipboardData', { value: clipboardData })
      field.dispatchEvent(event)`,
      line,
    )
    await expect
      .poll(async () => (await inspector.find('textbox', 'URL'))?.value, waiting)
      .toBe(url('/echo?room=1&debug=1'))
    expect((await inspector.find('textbox', 'Subprotocols'))?.value).toBe('v1')
    await inspector.click('tab', 'Parameters')
    await present(inspector, 'checkbox', 'Send parameter')
    await inspector.click('checkbox', 'Send parameter')
    await expect.poll(async () => (await inspector.find('textbox', 'URL'))?.value, waiting).toBe(url('/echo?debug=1'))
  })
})

describe('the Tab key reaches everything that can be used', () => {
  it('in the panel, tab by tab', async () => {
    const tabs = await inspector.evaluate<string[]>(
      `return [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)`,
    )
    for (const tab of tabs) {
      await inspector.click('tab', tab)
      expect(await unreached(inspector), tab).toEqual([])
    }
  })

  it.each(['popup', 'options'])('in %s', async (name) => {
    if (name === 'popup') {
      await newConnection(inspector, { name: 'Pinned', url: url('/echo') })
      await connect(inspector)
      await inspector.click('button', 'Pin')
      await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
    }
    const surface = await browser.openPage(`panels/${name}/index.html`)
    await present(surface, 'heading', name === 'popup' ? 'Switchboard' : 'Organisation policy')
    expect(await unreached(surface)).toEqual([])
    await surface.close()
  })
})

/** What can be focused but is not by pressing Tab from the first on, each as the beginning of its HTML. */
async function unreached(surface: Surface): Promise<string[]> {
  await surface.evaluate(`
    const reached = new WeakSet()
    // At once: some give their place to another as soon as they have the focus, as the message to its editor.
    addEventListener('focusin', ({ target }) => reached.add(target))
    window.tabStopsLeft = () =>
      [...document.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex], [contenteditable]')].filter(
        (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !reached.has(e),
      )
    window.reachFirst = () => {
      const [first] = window.tabStopsLeft()
      reached.add(first)
      first.focus()
    }`)
  const stopsLeft = () => surface.evaluate<number>('return window.tabStopsLeft().length')
  await expect.poll(stopsLeft, waiting).toBeGreaterThan(0)
  await surface.evaluate('window.reachFirst()')
  const count = await stopsLeft()
  // Areas that scroll are stops of the browser's own, and what loads meanwhile brings more.
  for (let press = 0, left = count; left > 0 && press < 2 * count + 60; press++) {
    await surface.press('Tab')
    left = await stopsLeft()
  }
  return surface.evaluate('return window.tabStopsLeft().map((element) => element.outerHTML.slice(0, 120))')
}
