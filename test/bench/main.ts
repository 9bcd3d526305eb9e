import os from 'node:os'
import { startServer } from '../servers/start.ts'
import type { Launch } from './browser.ts'
import { launchBenchChromium } from './chromium.ts'
import { contestantsFor } from './contestants.ts'
import { measureDocument } from './documents.ts'
import { measureEcho } from './echo.ts'
import { launchBenchFirefox } from './firefox.ts'
import { measureHandshakes } from './handshakes.ts'
import { measureOpening } from './opening.ts'
import { measurePanel } from './panel.ts'
import { measurePolicy } from './policy.ts'
import { measureReceive, type ReceiveResult, type ReceiveTask } from './receive.ts'
import { environmentOf, printReport, type Report, writeReport } from './report.ts'
import { measureRows } from './rows.ts'
import { type Benchmark, readSettings, type Settings } from './settings.ts'
import { measureTimers, measureWake } from './timers.ts'
import { measureTyping } from './typing.ts'

/** Some seconds each for the bare counter. */
const receiveTasks: Partial<Record<Benchmark, ReceiveTask>> = {
  'receive-200': { label: '200 B', size: 200, count: 400_000 },
  'receive-16k': { label: '16 KiB', size: 16_384, count: 30_000 },
}

/** Measures the built extension; `settings.ts` has the arguments, docs/performance.md what is measured and why so. */
export async function main(args: string[]): Promise<void> {
  const settings = readSettings(args)
  const launch = settings.browser === 'firefox' ? launchBenchFirefox : launchBenchChromium
  const server = await startServer('demo-server.mjs')
  try {
    const report = await measure(settings, launch, `ws://127.0.0.1:${server.port}`)
    printReport(report)
    console.log(`\nWritten to ${writeReport(report)}`)
  } finally {
    await server.stop()
  }
}

async function measure(settings: Settings, launch: Launch, server: string): Promise<Report> {
  const { only, extension, also } = settings
  const extensions = [extension, ...also]
  const environment = environmentOf(await versionOf(launch))
  const receive: ReceiveResult[] = []
  for (const [name, task] of Object.entries(receiveTasks)) {
    if (!only.includes(name)) continue
    const contestants = contestantsFor(settings)
    receive.push(...(await measureReceive(task, { launch, contestants, server, rounds: settings.rounds })))
  }
  const rows = only.includes('rows') ? await measureRows(launch, extension, server) : undefined
  const echo = only.includes('echo') ? await measureEcho(launch, extensions, server, settings.rounds) : []
  const handshakes = only.includes('headers') ? await measureHandshakes(launch, extension, server) : []
  const panel = only.includes('panel') ? await measurePanel(launch, extension, server) : undefined
  const document = only.includes('document') ? await measureDocument(launch, extension, server) : undefined
  const isChromium = settings.browser === 'chromium'
  const typing = only.includes('typing') && isChromium ? await measureTyping(launch, extension) : []
  const policy = only.includes('policy') ? measurePolicy() : []
  const opening = await measureOpening(launch, extensions, server, only)
  const timers = only.includes('timers') ? await measureTimers(launch, extension, server) : []
  if (only.includes('wake')) timers.push(...(await measureWake(launch, extension)))
  const loadAfter = os.loadavg()[0] ?? Number.NaN
  return { environment, loadAfter, receive, rows, echo, handshakes, panel, document, typing, policy, opening, timers }
}

async function versionOf(launch: Launch): Promise<string> {
  const browser = await launch([])
  await browser.close()
  return browser.version
}
