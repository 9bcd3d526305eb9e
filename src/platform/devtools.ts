/**
 * Adds a panel to the DevTools. Chromium puts the `devtools` API on `chrome` only; Firefox has that name, too.
 * @param page from the root of the extension, with a leading slash: Firefox resolves it against the calling page
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/devtools/panels/create
 */
export function createPanel(title: string, icon: string, page: string): void {
  chrome.devtools.panels.create(title, icon, page)
}
