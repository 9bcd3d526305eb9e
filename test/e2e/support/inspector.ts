import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Surface, Tab, TestBrowser } from './browser.ts'

export const inspectorPage = 'panels/inspector/index.html'

export interface NewConnection {
  readonly url: string
  readonly name?: string
  readonly kind?: 'JSON' | 'Text'
  readonly subprotocols?: string
}

/** A row of the message log as it is on the screen. */
export interface ShownRow {
  readonly type: string
  readonly direction: string
  readonly text: string
}

/** Opens the inspector in a tab of its own. */
export async function openInspector(browser: TestBrowser): Promise<Tab> {
  const surface = await browser.openPage(inspectorPage)
  await present(surface, 'button', 'New connection')
  return surface
}

/** Makes a profile as a person would. */
export async function newConnection(surface: Surface, { url, name, kind, subprotocols }: NewConnection): Promise<void> {
  await surface.click('button', 'New connection')
  // The new profile's form is there when the empty URL field has the focus.
  await soon(async () => expect(await surface.find('textbox', 'URL')).toMatchObject({ value: '', focused: true }))
  if (name !== undefined) await surface.fill('textbox', 'Name', name)
  if (kind !== undefined) await surface.choose('Kind', kind)
  if (subprotocols !== undefined) await surface.fill('textbox', 'Subprotocols', subprotocols)
  await surface.fill('textbox', 'URL', url)
}

export async function connect(surface: Surface): Promise<void> {
  await surface.click('button', 'Connect')
  await expectState(surface, /^Connected/)
}

/** Waits for the words of the connection state. */
export async function expectState(surface: Surface, words: RegExp): Promise<void> {
  await soon(async () => expect((await surface.find('status', 'Connection state'))?.text).toMatch(words))
}

/** Waits for the alert with this outcome and gives its sentence. */
export async function expectOutcome(surface: Surface, code: string): Promise<string> {
  const alert = () =>
    surface.evaluate<{ code: string; text: string } | null>(`
      const alert = document.querySelector('[role=alert][data-outcome]')
      return alert && { code: alert.dataset.outcome, text: alert.innerText }`)
  return soon(async () => {
    const told = await alert()
    expect(told?.code).toBe(code)
    return told?.text ?? ''
  })
}

/** The rows of the log that are on the screen. */
export function shownRows(surface: Surface): Promise<ShownRow[]> {
  return surface.evaluate(`
    return [...document.querySelectorAll('[role=grid] [role=row][data-type]')].map((row) => ({
      type: row.dataset.type,
      direction: row.dataset.direction ?? '',
      text: row.innerText,
    }))`)
}

/** How many entries the log has under the present filter. */
export async function rowCount(surface: Surface): Promise<number> {
  return Number((await surface.find('grid', 'Messages'))?.attributes['aria-rowcount'])
}

/** Writes a message and sends it with the button. */
export async function send(surface: Surface, text: string): Promise<void> {
  await surface.fill('textbox', 'Message', text)
  await surface.click('button', 'Send')
}

/** Has the connection of the selected profile make itself again. @param delay seconds before the first attempt */
export async function reconnectByItself(surface: Surface, delay: string): Promise<void> {
  await surface.click('tab', 'Options')
  await present(surface, 'checkbox', 'Reconnect automatically')
  await surface.click('checkbox', 'Reconnect automatically')
  await surface.fill('spinbutton', 'First delay', delay)
}

export async function present(surface: Surface, role: string, name: string): Promise<void> {
  await soon(async () => expect(await surface.find(role, name), `${role} “${name}”`).not.toBeNull())
}

/**
 * Looks until nothing is thrown any more, or too long. Unlike `expect.poll` it works in hooks and scripts.
 * @returns what was seen then
 */
export async function soon<T>(look: () => Promise<T>, timeout = waiting.timeout): Promise<T> {
  const end = Date.now() + timeout
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await setTimeout(waiting.interval)
  }
}

export const waiting = { timeout: 20_000, interval: 50 }

/**
 * Waits until the organisation's policy is in this state. Chromium delivers it some seconds after an extension was
 * installed, which in these tests is at every start.
 */
export async function expectPolicy(browser: TestBrowser, words: RegExp): Promise<void> {
  const options = await browser.openPage('panels/options/index.html')
  await soon(async () => expect((await options.find('status', 'Policy state'))?.text).toMatch(words))
  await options.close()
}
