import type { BenchBrowser, Launch } from './browser.ts'
import { quietPage } from './contestants.ts'
import { quantile } from './statistics.ts'

export interface OpeningResult {
  readonly what: string
  readonly times: number
  /** Milliseconds from navigation to what can be used. */
  readonly p50: number
  readonly worst: number
}

interface Opening {
  readonly name: 'panel-open' | 'popup'
  readonly what: string
  readonly page: string
  /** What is there once the page can be used. */
  readonly selector: string
  prepare?(browser: BenchBrowser, extension: string, server: string): Promise<void>
}

const inspector = 'panels/inspector/index.html'

const openings: readonly Opening[] = [
  {
    name: 'panel-open',
    what: 'the panel, nothing in it',
    page: inspector,
    selector: '.main[aria-busy="false"] > .welcome',
  },
  {
    name: 'panel-open',
    what: 'the panel, 100 profiles and a log of 5,000 messages',
    page: inspector,
    selector: 'body:has(.main[aria-busy="false"]) .profile',
    prepare: fill,
  },
  {
    name: 'panel-open',
    what: 'the same, to the rows of the log',
    page: inspector,
    selector: '.main[aria-busy="false"] [data-seq]',
    prepare: fill,
  },
  { name: 'popup', what: 'the popup', page: 'panels/popup/index.html', selector: '.popup[aria-busy="false"]' },
]

const times = 15

/** From navigation to a page that knows the state and can be used, with the background awake; of several builds by turns. */
export async function measureOpening(
  launch: Launch,
  extensions: readonly string[],
  server: string,
  only: readonly string[],
): Promise<OpeningResult[]> {
  const results: OpeningResult[] = []
  for (const opening of openings) {
    if (!only.includes(opening.name)) continue
    for (const [index, extension] of extensions.entries()) {
      const took = await measure(launch, extension, server, opening)
      const what = index === 0 ? opening.what : `${opening.what}, ${extension}`
      results.push({ what, times, p50: quantile(took, 0.5), worst: quantile(took, 1) })
    }
  }
  return results
}

async function measure(launch: Launch, extension: string, server: string, opening: Opening): Promise<number[]> {
  const { page, selector, prepare } = opening
  const browser = await launch([extension])
  try {
    await prepare?.(browser, extension, server)
    const host = await browser.open(extension, quietPage)
    return await host.call('openPages', page, selector, times)
  } finally {
    await browser.close()
  }
}

/** Makes profiles, and a log of the last of them, which is the selected one. */
async function fill(browser: BenchBrowser, extension: string, server: string): Promise<void> {
  const page = await browser.open(extension, inspector)
  await page.call('makeProfiles', 99)
  await page.call('watchFrames', `${server}/flood?size=200&count=5000`, 5000)
  await page.close()
}
