import { isLoopback } from './host.ts'

const webUrl = /^http(s?)(?=:\/\/[^\s/])/i
const withoutScheme = /^(\[[\da-f:.]+\]|[a-z\d_-]+(?:\.[a-z\d_-]+)*)(?::\d{1,5})?(?:[/?]\S*)?$/i

/**
 * The URL for a WebSocket that a person will have meant by one of the web, or by one without a scheme. It is a guess, to
 * be offered or to be seen before anything is done with it.
 * @returns undefined where nothing can be guessed
 */
export function meantUrl(text: string): string | undefined {
  const typed = text.trim()
  if (webUrl.test(typed)) return typed.replace(/^http(s?)/i, (_, secure: string) => `ws${secure.toLowerCase()}`)
  const host = withoutScheme.exec(typed)?.[1]?.toLowerCase()
  if (host === undefined || !isNamed(host, typed)) return undefined
  return `${isNearby(host) ? 'ws' : 'wss'}://${typed}`
}

/** A single word is a host only when something else says so. */
function isNamed(host: string, typed: string): boolean {
  return host.includes('.') || host !== typed.toLowerCase() || isLoopback(host)
}

/** On this machine or the network around it, where few servers have a certificate. */
function isNearby(host: string): boolean {
  return (
    isLoopback(host) || !/[.:]/.test(host) || /\.local$|^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.[\d.]+$/.test(host)
  )
}
