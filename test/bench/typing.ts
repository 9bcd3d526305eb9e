import { setTimeout as sleep } from 'node:timers/promises'
import type { Launch } from './browser.ts'
import { quantile } from './statistics.ts'

export interface TypingResult {
  readonly document: string
  readonly characters: number
  readonly keys: number
  /** Milliseconds from one animation frame to the next while keys are pressed. */
  readonly p50: number
  readonly p99: number
  readonly worst: number
  /** Frames that took more than 50 milliseconds. */
  readonly slow: number
}

const documents = [
  ['one value a line', 'lines'],
  ['all in one line', 'one-line'],
] as const

/** What makes the document no JSON at first, and then JSON with another key in it. */
const typed = ' "typed": "while the document is looked at again and again",'
/** Milliseconds between two keys: faster than people type. */
const pace = 60

/** Real key strokes in the middle of a JSON document of a million bytes in the composer. Chromium only. */
export async function measureTyping(launch: Launch, extension: string): Promise<TypingResult[]> {
  const browser = await launch([extension])
  const results: TypingResult[] = []
  try {
    for (const [document, layout] of documents) {
      const page = await browser.open(extension, 'panels/inspector/index.html')
      await page.click?.(await page.call('composerPlace'))
      const characters = await page.call('fillEditor', layout)
      const watched = page.call('watchTyping')
      for (const character of typed) {
        await page.press?.(character)
        await sleep(pace)
      }
      const gaps = await watched
      const spread = { p50: quantile(gaps, 0.5), p99: quantile(gaps, 0.99), worst: quantile(gaps, 1) }
      results.push({ document, characters, keys: typed.length, ...spread, slow: gaps.filter((gap) => gap > 50).length })
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return results
}
