import { scriptOf } from '../e2e/support/script-of.ts'

/** What runs in the pages; see `in-page.ts`. */
type InPage = typeof import('./in-page.ts')
type Name = keyof InPage

/** A page of an extension, in a tab of its own. */
export interface BenchPage {
  /** Calls a function of `in-page.ts` in the page. Arguments and result travel as JSON. */
  call<N extends Name>(name: N, ...given: Parameters<InPage[N]>): Promise<Awaited<ReturnType<InPage[N]>>>
  /** A real click. Only in Chromium, as `press`: Firefox does one thing at a time, and the page has to watch. */
  click?(place: { readonly x: number; readonly y: number }): Promise<void>
  /** Presses the key of a character. */
  press?(character: string): Promise<void>
  close(): Promise<void>
}

/** A browser with extensions in it and nothing that watches their traffic. */
export interface BenchBrowser {
  readonly name: 'chromium' | 'firefox'
  readonly version: string
  readonly pid: number
  /** @param extension the folder it was loaded from */
  open(extension: string, page: string): Promise<BenchPage>
  /** Ends the background of an extension as the browser would. */
  endBackground(extension: string): Promise<void>
  /** Bytes that a page and its Workers hold. Only in Chromium. */
  heldBy?(page: string): Promise<number>
  close(): Promise<void>
}

export type Launch = (extensions: readonly string[]) => Promise<BenchBrowser>

/** `in-page.ts` as one script that leaves `bench` behind. */
export function inPageSource(): Promise<string> {
  return scriptOf('test/bench/in-page.ts', 'bench')
}
