import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectState,
  newConnection,
  openInspector,
  rowCount,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt } from './support/server.ts'
import { command } from './support/wire.ts'

// What a connection does by itself, in the built extension; the rules in detail are proven in test/transport.

let browser: TestBrowser
let server: RunningServer
let inspector: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser()
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('is made again with every view closed and the background asleep, until somebody stops it', async () => {
  await newConnection(inspector, { name: 'Again', url: `ws://127.0.0.1:${server.port}/drop` })
  await inspector.click('tab', 'Options')
  await inspector.click('checkbox', 'Reconnect automatically')
  await inspector.fill('spinbutton', 'First delay', '0.2')
  await inspector.click('checkbox', 'Send a keep-alive message')
  await inspector.fill('spinbutton', 'Interval', '0.2')
  await connect(inspector)
  await inspector.click('button', 'Pin')
  await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
  await inspector.close()
  // In Firefox the connections end with the event page, which therefore stays while one waits.
  if (browser.name === 'chromium') await browser.stopBackground()
  const before = await attempts()
  await expect.poll(attempts, waiting).toBeGreaterThan(before + 2)
})

it('is stopped in the middle of its wait', async () => {
  inspector = await openInspector(browser)
  await inspector.click('treeitem', 'Again…')
  await inspector.click('tab', 'Options')
  await inspector.fill('spinbutton', 'First delay', '60')
  await expectState(inspector, /^Disconnected · reconnecting in [3-7]\d s \(attempt 1 of 10\)/)
  await inspector.click('button', 'Stop reconnecting')
  await expectState(inspector, /^Disconnected by the network/)
})

it('answers what it looks for in a thread of its own, and runs a sequence', async () => {
  await newConnection(inspector, { name: 'Rules', url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.click('tab', 'Rules')
  await soon(async () => expect(await inspector.find('button', 'Add trigger')).not.toBeNull())
  await command(inspector, 'script.write', { profileId: await newestProfile(), change: rules })
  await connect(inspector)
  await soon(async () => expect((await inspector.find('button', 'Run Greet'))?.disabled).toBe(false))
  await inspector.click('button', 'Run Greet')
  await soon(async () => expect((await inspector.find('status', 'Progress of Greet'))?.text).toMatch(/^Done · 2 sent/))
  // Two entries of the handshake, the message on connect, two of the sequence and the two answers, each with its echo,
  // and the note that the sequence is done.
  await expect.poll(() => rowCount(inspector), waiting).toBe(2 + 2 * (1 + 2 + 2) + 1)
  const texts = (await shownRows(inspector)).map(({ text }) => text).join()
  expect(texts).toContain('{"answer":"7"}')
})

it('sends a saved message by its digit, and has them in folders and in the order the keyboard puts them', async () => {
  const before = await rowCount(inspector)
  await inspector.press('2', 'Alt')
  // The question and its answer, each with its echo.
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 4)
  await inspector.click('tab', 'Message')
  await inspector.click('button', 'Saved messages')
  await expect.poll(savedMessages, waiting).toEqual(['Hello', 'Ask', 'Later', 'Answer'])
  await inspector.evaluate(`document.querySelector('.saved [role=treeitem][aria-label=Ask]').focus()`)
  await inspector.press('ArrowUp', 'Alt')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Hello', 'Later', 'Answer'])
  await inspector.evaluate(`document.querySelector('.saved [role=treeitem][aria-label=Hello]').focus()`)
  await inspector.press('ArrowDown', 'Alt')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Hello', 'Answer'])
  await inspector.press('Delete')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Answer'])
  await expect.poll(() => inspector.evaluate('return document.activeElement.role'), waiting).toBe('treeitem')
  await inspector.click('button', 'Undo')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Hello', 'Answer'])
  await inspector.click('button', 'Disconnect')
})

function savedMessages(): Promise<string[]> {
  return inspector.evaluate(
    `return [...document.querySelectorAll('.saved [role=treeitem]')].map((row) => row.ariaLabel ?? row.innerText.trim())`,
  )
}

const saved = { folder: [], sendAs: 'json-object', onConnect: false } as const
const rules = {
  messages: [
    { ...saved, id: 'hello', name: 'Hello', text: '{"hello":true}', onConnect: true },
    { ...saved, id: 'ask', name: 'Ask', text: '{"ask":7}', shortcut: 2 },
    { ...saved, id: 'answer', name: 'Answer', text: '{"answer":"{{match.2}}"}', folder: ['Later'] },
  ],
  triggers: [
    {
      ...{ id: 't', name: 'Answer', enabled: true, on: 'received', mostPerSecond: 10 },
      match: { type: 'json-path', path: '$.ask', equals: '' },
      action: { type: 'answer', messageId: 'answer' },
    },
  ],
  sequences: [
    {
      ...{ id: 's', name: 'Greet', times: 2, every: 0, rate: 0 },
      steps: [
        { type: 'saved', messageId: 'ask' },
        { type: 'wait', match: { type: 'regular-expression', pattern: 'answer', ignoreCase: false }, time: 10_000 },
      ],
    },
  ],
}

function newestProfile(): Promise<string> {
  return inspector.evaluate(`
    const { profiles } = await (globalThis.browser ?? chrome).storage.local.get('profiles')
    return profiles.at(-1).id`)
}

async function attempts(): Promise<number> {
  return (await handshakesAt(server, '/drop')).length
}
