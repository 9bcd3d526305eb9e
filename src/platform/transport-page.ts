import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/**
 * The page that hosts the transport. Chromium keeps it in an offscreen document, which outlives the service worker; in
 * Firefox it is a frame of the event page and lives and dies with it.
 */
const path = 'src/transport/host.html'

/** Whether the page is there, from before the background last slept. */
export async function hasTransportPage(): Promise<boolean> {
  if (browserName() === 'firefox') return document.querySelector('iframe') !== null
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType],
  })
  return contexts.length > 0
}

/** Makes the page. Must not be called while it is there or being made. */
export async function createTransportPage(): Promise<void> {
  if (browserName() === 'chromium') {
    await chrome.offscreen.createDocument({
      url: path,
      reasons: ['WORKERS' as chrome.offscreen.Reason],
      justification: 'Holds WebSocket connections.',
    })
    return
  }
  const frame = document.createElement('iframe')
  frame.src = browser.runtime.getURL(path)
  document.body.append(frame)
}

export function transportPageUrl(): string {
  return browser.runtime.getURL(path)
}
