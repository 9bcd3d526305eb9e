import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Json, Surface, TestBrowser } from './support/browser.ts'
import { expectOutcome, expectPolicy, newConnection, openInspector, present, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { openAtServer } from './support/server.ts'
import { command } from './support/wire.ts'

// One policy, delivered by the browser's own channel, and every way to a connection that there is.

let browser: TestBrowser
let server: RunningServer
let inspector: Surface
const me = crypto.randomUUID()

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  const rules = { blockedUrls: ['*://127.0.0.1/blocked*'], maxMessageBytes: 64, maxConnections: 2, auditMessages: true }
  const profiles = [{ id: 'echo', name: 'Given', url: url('/echo') }, { name: 'Broken' }]
  browser = await launchTestBrowser({ policy: { version: 1, organization: 'Example Ltd', rules, profiles } })
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

/** Gives a command and expects it to be done. */
async function done<T>(name: string, given: Json, viewId = me, surface = inspector): Promise<T> {
  const result = (await command(surface, name, given, viewId)) as { ok: boolean; value: T }
  expect(result).toMatchObject({ ok: true })
  return result.value
}

async function createAt(path: string): Promise<{ profileId: string; connectionId: string }> {
  const { profileId } = await done<{ profileId: string }>('profile.create', { url: url(path), kind: 'text' })
  return { profileId, ...(await done<{ connectionId: string }>('connection.create', { profileId })) }
}

const blocked = { ok: false, refusal: { code: 'url-blocked', rule: 'Blocked: *://127.0.0.1/blocked*' } }

describe('a blocked address is refused', () => {
  it('at create', async () => {
    const { profileId } = await done<{ profileId: string }>('profile.create', { url: url('/x/%2e%2e/BLOCKED') })
    expect(await command(inspector, 'connection.create', { profileId }, me)).toMatchObject(blocked)
  })

  it('at connect, when the profile was changed since create, from a panel and, pinned, from a popup', async () => {
    const { profileId, connectionId } = await createAt('/echo')
    await done('profile.update', { profileId, change: { url: url('/blocked') } })
    expect(await command(inspector, 'connection.connect', { connectionId }, me)).toMatchObject(blocked)
    await done('connection.pin', { connectionId, pinned: true })
    const popup = await browser.openPage('panels/popup/index.html')
    expect(await command(popup, 'connection.connect', { connectionId })).toMatchObject(blocked)
    await popup.close()
    expect(await openAtServer(server, '/blocked')).toBe(0)
    await done('connection.dispose', { connectionId })
  })

  it('in the tester, with the rule', async () => {
    const options = await browser.openPage('panels/options/index.html')
    await present(options, 'button', 'Test')
    await options.fill('textbox', 'Test URL', url('/blocked/x'))
    await options.click('button', 'Test')
    await expect
      .poll(async () => (await options.find('status', 'Test result'))?.text, waiting)
      .toMatch(/^Blocked .*127\.0\.0\.1\/blocked\*/)
    await options.close()
  })
})

describe('the profiles of the organisation', () => {
  it('are there, can be connected and cannot be changed or deleted', async () => {
    await present(inspector, 'treeitem', 'Given…')
    const profileId = 'organization.echo'
    for (const [name, given] of [
      ['profile.update', { profileId, change: { url: url('/text') } }],
      ['profile.delete', { profileId }],
    ] as const) {
      expect(await command(inspector, name, given, me)).toMatchObject({ ok: false, refusal: { code: 'not-owner' } })
    }
    const { connectionId } = await done<{ connectionId: string }>('connection.create', { profileId })
    await done('connection.connect', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(1)
    await done('connection.dispose', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
  })
})

describe('limits', () => {
  it('refuse a message that is too big and a connection too many', async () => {
    const all = [await createAt('/echo'), await createAt('/echo'), await createAt('/echo')]
    for (const { connectionId } of all.slice(0, 2)) await done('connection.pin', { connectionId, pinned: true })
    for (const { connectionId } of all.slice(0, 2)) await done('connection.connect', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(2)
    const [first, , third] = all.map(({ connectionId }) => connectionId)
    const big = { connectionId: first ?? '', text: 'x'.repeat(65), sendAs: 'text' }
    expect(await command(inspector, 'message.send', big, me)).toMatchObject({ refusal: { code: 'message-too-big' } })
    await done('message.send', { ...big, text: 'small' })
    expect(await command(inspector, 'connection.connect', { connectionId: third ?? '' }, me)).toMatchObject({
      refusal: { code: 'failed', rule: 'Most connections: 2' },
    })
  })
})

describe('the ledger', () => {
  it('has what was tried and each message by size and digest, and no content', async () => {
    const options = await browser.openPage('panels/options/index.html')
    const text = () => options.evaluate<string>(`return document.querySelector('[role=grid]')?.innerText ?? ''`)
    await expect.poll(text, waiting).toContain('Blocked: *://127.0.0.1/blocked*')
    expect(await text()).toMatch(/send\s+allowed.*5 bytes · SHA-256 [0-9a-f]{64}/s)
    expect(await text()).toContain('profile.update: Your organisation gave this profile')
    expect(await text()).not.toContain('small')
    await options.close()
  })

  it('is not read by any other view', async () => {
    expect(await command(inspector, 'audit.read', { limit: 1 }, me)).toMatchObject({ refusal: { code: 'not-owner' } })
  })
})

describe('the person’s own rules', () => {
  it('tighten the policy from the moment they are saved, and are set in the options only', async () => {
    const rules = { onlyListed: true, rules: {} }
    expect(await command(inspector, 'rules.write', rules, me)).toMatchObject({ refusal: { code: 'not-owner' } })
    const options = await browser.openPage('panels/options/index.html')
    await present(options, 'button', 'Save rules')
    await options.click('checkbox', 'Only addresses I listed may be connected')
    await options.click('button', 'Save rules')
    // What was open under the policy alone is not on the person's list.
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(0)
    await options.close()
    await newConnection(inspector, { url: url('/echo') })
    await inspector.click('button', 'Connect')
    expect(await expectOutcome(inspector, 'url-blocked')).toContain('(your rules)')
  })
})
