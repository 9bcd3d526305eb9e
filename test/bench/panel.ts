import type { BenchBrowser, BenchPage, Heap, Launch } from './browser.ts'
import { quietPage } from './contestants.ts'
import type { FilterTimes } from './in-page/panel.ts'
import { quantile } from './statistics.ts'

export interface PanelResult {
  readonly messages: number
  /** Messages a second, from the connection to the last row on the screen. */
  readonly rate: number
  /** Milliseconds from one animation frame to the next meanwhile. */
  readonly frames: { readonly p50: number; readonly p99: number; readonly worst: number }
  /** Milliseconds from a jump to its rows on the screen. */
  readonly jumps: { readonly p50: number; readonly p99: number; readonly worst: number }
  readonly filter: FilterTimes
  /** Milliseconds from navigation to the rows of this log. */
  readonly opening: { readonly p50: number; readonly p99: number; readonly worst: number }
  /** What is held with this log open; only in Chromium. */
  readonly heaps: readonly { readonly what: string; readonly bytes: number }[]
  /** How fast another connection is logged while filters run over this log, as a part of how fast it is without; only in Chromium. */
  readonly underFilter: number | undefined
}

const messages = 1_000_000
const inspector = 'panels/inspector/index.html'

/** The inspector while a million messages arrive as fast as they can, and the log of them then. */
export async function measurePanel(launch: Launch, extension: string, server: string): Promise<PanelResult> {
  const browser = await launch([extension])
  try {
    const page = await browser.open(extension, inspector)
    const { gaps, took } = await page.call('watchFrames', `${server}/flood?size=200&count=${messages}`, messages)
    const jumps = await page.call('jump', 100)
    const filter = await page.call('filterLog', '"n":77777')
    const heaps = await heapsIn(browser)
    const underFilter = browser.heaps && (await rateUnderFilter(browser, page, extension, server))
    await page.close()
    const host = await browser.open(extension, quietPage)
    const opening = await host.call('openPages', inspector, '[data-seq]', 5)
    const rate = (messages / took) * 1000
    const spreads = { frames: spread(gaps), jumps: spread(jumps), opening: spread(opening) }
    return { messages, rate, ...spreads, filter, heaps, underFilter }
  } finally {
    await browser.close()
  }
}

/** The panel is a page and the Worker that reads the log; the transport a page and the Worker that does all the work. */
async function heapsIn(browser: BenchBrowser): Promise<PanelResult['heaps']> {
  const sum = (heaps: readonly Heap[] = []) => heaps.reduce((bytes, heap) => bytes + heap.bytes, 0)
  if (!browser.heaps) return []
  return [
    { what: 'the panel', bytes: sum(await browser.heaps(inspector)) },
    { what: 'the transport', bytes: sum(await browser.heaps('src/transport/host.html')) },
  ]
}

const underFilterCount = 100_000

/** By turns, twice, after a first flood for warming up. */
async function rateUnderFilter(browser: BenchBrowser, page: BenchPage, extension: string, server: string) {
  const receiver = await browser.open(extension, quietPage)
  const receive = async () => {
    const task = { url: `${server}/flood?size=200&count=${underFilterCount}`, count: underFilterCount }
    const { opened, ended } = await receiver.call('receive', task)
    return ended - opened
  }
  await receive()
  const took = { alone: 0, filtered: 0 }
  for (let round = 0; round < 2; round++) {
    took.alone += await receive()
    const filters = page.call('filterWhile', '"n":77777')
    took.filtered += await receive()
    await page.call('stopFilters')
    await filters
  }
  await receiver.close()
  return took.alone / took.filtered
}

function spread(values: readonly number[]) {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), worst: quantile(values, 1) }
}
