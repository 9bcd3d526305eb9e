import type { Launch } from './browser.ts'
import { quantile } from './statistics.ts'

export interface OpeningResult {
  readonly what: string
  readonly times: number
  /** Milliseconds from navigation to what can be used. */
  readonly p50: number
  readonly worst: number
}

const pages = {
  'panel-open': ['panels/inspector/index.html', '.main[aria-busy="false"] > .welcome'],
  popup: ['panels/popup/index.html', '.popup[aria-busy="false"]'],
} as const

const times = 15

/** From navigation to a page that knows the state and can be used, with the background awake. */
export async function measureOpening(
  launch: Launch,
  extension: string,
  only: readonly string[],
): Promise<OpeningResult[]> {
  const results: OpeningResult[] = []
  for (const [name, [file, selector]] of Object.entries(pages)) {
    if (!only.includes(name)) continue
    const browser = await launch([extension])
    try {
      const host = await browser.open(extension, 'panels/options/index.html')
      const took = await host.call('openPages', file, selector, times)
      results.push({ what: file, times, p50: quantile(took, 0.5), worst: quantile(took, 1) })
    } finally {
      await browser.close()
    }
  }
  return results
}
