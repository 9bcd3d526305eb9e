import type { Browser } from './headers.ts'

/** The host permission that a request to an HTTP address takes. */
export function requestAccessFor({ protocol, hostname }: URL, browser: Browser): string[] {
  return accessTo(hostname, [browser === 'firefox' ? '*:' : protocol])
}

/**
 * The host permissions that setting and seeing the headers of a handshake takes, and a probe of the same server. Chrome
 * asks for `ws:` and `http:` apart; in Firefox `*:` covers all four schemes.
 */
export function hostAccessFor({ protocol, hostname }: URL, browser: Browser): string[] {
  if (browser === 'firefox') return accessTo(hostname, ['*:'])
  return accessTo(hostname, protocol === 'wss:' ? ['wss:', 'https:'] : ['ws:', 'http:'])
}

/** An asterisk would stand for other hosts: where one is in the name, nothing can be asked for. */
function accessTo(hostname: string, schemes: readonly string[]): string[] {
  return hostname.includes('*') ? [] : schemes.map((scheme) => `${scheme}//${hostname}/*`)
}
