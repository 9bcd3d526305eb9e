import { browser } from './browser.ts'

/** Whether all these match patterns have been granted. */
export function hasHostAccess(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...origins] })
}

/**
 * Asks the person for them. Must be called in the handler of a click, before anything is waited for.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions/request
 */
export function requestHostAccess(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...origins] })
}
