import os from 'node:os'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { badFrames } from '../servers/faults.mjs'
import { type RunningServer, startServer } from '../servers/start.ts'
import { randomFrom } from './in-page/random.ts'
import type { TestBrowser } from './support/browser.ts'
import { FaultReport, figuresOf } from './support/fault-report.ts'
import { waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'
import { openAtServer } from './support/server.ts'
import { Witness } from './support/witness.ts'

// What can go wrong goes wrong here, at moments that a seed decides, and everything is counted: docs/faults.md.

/** How much of the long run is asked for: 1 is all of it; a run of `npm test` has the short one. */
const share = Number(process.env.SWITCHBOARD_SOAK ?? 0)
const seed = Number(process.env.SWITCHBOARD_SEED ?? 8)
const random = randomFrom(seed)
/** How often each fault happens, in the short run and in the long one. */
const times = {
  background: often(3, 200),
  transport: often(2, 50),
  network: often(1, 50),
  connects: often(20, 2_500),
  atOnce: often(60, 200),
  fuzz: often(2_000, 50_000),
  doors: often(50, 2_000),
  browser: often(1, 20),
}

function often(short: number, long: number): number {
  return Math.max(short, Math.round(long * share))
}

vi.setConfig({ testTimeout: share > 0 ? 3 * 3_600_000 : 120_000 })

let browser: TestBrowser
let server: RunningServer
let witness: Witness
let report: FaultReport

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
  browser = await launchTestBrowser({ hostAccess: 'granted' })
  witness = await Witness.in(browser)
  report = new FaultReport({
    browser: browser.name,
    seed,
    share,
    date: new Date().toISOString(),
    load: os.loadavg()[0],
  })
})

afterEach(async () => {
  await witness.call('clear')
})

afterAll(async () => {
  if (share > 0) report?.write(`.run/soak-${browser.name}.json`)
  await browser?.close()
  await server?.stop()
})

const at = (path: string) => `ws://127.0.0.1:${server.port}${path}`

/** From `least` up to and without `most`, as the seed has it. */
function between(least: number, most: number): number {
  return least + Math.floor(random() * (most - least))
}

async function announced(logId: string): Promise<number> {
  return ((await witness.call('told')).announced[logId] ?? 1) - 1
}

/** Waits until so many more entries of a log were announced. */
async function grown(logId: string, entries: number): Promise<number> {
  return witness.call('grown', logId, (await announced(logId)) + entries)
}

/** What a log has in the end, and what was counted of it. */
async function settled(logId: string, closed: number) {
  const [log] = await witness.call('settled', [logId], { closed })
  if (!log) throw new Error('The log was not read.')
  return { log, figures: figuresOf(log, log.announced) }
}

/** How many connections views are told to be open, and the server does not have, or the other way round. */
async function lies(): Promise<{ lies: number }> {
  const difference = async () => {
    const { phases } = await witness.call('told')
    return Math.abs(Object.values(phases).filter((phase) => phase === 'open').length - (await openAtServer(server)))
  }
  await expect.poll(difference, waiting).toBe(0)
  return { lies: await difference() }
}

/** What is there when all was closed and nothing should be. */
async function leftOver(): Promise<{ connectionsLeft: number; rulesLeft: number }> {
  await witness.call('clear')
  await expect.poll(() => openAtServer(server), waiting).toBe(0)
  return { connectionsLeft: await openAtServer(server), rulesLeft: await witness.call('headerRules') }
}

/** Waits until views have been told everything by a new run of the background. */
async function stopBackground(): Promise<void> {
  const { runs } = await witness.call('told')
  await browser.stopBackground()
  await expect.poll(async () => (await witness.call('told')).runs, waiting).toBeGreaterThan(runs)
}

it('the background ends in the middle of traffic', async () => {
  const { connectionId, logId } = await witness.call('connect', { url: at('/flood?rate=1000&count=1000000000') })
  // In Firefox the sockets end with the event page.
  const isFirefox = browser.name === 'firefox'
  const told = []
  for (let time = 0; time < times.background; time++) {
    await grown(logId, between(1, 400))
    await stopBackground()
    await expect
      .poll(async () => (await witness.call('told')).phases[connectionId], waiting)
      .toBe(isFirefox ? 'closed' : 'open')
    told.push(await lies())
    if (isFirefox) await witness.call('reconnect', connectionId)
  }
  await grown(logId, 100)
  await disconnect(connectionId)
  const { log, figures } = await settled(logId, 1)
  expect(log).toMatchObject({ sessions: isFirefox ? times.background + 1 : 1 })
  report.add('background ended', times.background, figures, ...told, await leftOver())
})

it('the page that holds the transport is gone', async () => {
  const { connectionId, logId } = await witness.call('connect', { url: at('/flood?rate=1000&count=1000000000') })
  const told = []
  for (let time = 0; time < times.transport; time++) {
    await grown(logId, between(1, 400))
    await witness.call('endTransport')
    await witness.call('comesTo', connectionId, ['closed'])
    told.push(await lies())
    await witness.call('reconnect', connectionId)
  }
  await grown(logId, 100)
  await disconnect(connectionId)
  const { log, figures } = await settled(logId, 1)
  expect(log).toMatchObject({ sessions: times.transport + 1 })
  report.add('transport gone', times.transport, figures, ...told, await leftOver())
})

async function disconnect(connectionId: string): Promise<void> {
  await witness.call('call', 'connection.disconnect', { connectionId } as never)
  await witness.call('comesTo', connectionId, ['closed'])
}

it('the network or the server ends a connection in every bad way', async () => {
  const closeCodes = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535].map((code) => `close-${code}`)
  const urls = [
    ...[...Object.keys(badFrames), ...closeCodes].map((kind) => `/frame?kind=${kind}`),
    ...['/cut?', '/slow?'],
  ].map((path) => at(`${path}&count=20`))
  const counted = []
  for (let time = 0; time < times.network; time++) {
    for (const url of urls) counted.push(await endedBy(url))
    counted.push(await lies(), await leftOver())
  }
  report.add('connection ended badly', times.network * urls.length, ...counted)
})

/** Connects and asks for the harm; all that came before it has to be in the log. */
async function endedBy(url: string) {
  const { connectionId, logId } = await witness.call('connect', { url })
  await witness.call('settled', [logId], { messages: 20 })
  const message = { connectionId, text: '{"now":true}', sendAs: 'json-object' }
  await witness.call('call', 'message.send', message as never)
  await witness.call('comesTo', connectionId, ['closed'])
  const { log, figures } = await settled(logId, 1)
  expect(log, url).toMatchObject({ messages: url.includes('/slow') ? 21 : 20, sessions: 1, closed: 1 })
  return figures
}

it('a connection breaks off in the middle of a flood', async () => {
  const counted = []
  for (let time = 0; time < times.network; time++) {
    const url = at(`/frame?kind=reserved-opcode&count=${between(1000, 5000)}&at-once`)
    const { logId } = await witness.call('connect', { url }, ['closed'])
    const { log, figures } = await settled(logId, 1)
    // Browsers keep back what they have not handed over by then, and do not tell how much: the log has to say so.
    counted.push(figures, { lost: log.gaps === 1 ? 0 : 1 })
  }
  report.add('broken off in a flood', times.network, ...counted, await lies(), await leftOver())
})

it('connections are made and ended over and over', async () => {
  const lanes = 4
  const logs = await witness.call('cycle', { url: at('/echo') }, `token-${seed}`, lanes, times.connects)
  const counted = []
  for (const logId of logs) {
    const { log, figures } = await settled(logId, times.connects)
    expect(log).toMatchObject({ sessions: times.connects, closed: times.connects })
    counted.push(figures)
  }
  report.add('connected and disconnected', lanes * times.connects, ...counted, await lies(), await leftOver())
})

it('many connections at once', async () => {
  const opened = await witness.call('connectMany', { url: at('/flood?count=50&rate=100') }, times.atOnce)
  expect(opened.filter(({ state }) => state.phase === 'open')).toHaveLength(times.atOnce)
  const told = await lies()
  const ids = opened.map(({ logId }) => logId)
  const logs = await witness.call('settled', ids, { messages: 50 })
  expect(logs.filter(({ messages }) => messages !== 50)).toEqual([])
  const counted = logs.map((log) => figuresOf(log, log.announced))
  report.add('connections at once', times.atOnce, ...counted, told, await leftOver())
})

it('views send what no view would', async () => {
  const before = await witness.call('stored')
  const fuzzed = await witness.call('fuzz', seed, times.fuzz)
  expect(fuzzed).toMatchObject({ wrong: [], isAlive: true })
  expect(Object.values(fuzzed.refused).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(times.fuzz / 2)
  expect(await witness.call('knock', seed, times.doors)).toEqual([])
  expect(await witness.call('stored')).toBe(before)
  report.add('messages no view would send', times.fuzz + times.doors, await lies(), await leftOver())
})

it('the browser is killed in the middle of a flood', async () => {
  const { profileId } = await witness.call('connect', { url: at('/flood?rate=3000&count=1000000000') })
  const counted = []
  for (let time = 0; time < times.browser; time++) {
    const { logId } = time === 0 ? { logId: profileId } : await witness.call('connectAgain', profileId)
    const known = await grown(logId, between(100, 4000))
    await browser.kill()
    witness = await Witness.in(browser)
    counted.push(figuresOf(await witness.call('readNumbers', logId), known), await lies())
  }
  report.add('browser killed', times.browser, ...counted, await leftOver())
})
