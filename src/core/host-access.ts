import type { Browser } from './headers.ts'

/** The host permission that a request to an HTTP address takes. */
export function requestAccessFor({ protocol, hostname }: URL, browser: Browser): string[] {
  return [`${browser === 'firefox' ? '*:' : protocol}//${hostname}/*`]
}

/**
 * The host permissions that setting and seeing the headers of a handshake takes, and a probe of the same server. Chrome
 * asks for `ws:` and `http:` apart; in Firefox `*:` covers all four schemes.
 */
export function hostAccessFor(url: URL, browser: Browser): string[] {
  const { hostname } = url
  if (browser === 'firefox') return [`*://${hostname}/*`]
  return url.protocol === 'wss:'
    ? [`wss://${hostname}/*`, `https://${hostname}/*`]
    : [`ws://${hostname}/*`, `http://${hostname}/*`]
}
