import type { BenchBrowser, Launch } from './browser.ts'
import { bareExtension, quietPage } from './contestants.ts'
import { quantile, type Summary, summarise } from './statistics.ts'

export interface EchoResult {
  readonly contestant: string
  readonly count: number
  /** Milliseconds of a round trip. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
  /** The p99 of each round as a multiple of the bare Worker's in the same round. */
  readonly ratio: Summary
}

interface Contestant {
  readonly name: string
  readonly extension: string
  /** The round trips of each round. */
  readonly rounds: number[][]
}

/** Turns of a round that are counted, and the round trips of each: of three rounds p99 is the fifteenth from the top. */
const turns = 2
const count = 250
const text = JSON.stringify({ type: 'echo', pad: 'x'.repeat(174) })
/** Milliseconds between two round trips, so that the log has become quiet and the next message is stored at once. */
const pause = 30
/** Milliseconds from the handshake to the first of them: what opening the page has left to do is not what is measured. */
const rest = 1000

/** Round trips of 200 bytes, one at a time: as the log tells them, and to a bare socket, by turns. */
export async function measureEcho(
  launch: Launch,
  extensions: readonly string[],
  server: string,
  rounds: number,
): Promise<EchoResult[]> {
  const contestants: Contestant[] = [
    { name: 'bare, WebSocket', extension: bareExtension, rounds: [] },
    ...extensions.map((extension, index) => ({ name: index === 0 ? 'Switchboard' : extension, extension, rounds: [] })),
  ]
  const browser = await launch([bareExtension, ...extensions])
  try {
    // The first turn is for the code to get compiled.
    for (const { extension } of contestants) await takeTurn(browser, extension, server)
    for (let round = 0; round < rounds; round++) {
      for (const one of contestants) one.rounds.push([])
      for (let turn = 0; turn < turns; turn++) {
        const order = turn % 2 === 0 ? contestants : contestants.toReversed()
        for (const one of order) one.rounds.at(-1)?.push(...(await takeTurn(browser, one.extension, server)))
      }
    }
  } finally {
    await browser.close()
  }
  return contestants.map((one) => resultOf(one, contestants[0]?.rounds ?? []))
}

async function takeTurn(browser: BenchBrowser, extension: string, server: string): Promise<number[]> {
  const task = { url: `${server}/echo`, count, text, pause, rest }
  const isBare = extension === bareExtension
  const page = await browser.open(extension, isBare ? 'control.html' : quietPage)
  const times = await (isBare ? page.call('echoBare', task) : page.call('echo', task))
  await page.close()
  return times
}

function resultOf({ name, rounds }: Contestant, bare: readonly number[][]): EchoResult {
  const times = rounds.flat()
  const ratios = rounds.map((round, index) => quantile(round, 0.99) / quantile(bare[index] ?? [], 0.99))
  return {
    contestant: name,
    count: times.length,
    p50: quantile(times, 0.5),
    p90: quantile(times, 0.9),
    p99: quantile(times, 0.99),
    ratio: summarise(ratios),
  }
}
