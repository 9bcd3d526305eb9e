import { browser } from './browser.ts'

/** Has the browser start the background with itself, not only when it is first needed. */
export function startWithBrowser(): void {
  browser.runtime.onStartup.addListener(() => undefined)
}
