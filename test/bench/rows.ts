import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchBrowser, Launch } from './browser.ts'
import { bareExtension } from './contestants.ts'
import { cpuDuring, untilQuiet } from './cpu.ts'
import { quantile } from './statistics.ts'

export interface RowsResult {
  /** Messages a second. */
  readonly rate: number
  readonly messages: number
  /** Milliseconds from a message's arrival to the frame with its row. */
  readonly p50: number
  readonly p99: number
  readonly worst: number
  /** Rows that were replaced by later ones before the next frame. */
  readonly skipped: number
  /** All of the browser, 1 being one core, while as many arrive and nobody notes which rows are there: that has a cost of its own. */
  readonly cpu: number
  /** The same browser with the same page and connection while nothing arrives. */
  readonly cpuIdle: number
  /** What of it is the browser's own: pages that show as much, or one number, as often, of messages that nobody keeps. */
  readonly bare: Readonly<Record<keyof typeof bareRows, number>>
}

/** The rows that are seen in the inspector, or none of them. */
const bareRows = { rows: 16, number: 0 } as const
/** Milliseconds from one drawing to the next, as from one commit of the log to the next. */
const pause = 30

const rate = 1000
const seconds = 10

/** From the arrival of a message to its row on the screen, in the inspector, which follows the end of the log. */
export async function measureRows(launch: Launch, extension: string, server: string): Promise<RowsResult> {
  const browser = await launch([bareExtension, extension])
  try {
    const flood = (count: number) => `${server}/flood?size=200&rate=${rate}&count=${count}`
    const bare = {
      number: await measureBare(browser, flood, bareRows.number),
      rows: await measureBare(browser, flood, bareRows.rows),
    }
    const page = await browser.open(extension, 'panels/inspector/index.html')
    await page.call('connectUnwatched', `${server}/echo`)
    await untilQuiet(browser.pid)
    const cpuIdle = await cpuDuring(browser.pid, 5000)
    const messages = rate * seconds
    const { delays, skipped } = await page.call('watchRows', flood(messages), messages)
    await page.call('connectUnwatched', flood(2 * messages))
    await sleep(1000)
    const cpu = await cpuDuring(browser.pid, seconds * 1000)
    const [p50, p99, worst] = [quantile(delays, 0.5), quantile(delays, 0.99), quantile(delays, 1)]
    return { rate, messages, p50, p99, worst, skipped, cpu, cpuIdle, bare }
  } finally {
    await browser.close()
  }
}

/** What the browser takes for no more than receiving as much, and showing as many rows of it as often. */
async function measureBare(browser: BenchBrowser, flood: (count: number) => string, shown: number): Promise<number> {
  const page = await browser.open(bareExtension, 'control.html')
  const count = rate * (seconds + 2)
  await untilQuiet(browser.pid)
  await page.call('showBare', { url: flood(count), count, rows: shown, pause })
  await sleep(1000)
  const cpu = await cpuDuring(browser.pid, seconds * 1000)
  await page.close()
  return cpu
}
