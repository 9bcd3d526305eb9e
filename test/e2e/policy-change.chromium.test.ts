import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Json, Surface, TestBrowser } from './support/browser.ts'
import { applyPolicy, launchTestChromium, writePolicy } from './support/chromium.ts'
import {
  connect,
  expectOutcome,
  expectPolicy,
  expectState,
  newConnection,
  openInspector,
  reconnectByItself,
  send,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { handshakesAt, openAtServer } from './support/server.ts'
import { command } from './support/wire.ts'

// Firefox reads policy once per start, so only Chromium can change it under a connection.

let browser: TestBrowser
let server: RunningServer
let inspector: Surface
/** Shows `chrome://policy`. */
let policies: Surface

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestChromium({ policy: { version: 1, organization: 'Example Ltd', rules: {} } })
  await expectPolicy(browser, /^Active/)
  policies = await browser.openSite('chrome://policy')
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function url(path: string): string {
  return `ws://127.0.0.1:${server.port}${path}`
}

async function restrictNothing(): Promise<void> {
  await applyPolicy(policies, { version: 1, organization: 'Example Ltd', rules: {} })
  const options = await browser.openPage('panels/options/index.html')
  await expect.poll(() => options.evaluate('return document.body.innerText'), waiting).toContain('restricts nothing')
  await options.close()
}

async function pin(): Promise<void> {
  await inspector.click('button', 'Pin')
  await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
}

/** Notes in the page when the browser gives notice of a change, and when the connection is closed. */
const watch = `
  globalThis.changed = new Promise((resolve) => {
    chrome.storage.onChanged.addListener((_, area) => {
      if (area !== 'managed') return
      const notice = performance.now()
      const state = () => document.querySelector('[data-state][role=status]')?.dataset.state
      const look = () => (state() === 'closed' ? resolve(performance.now() - notice) : requestAnimationFrame(look))
      look()
    })
  })`

it('closes within a second what a changed policy forbids, says why, and lets it not come back', async () => {
  await newConnection(inspector, { url: url('/echo') })
  await connect(inspector)
  await inspector.evaluate(watch)
  writePolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/*'] } })
  expect(await inspector.evaluate<number>('return globalThis.changed')).toBeLessThan(1000)
  await expectState(inspector, /^Disconnected by policy/)
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  const notes = (await shownRows(inspector)).filter(({ type }) => type === 'note').map(({ text }) => text)
  expect(notes.join()).toContain('Example Ltd blocks this address')
  await inspector.click('button', 'Reconnect')
  expect(await expectOutcome(inspector, 'url-blocked')).toContain('*://127.0.0.1/*')
})

it('closes and keeps from being made again what nobody looks at while the background sleeps', async () => {
  await restrictNothing()
  await newConnection(inspector, { url: url('/echo') })
  await connect(inspector)
  await pin()
  await newConnection(inspector, { name: 'Again', url: url('/drop') })
  await reconnectByItself(inspector, '15')
  await connect(inspector)
  await pin()
  await inspector.click('tab', 'Message')
  await send(inspector, '{}')
  await expectState(inspector, /reconnecting in \d/)
  await inspector.close()
  await browser.stopBackground()
  writePolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/*'] } })
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  inspector = await openInspector(browser)
  await inspector.click('treeitem', 'Again…')
  expect(await expectOutcome(inspector, 'url-blocked')).toContain('*://127.0.0.1/*')
  expect(await handshakesAt(server, '/drop')).toHaveLength(1)
})

it('closes what it forbids by what authentication has put into the query, also when the background has ended since', async () => {
  await restrictNothing()
  const me = crypto.randomUUID()
  const done = async <T>(name: string, given: Json): Promise<T> => {
    const result = (await command(inspector, name, given, me)) as { ok: boolean; value: T }
    expect(result).toMatchObject({ ok: true })
    return result.value
  }
  const { profileId } = await done<{ profileId: string }>('profile.create', { url: url('/ticker') })
  const handshake = await done<{ [name: string]: Json }>('handshake.read', { profileId })
  const auth = { type: 'api-key', in: 'query', key: 'key', value: 's3cret' }
  await done('handshake.write', { profileId, handshake: { ...handshake, auth } })
  const { connectionId } = await done<{ connectionId: string }>('connection.create', { profileId })
  await done('connection.pin', { connectionId, pinned: true })
  await done('connection.connect', { connectionId })
  await expect.poll(() => openAtServer(server, '/ticker'), waiting).toBe(1)
  await browser.stopBackground()
  writePolicy({ version: 1, organization: 'Example Ltd', rules: { blockedUrls: ['*://127.0.0.1/*?*key=s3cret*'] } })
  await expect.poll(() => openAtServer(server, '/ticker'), waiting).toBe(0)
  await done('connection.dispose', { connectionId })
})

it('closes the connections of a profile that it does not give any more', async () => {
  const given = { id: 'given', name: 'Given', url: url('/echo') }
  await applyPolicy(policies, { version: 1, organization: 'Example Ltd', rules: {}, profiles: [given] })
  await inspector.click('treeitem', 'Given…')
  await connect(inspector)
  await pin()
  await applyPolicy(policies, { version: 1, organization: 'Example Ltd', rules: {} })
  await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  const popup = await browser.openPage('panels/popup/index.html')
  // What was pinned before is there, and nothing else.
  await expect.poll(() => text(popup), waiting).toMatch(/^(?!.*(Given|Deleted profile)).*Again/s)
  await popup.close()
})

it('deletes from the log of an open connection what may not stay any longer', async () => {
  await restrictNothing()
  await newConnection(inspector, { name: 'Kept', url: url('/echo') })
  await connect(inspector)
  await send(inspector, '{"old":1}')
  await soon(async () => expect(await logText()).toMatch(/"old":1.*"old":1/s))
  await applyPolicy(policies, { version: 1, organization: 'Example Ltd', rules: { logRetentionDays: 0 } })
  await soon(async () => expect(await logText()).not.toContain('old'))
  await expectState(inspector, /^Connected/)
  await inspector.click('button', 'Disconnect')
})

it('gives up a handshake that a changed policy forbids', async () => {
  await restrictNothing()
  await newConnection(inspector, { url: url('/silent') })
  await inspector.click('button', 'Connect')
  await expectState(inspector, /^Connecting/)
  await applyPolicy(policies, { version: 1, organization: 'Example Ltd' })
  await expectState(inspector, /^Disconnected.*policy/s)
  await expectPolicy(browser, /^Unreadable/)
})

/** Chromium leaves out a top-level value that breaks the schema; what is left must not be taken for a policy. */
const malformed: readonly (readonly [what: string, policy: Json, sentence: string])[] = [
  ['nothing but a name', { organization: 'Example Ltd' }, 'version is missing.'],
  ['no rules', { version: 1 }, 'rules is missing.'],
  ['an unknown version', { version: 2, rules: {} }, 'version must be 1, not 2.'],
  ['rules that are a list', { version: 1, rules: [] }, 'rules is missing.'],
  ['a version that is a text', { version: '1', rules: {} }, 'version is missing.'],
  ['a switch that is a text', { version: 1, rules: { requireSecure: 'yes' } }, 'rules is missing.'],
  [
    'a pattern that is none',
    { version: 1, rules: { blockedUrls: ['wss://x/*', 'example.com'] } },
    'rules.blockedUrls: “example.com” is not a match pattern',
  ],
  ['a list with a number', { version: 1, rules: { allowedUrls: ['wss://x/*', 7] } }, 'rules is missing.'],
  [
    'an unknown rule',
    { version: 1, rules: { requiresecure: true } },
    'rules.requiresecure is not a setting this version knows.',
  ],
  ['a misspelt list', { version: 1, rules: { alowedUrls: ['wss://x/*'] } }, 'rules is missing.'],
  [
    'a rule beside the rules',
    { version: 1, rules: {}, blockedUrls: ['wss://x/*'] },
    'blockedUrls is not a setting this version knows.',
  ],
  ['a number below 0', { version: 1, rules: { maxConnections: -1 } }, 'rules is missing.'],
  [
    'a header that is none',
    { version: 1, rules: { addedHeaders: [{ name: 'a b', value: '' }] } },
    'rules.addedHeaders.0.name is not the name of a header.',
  ],
  ['10 MB', { version: 1, organization: 'x'.repeat(10_000_000), rules: {} }, 'it is larger than 4 million characters.'],
]

async function logText(): Promise<string> {
  return (await shownRows(inspector)).map(({ text }) => text).join('\n')
}

describe('a policy that is malformed', () => {
  let surfaces: Surface[]

  beforeAll(async () => {
    const options = await browser.openPage('panels/options/index.html')
    const popup = await browser.openPage('panels/popup/index.html')
    // The last one to be opened is in front, where it can be clicked on.
    inspector = await openInspector(browser)
    surfaces = [inspector, options, popup]
    await newConnection(inspector, { url: 'wss://example.com/' })
  })

  it.each(malformed)('by %s blocks everything, and options, panel and popup say why', async (_, policy, sentence) => {
    await applyPolicy(policies, policy)
    for (const surface of surfaces) await soon(async () => expect(await text(surface)).toContain(sentence))
    await inspector.click('button', 'Connect')
    expect(await expectOutcome(inspector, 'url-blocked')).toContain(sentence)
  })
})

function text(surface: Surface): Promise<string> {
  return surface.evaluate('return document.body.innerText')
}
