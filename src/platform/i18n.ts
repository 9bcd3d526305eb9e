import { browser } from './browser.ts'

/**
 * A message of `_locales` in the language of the browser; `''` when there is none of that name.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/i18n/getMessage
 */
export function localized(name: string, substitutions: readonly string[]): string {
  return browser.i18n.getMessage(name, [...substitutions])
}
