import type { DeclarativeNetRequest } from 'webextension-polyfill'
import type { HeaderOperation } from '../core/headers.ts'
import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/**
 * Makes the browser change the headers of one handshake: a session rule for exactly this URL, requested by this
 * extension and by no tab. Other pages and extensions are not touched.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/declarativeNetRequest
 */
export async function setHeaderRule(id: number, url: string, operations: readonly HeaderOperation[]): Promise<void> {
  const rule: DeclarativeNetRequest.Rule = {
    id,
    priority: 1,
    action: { type: 'modifyHeaders', ...headersOf(operations) },
    condition: {
      resourceTypes: ['websocket'],
      ...exactly(url),
      isUrlFilterCaseSensitive: true,
      initiatorDomains: [new URL(browser.runtime.getURL('')).hostname],
      tabIds: [-1],
    },
  }
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id], addRules: [rule] })
}

export async function removeHeaderRule(id: number): Promise<void> {
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] })
}

/** Removes what an earlier run of the background left behind. */
export async function sweepHeaderRules(): Promise<void> {
  const rules = await browser.declarativeNetRequest.getSessionRules()
  if (rules.length === 0) return
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) })
}

/**
 * Firefox hangs on a 401 that asks for Basic authentication, and with it every later socket to the host; without the
 * header it fails as it should. The observer has seen the header by then.
 */
function headersOf(operations: readonly HeaderOperation[]) {
  const requestHeaders = operations.map(({ name, ...change }) => ({ header: name.toLowerCase(), ...change }))
  return {
    ...(requestHeaders.length > 0 ? { requestHeaders } : {}),
    ...(browserName() === 'firefox'
      ? { responseHeaders: [{ header: 'www-authenticate', operation: 'remove' as const }] }
      : {}),
  }
}

/**
 * Firefox sees the handshake as the `http:` request it is, and as `https:` where it goes to TLS by itself (HSTS). Chromium takes it
 * as it is; there a regular expression must not be long, and a plain filter must not have what it reads as wildcards.
 */
function exactly(url: string) {
  const isFirefox = browserName() === 'firefox'
  if (!isFirefox && !/[*^|]/.test(url)) return { urlFilter: `|${url}|` }
  const escaped = url.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return { regexFilter: `^${isFirefox ? escaped.replace(/^wss?/, '(?:ws|http)s?') : escaped}$` }
}
