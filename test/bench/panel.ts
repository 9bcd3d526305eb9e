import type { Launch } from './browser.ts'
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
    await page.close()
    const host = await browser.open(extension, quietPage)
    const opening = await host.call('openPages', inspector, '[data-seq]', 5)
    const rate = (messages / took) * 1000
    const spreads = { frames: spread(gaps), jumps: spread(jumps), opening: spread(opening) }
    return { messages, rate, ...spreads, filter }
  } finally {
    await browser.close()
  }
}

function spread(values: readonly number[]) {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), worst: quantile(values, 1) }
}
