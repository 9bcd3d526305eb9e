import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/**
 * Where servers send the person back to after a sign-in. It must be registered with them, so it is shown before Chrome
 * has the permission that its API needs.
 */
export function redirectUrl(): string {
  return browserName() === 'chromium'
    ? `https://${browser.runtime.id}.chromiumapp.org/`
    : browser.identity.getRedirectURL()
}

/** Whether the person may be sent to sign in; in Firefox the permission comes with the extension. */
export function maySignIn(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['identity'] })
}

/**
 * Asks the person for hosts and, in Chrome, for the window to sign in. Must be called in the handler of a click, before
 * anything is waited for.
 */
export function requestTokenAccess(origins: readonly string[], signsIn: boolean): Promise<boolean> {
  if (signsIn && browserName() === 'chromium') {
    return chrome.permissions.request({ origins: [...origins], permissions: ['identity'] })
  }
  return origins.length === 0 ? Promise.resolve(true) : browser.permissions.request({ origins: [...origins] })
}

/**
 * Opens a window for the person to sign in.
 * @returns the address the server sent them back to; rejects when they close the window
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/identity/launchWebAuthFlow
 */
export async function signIn(address: string): Promise<string> {
  return (await browser.identity.launchWebAuthFlow({ url: address, interactive: true })) ?? ''
}
