import type { Launch } from './browser.ts'
import { bareExtension, quietPage } from './contestants.ts'
import { quantile } from './statistics.ts'

export interface EchoResult {
  readonly contestant: string
  readonly count: number
  /** Milliseconds of a round trip. */
  readonly p50: number
  readonly p99: number
}

const count = 500
const text = JSON.stringify({ type: 'echo', pad: 'x'.repeat(174) })
/** Between two round trips; the log's own writing makes about the same pause. */
const pause = 20

/** Round trips of 200 bytes, one at a time: as the log tells them, and to a bare socket, by turns. */
export async function measureEcho(launch: Launch, extension: string, server: string): Promise<EchoResult[]> {
  const task = { url: `${server}/echo`, count: count / 2, text }
  const bare: number[] = []
  const logged: number[] = []
  const browser = await launch([bareExtension, extension])
  try {
    for (let turn = 0; turn < 3; turn++) {
      const barePage = await browser.open(bareExtension, 'control.html')
      const fromBare = await barePage.call('echoBare', task, pause)
      await barePage.close()
      const page = await browser.open(extension, quietPage)
      const fromLog = await page.call('echo', task)
      await page.close()
      // The first turn is for the code to get compiled.
      if (turn > 0) bare.push(...fromBare)
      if (turn > 0) logged.push(...fromLog)
    }
  } finally {
    await browser.close()
  }
  return [resultOf('bare, WebSocket', bare), resultOf('Switchboard', logged)]
}

function resultOf(contestant: string, times: readonly number[]): EchoResult {
  return { contestant, count: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
