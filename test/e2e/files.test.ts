import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, importable } from '../formats/fixture-files.ts'
import { type RunningServer, startServer } from '../servers/start.ts'
import { violations } from './support/axe.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import { connect, expectOutcome, openInspector, present, soon, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Further files of Bruno: one of them says how it is read. */
const furtherOfBruno = new Set<string>(['bruno/chat/environments/local.bru', 'bruno/chat/rooms/leave.bru'])

/** Where one names a server, ours takes its place. */
const files: readonly string[] = importable.filter((file) => !furtherOfBruno.has(file))

/** Their first profile has a header that no browser sends, or one twice: it comes as it is, and connecting says so. */
const unsendable = new Set(['bruno/chat/rooms/join.bru', 'switchboard/v1.json', 'switchboard/v2.json'])

/** Their first profile needs a token first, or a variable of another environment than the one that is chosen by then. */
const incomplete = new Set(['insomnia/v4.json', 'insomnia/v4.yaml', 'opencollection/bundled.yml'])

const profileCount = () =>
  inspector.evaluate<number>(`return document.querySelectorAll('[role=treeitem]:not([aria-expanded])').length`)

/** Hands a file to the input, or drops it on the dialog, as a person would. */
function give(way: 'choose' | 'drop', name: string, text: string): Promise<void> {
  return inspector.evaluate(
    `const [way, name, text] = args
    const data = new DataTransfer()
    data.items.add(new File([text], name))
    const input = document.querySelector('dialog[open] input[type=file]')
    if (way === 'drop') {
      document.querySelector('dialog[open]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    } else {
      input.files = data.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }`,
    way,
    name,
    text,
  )
}

const refusal = () =>
  inspector.evaluate<string>(`return document.querySelector('dialog[open] [role=alert]')?.innerText.trim() ?? ''`)

async function addAll(): Promise<number> {
  await soon(async () => expect(await inspector.find('button', 'Add…')).toMatchObject({ disabled: false }))
  const { text } = (await inspector.find('button', 'Add…')) ?? { text: '' }
  await inspector.click('button', 'Add…')
  await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
  return Number(/\d+/.exec(text)?.[0])
}

async function openImport(): Promise<void> {
  await inspector.click('button', 'Import')
  await present(inspector, 'dialog', 'Import profiles')
}

describe('importing', () => {
  it('makes a profile of a pasted wscat line, which connects with its header', async () => {
    await openImport()
    expect(await violations(inspector)).toEqual([])
    const line = `wscat -c ws://127.0.0.1:${server.port}/record?pasted -H 'X-App: demo'`
    await inspector.fill('textbox', 'Or paste text', line)
    await present(inspector, 'region', 'What will be imported')
    expect(await violations(inspector)).toEqual([])
    expect(await addAll()).toBe(1)
    await connect(inspector)
    const requests = await (await fetch(`http://127.0.0.1:${server.port}/requests`)).json()
    const own = (requests as { url: string; rawHeaders: string[] }[]).find(({ url }) => url === '/record?pasted')
    expect(own?.rawHeaders.join(': ').toLowerCase()).toContain('x-app: demo')
  })

  it('is taken back in one step', async () => {
    const before = await profileCount()
    await openImport()
    await give('drop', 'dropped.sh', 'wscat -c ws://h/1\nwscat -c ws://h/2')
    expect(await addAll()).toBe(2)
    await expect.poll(profileCount, waiting).toBe(before + 2)
    await inspector.click('button', 'Undo')
    await expect.poll(profileCount, waiting).toBe(before)
  })

  it.each(files)('adds what is in %s', async (file) => {
    const before = await profileCount()
    await openImport()
    await give('choose', file.split('/').at(-1) ?? '', fixture(file))
    const added = await addAll()
    expect(added).toBeGreaterThan(0)
    await expect.poll(profileCount, waiting).toBe(before + added)
    await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
    await inspector.fill('textbox', 'Subprotocols', '')
    if (unsendable.has(file) || incomplete.has(file)) {
      await inspector.click('button', 'Connect')
      await expectOutcome(inspector, incomplete.has(file) ? 'failed' : 'invalid-headers')
    } else {
      await connect(inspector)
    }
  })

  it('shows a recorded conversation as a log that nothing is added to, and what is sent in one of its own', async () => {
    await openImport()
    await give('choose', 'chrome.har', fixture('har/chrome.har'))
    await addAll()
    const log = () =>
      inspector.evaluate<{ rows: number; text: string }>(`const grid = document.querySelector('[role=grid]')
        return { rows: Number(grid.getAttribute('aria-rowcount')), text: grid.innerText }`)
    await soon(async () => expect((await log()).text).toMatch(/Recorded elsewhere, read from chrome\.har/))
    const recorded = await log()
    expect(recorded.rows).toBe(3 + 3)
    await inspector.fill('searchbox', 'Filter messages', 'hello')
    await soon(async () => expect((await log()).rows).toBe(1))
    await inspector.fill('searchbox', 'Filter messages', '')
    await soon(async () => expect(await log()).toEqual(recorded))
    expect(await inspector.find('button', 'Clear log')).toMatchObject({ disabled: true })
    await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
    await inspector.fill('textbox', 'Subprotocols', '')
    await connect(inspector)
    await soon(async () => expect((await log()).text).not.toMatch(/Recorded elsewhere/))
    const names = `return [...document.querySelectorAll('select[aria-label=Log] option')].map(({ text }) => text)`
    const [live, recording = ''] = await inspector.evaluate<string[]>(names)
    expect(live).toBe('This profile’s connections')
    await inspector.choose('Log', recording)
    await soon(async () => expect(await log()).toEqual(recorded))
    expect(await violations(inspector)).toEqual([])
  })

  it('changes nothing when it cannot read a file, and says why', async () => {
    const before = await profileCount()
    await openImport()
    await give('choose', 'notes.txt', 'hello')
    await soon(async () =>
      expect(await refusal()).toMatch(/^notes\.txt: The format was not recognised.*Nothing was changed\.$/),
    )
    await inspector.press('Escape')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
    expect(await profileCount()).toBe(before)
  })
})

describe('exporting', () => {
  it('gives a file without secrets, which brings the profiles back', async () => {
    const before = await profileCount()
    await inspector.click('button', 'Export')
    await present(inspector, 'region', 'Export to a file')
    expect(await violations(inspector)).toEqual([])
    await inspector.click('button', 'Download switchboard.json')
    const file = path.join(browser.downloads, 'switchboard.json')
    await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''), waiting).toMatch(/^{[\s\S]*}\n$/)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toMatch(/lovelace|Bearer abc/)
    await inspector.press('Escape')
    await openImport()
    await give('choose', 'switchboard.json', text)
    expect(await addAll()).toBe(before)
  })
})
