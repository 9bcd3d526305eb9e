import type { Launch } from './browser.ts'
import { quantile } from './statistics.ts'

export interface DocumentResult {
  readonly bytes: number
  /** Milliseconds from the click on the row to the tree. */
  readonly opened: { readonly p50: number; readonly worst: number; readonly times: number }
  /** Milliseconds of a plain `JSON.parse` of the same text on the same page, which knows nothing of digits or order. */
  readonly parsed: { readonly p50: number }
  /** Milliseconds from frame to frame while all of it is scrolled by a page in each. */
  readonly scrolled: { readonly p50: number; readonly p99: number; readonly worst: number }
}

const bytes = 10_000_000
const times = 10

/** A JSON message of 10 MB as a tree. */
export async function measureDocument(launch: Launch, extension: string, server: string): Promise<DocumentResult> {
  const browser = await launch([extension])
  try {
    const page = await browser.open(extension, 'panels/inspector/index.html')
    const { opened, parsed } = await page.call('openDocument', `${server}/document?bytes=${bytes}`, times)
    const gaps = await page.call('scrollTree', 200)
    const [p50, p99, worst] = [quantile(gaps, 0.5), quantile(gaps, 0.99), quantile(gaps, 1)]
    return {
      bytes,
      opened: { p50: quantile(opened, 0.5), worst: quantile(opened, 1), times },
      parsed: { p50: quantile(parsed, 0.5) },
      scrolled: { p50, p99, worst },
    }
  } finally {
    await browser.close()
  }
}
