import type { BenchBrowser, Launch } from './browser.ts'
import { bareExtension, quietPage } from './contestants.ts'
import { quantile } from './statistics.ts'

export interface EchoResult {
  readonly contestant: string
  readonly count: number
  /** Milliseconds of a round trip. */
  readonly p50: number
  readonly p99: number
}

interface Contestant {
  readonly name: string
  readonly extension: string
  readonly times: number[]
}

/** Turns of a round that are counted, and the round trips of each: of three rounds p99 is the fifteenth from the top. */
const turns = 2
const count = 250
const text = JSON.stringify({ type: 'echo', pad: 'x'.repeat(174) })
/** Milliseconds between two round trips, so that the log has become quiet and the next message is stored at once. */
const pause = 30

/** Round trips of 200 bytes, one at a time: as the log tells them, and to a bare socket, by turns. */
export async function measureEcho(
  launch: Launch,
  extensions: readonly string[],
  server: string,
  rounds: number,
): Promise<EchoResult[]> {
  const contestants: Contestant[] = [
    { name: 'bare, WebSocket', extension: bareExtension, times: [] },
    ...extensions.map((extension, index) => ({ name: index === 0 ? 'Switchboard' : extension, extension, times: [] })),
  ]
  const browser = await launch([bareExtension, ...extensions])
  try {
    // The first turn is for the code to get compiled.
    for (const one of contestants) await takeTurn(browser, one, server)
    for (const one of contestants) one.times.length = 0
    for (let turn = 0; turn < rounds * turns; turn++) {
      const order = turn % 2 === 0 ? contestants : contestants.toReversed()
      for (const one of order) await takeTurn(browser, one, server)
    }
  } finally {
    await browser.close()
  }
  return contestants.map(({ name, times }) => resultOf(name, times))
}

async function takeTurn(browser: BenchBrowser, { extension, times }: Contestant, server: string): Promise<void> {
  const task = { url: `${server}/echo`, count, text, pause }
  const isBare = extension === bareExtension
  const page = await browser.open(extension, isBare ? 'control.html' : quietPage)
  times.push(...(isBare ? await page.call('echoBare', task) : await page.call('echo', task)))
  await page.close()
}

function resultOf(contestant: string, times: readonly number[]): EchoResult {
  return { contestant, count: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
