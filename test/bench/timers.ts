import { setTimeout as sleep } from 'node:timers/promises'
import type { Launch } from './browser.ts'
import { bareExtension, quietPage } from './contestants.ts'
import { quantile } from './statistics.ts'

export interface TimersResult {
  readonly what: string
  readonly times: number
  /** Milliseconds later than planned, or from the question to the answer. */
  readonly p50: number
  readonly p95: number
  readonly worst: number
}

const interval = 500
const delay = 1000
/** Milliseconds for which all views are closed. */
const span = 25_000
/** Milliseconds from one end of the background to the next. */
const endEvery = 5000
const wakes = 30
/** Milliseconds for which the background is asleep: a browser ends it long before it is needed again. */
const rest = 300

/** A page of the extension without a view in it, which the background takes for the options. */
const emptyPage = 'icons/16.png?/panels/options/index.html'

/** How late keep-alive messages and reconnections are with every view closed and the background ended again and again. */
export async function measureTimers(launch: Launch, extension: string, server: string): Promise<TimersResult[]> {
  const browser = await launch([extension])
  try {
    const page = await browser.open(extension, quietPage)
    const urls = { quietUrl: `${server}/echo`, brokenUrl: `${server}/cut?count=0&at-once` }
    const logs = await page.call('startTimers', { ...urls, interval, delay })
    await page.close()
    const end = Date.now() + span
    while (Date.now() < end) {
      // In Firefox the connections would end with it; there it stays while there are any.
      if (browser.name === 'chromium') await browser.endBackground(extension)
      await sleep(endEvery)
    }
    const reader = await browser.open(extension, quietPage)
    const keepAlive = await reader.call('keepAliveDelays', logs.quiet, interval)
    const reconnect = await reader.call('reconnectDelays', logs.broken, delay)
    return [resultOf('keep-alive message, late by', keepAlive), resultOf('reconnection, late by', reconnect)]
  } finally {
    await browser.close()
  }
}

/**
 * From a view's first word to a background that has ended until a command is answered; and the same with a background
 * that does nothing but answer: what of it is the browser's own.
 */
export async function measureWake(launch: Launch, extension: string): Promise<TimersResult[]> {
  const bare = await wakesOf(launch, bareExtension, 'control.html', 'answerOnce')
  const took = await wakesOf(launch, extension, emptyPage, 'commandOnce')
  return [
    resultOf('bare background woken to an answer', bare),
    resultOf('background woken to a command answered', took),
  ]
}

async function wakesOf(launch: Launch, extension: string, page: string, call: 'answerOnce' | 'commandOnce') {
  const browser = await launch([extension])
  try {
    const opened = await browser.open(extension, page)
    const took: number[] = []
    for (let time = 0; time < wakes; time++) {
      await browser.endBackground(extension)
      await sleep(rest)
      took.push(await opened.call(call))
    }
    return took
  } finally {
    await browser.close()
  }
}

function resultOf(what: string, values: readonly number[]): TimersResult {
  return {
    what,
    times: values.length,
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    worst: quantile(values, 1),
  }
}
