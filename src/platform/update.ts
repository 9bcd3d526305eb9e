import { browser } from './browser.ts'

/**
 * Calls when there is an update of the extension, which waits for `installUpdate` then, or for the next start of the
 * browser. Where nobody listens Firefox installs it at once; Chromium waits until nothing of the extension is in use.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime/onUpdateAvailable
 */
export function onUpdate(listener: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(() => listener())
}

/** Installs what waits: all pages of the extension close, and its background starts anew. */
export function installUpdate(): void {
  browser.runtime.reload()
}
