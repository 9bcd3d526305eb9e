import type { Launch } from './browser.ts'
import { quietPage } from './contestants.ts'
import { quantile } from './statistics.ts'
import { withHostAccess } from './with-host-access.ts'

export interface HandshakesResult {
  readonly contestant: string
  readonly count: number
  /** Milliseconds from the command to the open connection. */
  readonly p50: number
  readonly p95: number
}

const count = 100
const warmUp = 10

/** What headers cost a connect: the same connects with and without, by turns in one browser. */
export function measureHandshakes(launch: Launch, extension: string, server: string): Promise<HandshakesResult[]> {
  return withHostAccess(extension, async (copy) => {
    const browser = await launch([copy])
    try {
      const page = await browser.open(copy, quietPage)
      const url = `${server}/echo`
      const urls = { url, urlNoAccess: url.replace('127.0.0.1', 'localhost') }
      await page.call('shakeHands', { ...urls, count: warmUp })
      const { noAccess, plain, withHeaders } = await page.call('shakeHands', { ...urls, count })
      return [
        resultOf('plain, no access to the host', noAccess),
        resultOf('plain, with access', plain),
        resultOf('with four headers', withHeaders),
      ]
    } finally {
      await browser.close()
    }
  })
}

function resultOf(contestant: string, times: readonly number[]): HandshakesResult {
  return { contestant, count: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}
