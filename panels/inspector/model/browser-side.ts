import type { Browser } from '../../../src/core/headers.ts'
import type { PageAnswer } from '../../../src/platform/inspected-page.ts'

/** What the panel asks of the browser itself; tests hand in their own. */
export interface BrowserSide {
  readonly browser: Browser
  /** What the browser sends by itself as `Origin` and `User-Agent`. */
  readonly origin: string
  readonly userAgent: string
  hasHostAccess(origins: readonly string[]): Promise<boolean>
  /** Must be called in the handler of a click, before anything is waited for. */
  requestHostAccess(origins: readonly string[]): Promise<boolean>
  /** As `requestHostAccess`, and for the window in which the person signs in where that is to be opened. */
  requestTokenAccess(origins: readonly string[], signsIn: boolean): Promise<boolean>
  mayNotify(): Promise<boolean>
  /** Must be called in the handler of a click, before anything is waited for. */
  askToNotify(): Promise<boolean>
  /** Calls whenever something is allowed, or taken back, wherever that is done. @returns what ends the listening */
  onPermissions(listener: () => void): Promise<() => void>
  hasInspectedPage(): boolean
  readInInspectedPage(expression: string): Promise<PageAnswer>
  /** See `requestsOfInspectedPage`. */
  requestsOfInspectedPage(): Promise<unknown>
  reloadInspectedPage(): void
}
