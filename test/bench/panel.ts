import type { BenchBrowser, BenchPage, Launch } from './browser.ts'
import { bareExtension, quietPage } from './contestants.ts'
import type { FilterTimes } from './in-page/panel.ts'
import type { ExportTimes, FilteredReceive, FindTimes } from './in-page/whole-log.ts'
import { quantile } from './statistics.ts'
import { ifWithin, within } from './within.ts'

export interface Spread {
  readonly p50: number
  readonly p99: number
  readonly worst: number
}

export interface PanelResult {
  readonly messages: number
  /** Messages a second, from the connection to the last row on the screen. */
  readonly rate: number
  /** Milliseconds from one animation frame to the next meanwhile. */
  readonly frames: Spread
  /**
   * The same of a page that draws one number in each frame while messages are only counted, at the same rate that is asked for and at the
   * one that was taken here, or also read and kept at that one.
   */
  readonly bare: readonly BareFrames[]
  /** Milliseconds from a jump to its rows on the screen. */
  readonly jumps: Spread
  readonly filter: FilterTimes
  /** The same in a panel that was opened anew, some time after a click into the field. */
  readonly clicked: FilterTimes
  /** Milliseconds from the last key of a filter to its first hits. */
  readonly typed: number
  /** Milliseconds from navigation to the rows of this log. */
  readonly opening: Spread
  /** Bytes held after a garbage collection with this log open, by a page and its Workers; only in Chromium. */
  readonly held: readonly { readonly what: string; readonly bytes: number | undefined }[]
  readonly find: FindTimes | undefined
  readonly underFilter: FilteredReceive | undefined
  readonly exports: readonly { readonly format: string; readonly times: ExportTimes | undefined }[]
}

interface BareFrames {
  readonly what: 'counted' | 'stored'
  readonly rate: number
  readonly frames: Spread
}

const messages = 1_000_000
const bareMessages = 500_000
/** Messages a second, or as many as are taken. */
const rate = 40_000
/** Milliseconds: nobody pastes sooner after a click. */
const clickToText = 200
const inspector = 'panels/inspector/index.html'

/** The inspector while a million messages arrive, and the log of them then; and what of its frames is the browser's own. */
export async function measurePanel(launch: Launch, extension: string, server: string): Promise<PanelResult> {
  const panel = await measureInspector(launch, extension, server)
  const taken = Math.round(panel.rate)
  const bare = await measureBare(launch, server, [
    { what: 'counted', rate },
    { what: 'counted', rate: taken },
    { what: 'stored', rate: taken },
  ])
  return { ...panel, bare }
}

async function measureInspector(launch: Launch, extension: string, server: string): Promise<Omit<PanelResult, 'bare'>> {
  const browser = await launch([extension])
  try {
    const page = await browser.open(extension, inspector)
    const flood = page.call('watchFrames', `${server}/flood?size=200&rate=${rate}&count=${messages}`, messages)
    const { gaps, took } = await within(220_000, 'A million messages', flood)
    const jumps = await within(60_000, 'Jumping', page.call('jump', 100))
    // The nearest hits are 78,000 messages from the end, where a filter begins.
    const filter = await within(90_000, 'A filter', page.call('filterLog', '"n":92222'))
    const typed = await within(90_000, 'A filter that is typed', page.call('typeFilterKeys', '"n":92111'))
    const more = await measureWhole(browser, page, server)
    await page.close()
    const again = await browser.open(extension, inspector)
    const clicked = await within(90_000, 'A filter after a click', again.call('filterLog', '"n":92222', clickToText))
    await again.close()
    const host = await browser.open(extension, quietPage)
    const opening = await within(120_000, 'Opening', host.call('openPages', inspector, '[data-seq]', 5))
    const taken = (messages / took) * 1000
    const spreads = { frames: spread(gaps), jumps: spread(jumps), opening: spread(opening) }
    return { messages, rate: taken, ...spreads, filter, clicked, typed, ...more }
  } finally {
    await browser.close()
  }
}

/** The frames of a page that draws a number while as many messages a second are counted or stored, or as many as are taken. */
async function measureBare(
  launch: Launch,
  server: string,
  tasks: readonly Pick<BareFrames, 'what' | 'rate'>[],
): Promise<BareFrames[]> {
  const browser = await launch([bareExtension])
  try {
    const page = await browser.open(bareExtension, 'control.html')
    const results: BareFrames[] = []
    for (const { what, rate } of tasks) {
      const url = `${server}/flood?size=200&rate=${rate}&count=${bareMessages}`
      const flood = page.call('watchNumber', { url, count: bareMessages }, what === 'stored')
      const { gaps, took } = await within(110_000, 'Counting', flood)
      results.push({ what, rate: (bareMessages / took) * 1000, frames: spread(gaps) })
    }
    return results
  } finally {
    await browser.close()
  }
}

/** What is done with all of a long log. A step that does not come to its end has no figure; the others have theirs. */
async function measureWhole(browser: BenchBrowser, page: BenchPage, server: string) {
  const held: { what: string; bytes: number | undefined }[] = []
  for (const [what, url] of browser.heldBy ? holders : []) {
    held.push({ what, bytes: await ifWithin(20_000, `What ${what} holds`, holding(browser, url)) })
  }
  const find = await ifWithin(70_000, 'Finding', page.call('findInLog', '"n":77777'))
  const task = { url: `${server}/flood?size=200&count=${underFilterCount}`, count: underFilterCount }
  const receiving = page.call('receiveWhileFiltering', task, '"n":77777', 2)
  const underFilter = await ifWithin(120_000, 'Receiving under a filter', receiving)
  const exports: { format: string; times: ExportTimes | undefined }[] = []
  for (const format of browser.name === 'chromium' ? (['ndjson', 'har'] as const) : []) {
    const times = await ifWithin(100_000, `Export as ${format}`, page.call('exportWhole', format, 90_000))
    exports.push({ format, times })
  }
  return { held, find, underFilter, exports }
}

/** The panel is a page and the Worker that reads the log; the transport a page and the Worker that does all the work. */
const holders = [
  ['the panel', inspector],
  ['the transport', 'src/transport/host.html'],
] as const

async function holding({ heldBy }: BenchBrowser, url: string): Promise<number> {
  return heldBy ? heldBy(url) : Number.NaN
}

const underFilterCount = 100_000

function spread(values: readonly number[]): Spread {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), worst: quantile(values, 1) }
}
