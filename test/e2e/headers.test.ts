import { describe, expect, it } from 'vitest'
import { type HeaderOperation, headerLimit } from '../../src/core/headers.ts'
import type { Json } from './support/browser.ts'
import { type Attempt, shakeHands } from './support/handshakes.ts'
import { expectState, newConnection, present, reconnectByItself, waiting } from './support/inspector.ts'
import { handshakesAt } from './support/server.ts'
import { openStage } from './support/stage.ts'

const { browser, server, inspector } = await openStage({ hostAccess: 'granted' })

const names = [
  ...['Authorization', 'X-Custom', 'Cookie', 'Origin', 'User-Agent', 'Referer', 'Host', 'Accept', 'Accept-Language'],
  ...['Accept-Encoding', 'Pragma', 'Cache-Control', 'Connection', 'Upgrade', 'Sec-WebSocket-Key', 'Via', 'TE', 'Date'],
  ...['Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions', 'Sec-Fetch-Site', 'Sec-Foo'],
  ...['Proxy-Authorization', 'DNT', 'Forwarded', 'X-Forwarded-For', 'Content-Length', 'Expect', 'Priority'],
]

const values: Readonly<Record<string, string>> = { 'Sec-WebSocket-Version': '13', 'Content-Length': '0' }

describe('each header that is set', () => {
  it.each(names)('%s arrives, or is refused with the reason', async (name) => {
    const value = values[name] ?? 'switchboard'
    const path = `/record?set=${name}`
    const [ended] = await attempt(path, { headers: [{ name, value, enabled: true }] })
    await expectTold({ operation: 'set', name, value }, ended, path, value)
  })
})

it.each([
  ['long', `/record?long=${'{token}'.repeat(700)}`],
  ['full of what a filter takes for wildcards', '/record?a=*|^$.()[]+\\&b=|'],
])('a header arrives at a URL that is %s', async (_, path) => {
  const url = new URL(path, 'ws://h')
  const [ended] = await attempt(path, { headers: [{ name: 'X-Custom', value: 'yes', enabled: true }] })
  expect(ended).toMatchObject({ phase: 'open' })
  expect((await handshakesAt(server, url.pathname + url.search)).at(-1)?.get('x-custom')).toBe('yes')
})

describe('each of the browser’s own headers that is removed', () => {
  it.each([
    ['Cookie', 'cookie'],
    ['Origin', 'origin'],
    ['User-Agent', 'userAgent'],
  ])('%s is absent, or its removal is refused with the reason', async (name, field) => {
    const path = `/record?remove=${name}`
    const [ended] = await attempt(path, { [field]: { change: 'remove' } })
    await expectTold({ operation: 'remove', name }, ended, path, undefined)
  })
})

/** Set by the tests past the extension, so that what it refuses is seen to be what the browser does not do. */
describe('a rule that removes a header', () => {
  it('does to each name what the table of the guide says', async () => {
    const paths = names.map((name) => `/record?rule=${name}`)
    const url = (path: string) => `ws://127.0.0.1:${server.port}${path}`
    await inspector.evaluate(
      setRules,
      names.map((name, index) => ({ name, url: url(paths[index] ?? '') })),
    )
    const ended = await shakeHands(
      inspector,
      paths.map((path) => ({ url: url(path), settings: {}, subprotocols: path.endsWith('Protocol') ? ['a'] : [] })),
    )
    await inspector.evaluate(removeRules)
    const told = await Promise.all(
      names.map(async (name, index) => {
        const seen = (await handshakesAt(server, paths[index] ?? '')).at(-1)
        return [name, ended[index]?.phase !== 'open' ? 'breaks' : seen?.has(name.toLowerCase()) ? 'ignored' : 'absent']
      }),
    )
    expect(told).toEqual(names.map((name) => [name, whatRemovalDoes(name)]))
  })

  function whatRemovalDoes(name: string): 'absent' | 'ignored' | 'breaks' {
    const limit = headerLimit({ operation: 'remove', name }, browser.name)
    // Firefox would remove it, which is refused because subprotocols have a field of their own.
    if (limit === undefined || (name === 'Sec-WebSocket-Protocol' && browser.name === 'firefox')) return 'absent'
    return /fails/.test(limit) ? 'breaks' : 'ignored'
  }

  const setRules = `
    const { declarativeNetRequest, runtime } = globalThis.browser ?? chrome
    const addRules = args[0].map(({ name, url }, index) => ({
      id: 90000 + index,
      priority: 1,
      action: { type: 'modifyHeaders', requestHeaders: [{ header: name.toLowerCase(), operation: 'remove' }] },
      condition: {
        resourceTypes: ['websocket'],
        regexFilter: '^(?:ws|http)' + url.slice(2).replace(/[.?]/g, '[$&]') + '$',
        initiatorDomains: [new URL(runtime.getURL('')).hostname],
      },
    }))
    await declarativeNetRequest.updateSessionRules({ addRules })`
  const removeRules = `
    const { declarativeNetRequest } = globalThis.browser ?? chrome
    const rules = await declarativeNetRequest.getSessionRules()
    await declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) })`
})

async function attempt(path: string, settings: { readonly [key: string]: Json }): Promise<Attempt[]> {
  return shakeHands(inspector, [{ url: `ws://127.0.0.1:${server.port}${path}`, settings }])
}

/** There are two ways: the server saw what was asked for, or it was refused before. Nothing in between. */
async function expectTold(operation: HeaderOperation, ended: Attempt | undefined, path: string, value?: string) {
  const limit = headerLimit(operation, browser.name)
  const seen = (await handshakesAt(server, path)).at(-1)
  if (limit === undefined) {
    expect(ended).toMatchObject({ phase: 'open' })
    expect(seen?.get(operation.name.toLowerCase())).toBe(value)
  } else {
    expect(ended).toMatchObject({ refused: 'invalid-headers', message: expect.stringContaining(limit) })
    expect(seen).toBeUndefined()
  }
}

describe('handshakes to one URL at the same time', () => {
  it('each get their own headers, and a page’s own socket gets none', async () => {
    const path = '/record?crowd'
    const url = `ws://127.0.0.1:${server.port}${path}`
    const page = await browser.openSite(`http://127.0.0.1:${server.port}/`)
    await page.evaluate(
      `for (let index = 0; index < 10; index++) setTimeout(() => {
        const socket = new WebSocket(args[0])
        socket.onopen = () => socket.close()
      }, index * 30)`,
      url,
    )
    const crowd = Array.from({ length: 20 }, (_, index) => ({
      url,
      settings: index % 4 === 3 ? {} : { auth: { type: 'bearer', prefix: 'Bearer', token: `token-${index}` } },
    }))
    const ended = await shakeHands(inspector, crowd)
    expect(ended.map(({ phase }) => phase)).toEqual(crowd.map(() => 'open'))
    await expect.poll(async () => (await authorizations(path)).foreign.length, waiting).toBe(10)
    await page.close()
    const { own, foreign } = await authorizations(path)
    expect(own.toSorted()).toEqual(crowd.map((_, index) => (index % 4 === 3 ? '' : `Bearer token-${index}`)).toSorted())
    expect(foreign).toEqual(Array.from({ length: 10 }, () => ''))
  })

  /** The Authorization of each handshake at a path, `''` where it has none: the extension's own and a page's. */
  async function authorizations(path: string): Promise<{ own: string[]; foreign: string[] }> {
    const all = (await handshakesAt(server, path)).map((headers) => ({
      origin: headers.get('origin') ?? '',
      authorization: headers.get('authorization') ?? '',
    }))
    const of = (pattern: RegExp) => all.filter(({ origin }) => pattern.test(origin)).map((seen) => seen.authorization)
    return { own: of(/-extension:/), foreign: of(/^http:/) }
  }
})

it('are there each time a connection makes itself again, also when the background ends meanwhile', async () => {
  const path = '/close?code=4001&again'
  await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}${path}` })
  await reconnectByItself(inspector, '0.2')
  await inspector.click('tab', 'Headers')
  await present(inspector, 'button', 'Add header')
  await inspector.click('button', 'Add header')
  await inspector.fill('textbox', 'Header name', 'X-Again')
  await inspector.fill('textbox', 'Header value', 'yes')
  await inspector.click('button', 'Connect')
  await expectState(inspector, /reconnecting/)
  for (let made = 2; made <= 16; made += 2) {
    await expect.poll(async () => (await handshakesAt(server, path)).length, waiting).toBeGreaterThanOrEqual(made)
    // In Firefox connections end with the event page.
    if (browser.name === 'chromium') await browser.stopBackground()
  }
  const seen = await handshakesAt(server, path)
  expect(seen.map((headers) => headers.get('x-again'))).toEqual(seen.map(() => 'yes'))
})

describe('rules left over', () => {
  const rules = () =>
    inspector.evaluate<unknown[]>('return (globalThis.browser ?? chrome).declarativeNetRequest.getSessionRules()')
  const headers = [{ name: 'X-N', value: '1', enabled: true }]

  it('there are none after 200 connects of which half fail', async () => {
    // Of more at once Chromium holds each back for seconds (WebSocketThrottler).
    for (let round = 0; round < 20; round++) {
      const connects = Array.from({ length: 10 }, (_, index) => ({
        url: `ws://127.0.0.1:${server.port}${index % 2 ? '/record?' : '/refuse?status=403&'}n=${round}.${index}`,
        settings: { headers },
      }))
      const ended = await shakeHands(inspector, connects)
      expect(ended.map(({ phase }) => phase)).toEqual(connects.map((_, index) => (index % 2 ? 'open' : 'closed')))
    }
    await expect.poll(rules, waiting).toEqual([])
  })

  it('there are none after the background was ended in mid-connect', async () => {
    await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/silent` })
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^Connecting/)
    await browser.stopBackground()
    await expect.poll(rules, waiting).toEqual([])
    await expectState(inspector, /^(Connecting|Disconnected)/)
  })
})
