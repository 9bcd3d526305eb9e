import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../servers/start.ts'
import type { Json, Surface, TestBrowser } from './support/browser.ts'
import {
  connect,
  expectOutcome,
  expectPolicy,
  expectState,
  newConnection,
  openInspector,
  present,
  reconnectByItself,
  send,
  soon,
  waiting,
} from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { handshakesAt, openAtServer } from './support/server.ts'
import { command, snapshot } from './support/wire.ts'

// One policy, delivered by the browser's own channel, and every way to a connection that there is.

let browser: TestBrowser
let server: RunningServer
/** What no rule allows; nothing may get there. */
let forbidden: RunningServer
let inspector: Surface
const me = crypto.randomUUID()

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  forbidden = await startServer('demo-server.mjs')
  const limits = { maxMessageBytes: 64, maxConnections: 2, auditMessages: true, keepLogs: false }
  const headers = { blockedHeaders: ['X-Barred'], addedHeaders: [{ name: 'X-Client', value: 'switchboard' }] }
  const addresses = { allowedUrls: ['*://127.0.0.1/*'], blockedUrls: ['*://127.0.0.1/blocked*'] }
  const rules = { ...addresses, ...limits, ...headers, allowExportOfSecrets: false }
  const profiles = [{ id: 'echo', name: 'Given', url: url('/echo') }, { name: 'Broken' }]
  browser = await launchTestBrowser({
    policy: { version: 1, organization: 'Example Ltd', rules, profiles },
    hostAccess: 'granted',
  })
  await expectPolicy(browser, /^Active/)
  inspector = await openInspector(browser)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await forbidden?.stop()
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

  it('when it came with an import', async () => {
    await inspector.click('button', 'Import')
    await present(inspector, 'dialog', 'Import profiles')
    await inspector.fill('textbox', 'Or paste text', `wscat -c ${url('/Blocked/imported')}`)
    await soon(async () => expect(await inspector.find('button', 'Add…')).toMatchObject({ disabled: false }))
    await inspector.click('button', 'Add…')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
    await inspector.click('button', 'Connect')
    expect(await expectOutcome(inspector, 'url-blocked')).toContain('Blocked: *://127.0.0.1/blocked*')
    expect(await handshakesAt(server, '/Blocked/imported')).toEqual([])
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

describe('an address that is read in two ways', () => {
  it('leads where the browser reads it, and nothing gets to the other host', async () => {
    const evil = `localhost:${forbidden.port}`
    const { connectionId } = await createAt(`\\@${evil}/echo`)
    await done('connection.connect', { connectionId })
    await expect.poll(async () => (await handshakesAt(server, `/@${evil}/echo`)).length, waiting).toBe(1)
    await done('connection.dispose', { connectionId })
    const { profileId } = await done<{ profileId: string }>('profile.create', { url: `ws://127.0.0.1@${evil}/echo` })
    expect(await command(inspector, 'connection.create', { profileId }, me)).toMatchObject({
      refusal: { code: 'url-blocked', rule: 'Not on the list of allowed addresses' },
    })
    expect(await allHandshakes(forbidden)).toEqual([])
  })

  async function allHandshakes({ port }: RunningServer): Promise<unknown> {
    return (await fetch(`http://127.0.0.1:${port}/requests`)).json()
  }
})

describe('headers', () => {
  it('that policy adds go with each handshake, and those it bars are refused by name', async () => {
    const { profileId, connectionId } = await createAt('/record?added')
    await done('connection.connect', { connectionId })
    await expect
      .poll(async () => (await handshakesAt(server, '/record?added'))[0]?.get('x-client'), waiting)
      .toBe('switchboard')
    await done('connection.disconnect', { connectionId })
    await soon(async () => {
      const handshake = await done<{ headers: Json }>('handshake.read', { profileId })
      const headers = [{ name: 'x-barred', value: '1', enabled: true }]
      await done('handshake.write', { profileId, handshake: { ...handshake, headers } })
      const refused = await command(inspector, 'connection.connect', { connectionId }, me)
      expect(refused).toMatchObject({ refusal: { code: 'invalid-headers', field: 'headers' } })
      expect(JSON.stringify(refused)).toContain('x-barred')
    })
    expect(await handshakesAt(server, '/record?added')).toHaveLength(1)
    await done('connection.dispose', { connectionId })
  })

  it('that a rule begins to bar do not go out with a handshake that the browser keeps back: it makes one at a time with a server', async () => {
    const [ahead, behind, last] = [
      await createAt('/silent?ahead'),
      await createAt('/record?behind'),
      await createAt('/record?last'),
    ]
    const all = [ahead, behind, last].map(({ connectionId }) => connectionId)
    for (const connectionId of all) await done('connection.pin', { connectionId, pinned: true })
    const handshake = await done<{ headers: Json }>('handshake.read', { profileId: behind.profileId })
    const headers = [{ name: 'x-later', value: '1', enabled: true }]
    await done('handshake.write', { profileId: behind.profileId, handshake: { ...handshake, headers } })
    await done('connection.connect', { connectionId: ahead.connectionId })
    await expect.poll(() => handshakesAt(server, '/silent?ahead'), waiting).toHaveLength(1)
    await done('connection.connect', { connectionId: behind.connectionId })
    const options = await browser.openPage('panels/options/index.html')
    await done('rules.write', { onlyListed: false, rules: { blockedHeaders: ['x-later'] } }, me, options)
    const stateBehind = async () => {
      const { connections } = JSON.parse(await snapshot(inspector)).state as { connections: { id: string }[] }
      return connections.find(({ id }) => id === behind.connectionId)
    }
    await expect.poll(stateBehind, waiting).toMatchObject({ state: { cause: 'policy' } })
    await done('connection.disconnect', { connectionId: ahead.connectionId })
    await done('connection.connect', { connectionId: last.connectionId })
    await expect.poll(() => handshakesAt(server, '/record?last'), waiting).toHaveLength(1)
    expect(await handshakesAt(server, '/record?behind')).toEqual([])
    await done('rules.write', { onlyListed: false, rules: {} }, me, options)
    for (const connectionId of all) await done('connection.dispose', { connectionId })
    await options.close()
  })
})

describe('secrets', () => {
  it('are not exported: the dialog says why, and the background makes no such file', async () => {
    await inspector.click('button', 'Export')
    await present(inspector, 'region', 'Export to a file')
    const { profileId } = await createAt('/secret?token=s3cret')
    await inspector.press('Escape')
    await inspector.click('button', 'Export')
    await soon(async () => {
      const barred = await inspector.evaluate<boolean[]>(
        `return [...document.querySelectorAll('dialog[open] input[type=radio]')].map(({ disabled }) => disabled)`,
      )
      expect(barred).toEqual([false, true, true])
    })
    expect(await inspector.evaluate(`return document.querySelector('dialog[open]').innerText`)).toContain(
      'Your organisation does not allow export of secrets. Rule: No export of secrets',
    )
    await inspector.press('Escape')
    const ways = ['in-clear', 'encrypted', 'left-out']
    const files = await Promise.all(
      ways.map((secrets) => command(inspector, 'profiles.export', { extent: 'backup', secrets }, me)),
    )
    const rule = 'No export of secrets'
    expect(files).toMatchObject([{ refusal: { rule } }, { refusal: { rule } }, { ok: true }])
    expect(JSON.stringify(files)).not.toContain('s3cret')
    await done('profile.delete', { profileId })
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

describe('a log that must not be kept', () => {
  it('is on disk while its connection exists and not a word of it afterwards', async () => {
    const { connectionId } = await createAt('/echo')
    await done('connection.connect', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(1)
    // The server knows before the background does.
    await soon(() => done('message.send', { connectionId, text: 'not to be kept', sendAs: 'text' }))
    await expect.poll(isOnDisk, waiting).toBe(true)
    await done('connection.disconnect', { connectionId })
    await done('connection.dispose', { connectionId })
    await expect.poll(isOnDisk, waiting).toBe(false)
  })

  /** Whether any record of any log has the words, as text or as bytes. */
  function isOnDisk(): Promise<boolean> {
    return inspector.evaluate(`
      const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const database = await asked(indexedDB.open('switchboard-log'))
      const records = await asked(database.transaction('blocks').objectStore('blocks').getAll())
      database.close()
      const text = (_, value) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value
      return JSON.stringify(records, text).includes('not to be kept')`)
  }
})

describe('a connection that waits to be made again', () => {
  it('is refused with the rule when what holds has changed meanwhile, and not attempted', async () => {
    await newConnection(inspector, { url: url('/drop') })
    await reconnectByItself(inspector, '8')
    await connect(inspector)
    await inspector.click('tab', 'Message')
    await send(inspector, '{}')
    await expectState(inspector, /reconnecting in \d/)
    const options = await browser.openPage('panels/options/index.html')
    await done('rules.write', { onlyListed: false, rules: { blockedUrls: ['*://127.0.0.1/drop'] } }, me, options)
    await options.close()
    expect(await expectOutcome(inspector, 'url-blocked')).toContain('Blocked: *://127.0.0.1/drop (your rules)')
    expect(await handshakesAt(server, '/drop')).toHaveLength(1)
  })
})

describe('limits', () => {
  it('refuse a message that is too big and a connection too many', async () => {
    const all = [await createAt('/echo'), await createAt('/echo'), await createAt('/echo')]
    for (const { connectionId } of all.slice(0, 2)) await done('connection.pin', { connectionId, pinned: true })
    for (const { connectionId } of all.slice(0, 2)) await done('connection.connect', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(2)
    const [first, second, third] = all.map(({ connectionId }) => connectionId)
    const big = { connectionId: first ?? '', text: 'x'.repeat(65), sendAs: 'text' }
    // The server knows before the background does.
    await soon(async () =>
      expect(await command(inspector, 'message.send', big, me)).toMatchObject({ refusal: { code: 'message-too-big' } }),
    )
    await done('message.send', { ...big, text: 'small' })
    expect(await command(inspector, 'connection.connect', { connectionId: third ?? '' }, me)).toMatchObject({
      refusal: { code: 'failed', rule: 'Most connections: 2' },
    })
    await done('connection.dispose', { connectionId: second ?? '' })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(1)
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

  it('has also what was refused while nobody looked, each with the address it was meant for', async () => {
    const { profileId, connectionId } = await createAt('/echo')
    await done('connection.connect', { connectionId })
    await soon(() => done('connection.disconnect', { connectionId }))
    await done('profile.update', { profileId, change: { url: url('/blocked/later') } })
    await soon(async () =>
      expect(await command(inspector, 'connection.connect', { connectionId }, me)).toMatchObject(blocked),
    )
    await done('connection.dispose', { connectionId })
    const options = await browser.openPage('panels/options/index.html')
    const refused = () =>
      options.evaluate<string[]>(
        `return [...document.querySelectorAll('[role=grid] tr[data-decision=refused]')].map(({ cells }) =>
          [1, 5, 6].map((column) => cells[column].textContent).join(' '))`,
      )
    await soon(async () => {
      await options.click('button', 'Reload')
      const rows = await refused()
      expect(rows).toContain(`connect ${url('/blocked/later')} Blocked: *://127.0.0.1/blocked*`)
      // The connection that was to be made again by itself.
      expect(rows).toContain(`reconnect ${url('/drop')} Blocked: *://127.0.0.1/drop (your rules)`)
    })
    await options.close()
  })

  it('has content, shown as text, from the moment a rule says so', async () => {
    const options = await browser.openPage('panels/options/index.html')
    await done('rules.write', { onlyListed: false, rules: { auditContent: true } }, me, options)
    const { connectionId } = await createAt('/echo')
    await done('connection.connect', { connectionId })
    await expect.poll(() => openAtServer(server, '/echo'), waiting).toBe(2)
    // The server knows before the background does.
    await soon(() => done('message.send', { connectionId, text: '<b>kept</b>', sendAs: 'text' }))
    await soon(async () => {
      await options.click('button', 'Reload')
      const text = await options.evaluate(`return document.querySelector('[role=grid]').textContent`)
      expect(text).toMatch(/11 bytes · SHA-256 [0-9a-f]{64}Content<b>kept<\/b>/)
    })
    await options.evaluate(`
      const create = URL.createObjectURL.bind(URL)
      URL.createObjectURL = (blob) => { window.exported = blob; return create(blob) }
      HTMLAnchorElement.prototype.click = () => {}`)
    await options.click('button', 'Export as NDJSON')
    await soon(async () => expect((await options.find('status', 'Progress'))?.text).toMatch(/entries written\.$/))
    const lines = (await options.evaluate<string>('return window.exported.text()')).trimEnd().split('\n')
    const entries: Record<string, unknown>[] = lines.map((line) => JSON.parse(line))
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'send', content: { type: 'text', data: '<b>kept</b>', cut: false } }),
    )
    expect(entries.map(({ seq }) => Number(seq))).toEqual(entries.map(({ seq }) => Number(seq)).sort((a, b) => a - b))
    await done('connection.dispose', { connectionId })
    await options.close()
  })

  it('is nothing that a command reads or changes', async () => {
    const about = ['read', 'write', 'append', 'clear', 'delete'].map((verb) => `audit.${verb}`)
    for (const name of about) {
      expect(await command(inspector, name, {}, me)).toMatchObject({ refusal: { code: 'unknown-command' } })
    }
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
