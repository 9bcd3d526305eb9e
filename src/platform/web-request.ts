import type { WebRequest } from 'webextension-polyfill'
import type { Header } from '../core/observed-handshake.ts'
import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/** What the browser tells of the extension's own handshakes, and of the probes it makes. Times are epoch milliseconds. */
export type RequestEvent = { readonly requestId: string; readonly url: string; readonly at: number } & (
  | { readonly type: 'created' }
  | { readonly type: 'sent'; readonly headers: readonly Header[] }
  | {
      readonly type: 'answered'
      readonly status: number
      readonly statusLine: string
      readonly headers: readonly Header[]
    }
  | { readonly type: 'completed' }
  | { readonly type: 'failed'; readonly error: string }
)

/**
 * Calls the listener for requests of the extension's own pages to hosts it has access to: nothing is told of others.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/webRequest
 */
export function onOwnRequest(listener: (event: RequestEvent) => void): void {
  const filter: WebRequest.RequestFilter = {
    urls: ['ws://*/*', 'wss://*/*', 'http://*/*', 'https://*/*'],
    types: ['websocket', 'xmlhttprequest'],
    tabId: -1,
  }
  const { onBeforeRequest, onSendHeaders, onHeadersReceived, onBeforeRedirect, onCompleted, onErrorOccurred } =
    browser.webRequest
  const tell = (details: Details, event: Told | undefined) => {
    if (event && isOwn(details))
      listener({ requestId: details.requestId, url: details.url, at: details.timeStamp, ...event })
  }
  onBeforeRequest.addListener((details) => tell(details, { type: 'created' }), filter)
  onSendHeaders.addListener(
    (details) => tell(details, { type: 'sent', headers: headersOf(details.requestHeaders) }),
    filter,
    extraInfo('requestHeaders') as WebRequest.OnSendHeadersOptions[],
  )
  onHeadersReceived.addListener(
    (details) => tell(details, answered(details)),
    filter,
    extraInfo('responseHeaders') as WebRequest.OnHeadersReceivedOptions[],
  )
  onBeforeRedirect.addListener((details) => tell(details, answered(details)), filter, ['responseHeaders'])
  onCompleted.addListener((details) => tell(details, { type: 'completed' }), filter)
  onErrorOccurred.addListener((details) => tell(details, { type: 'failed', error: details.error }), filter)
}

type Told = RequestEvent extends infer Event
  ? Event extends RequestEvent
    ? Omit<Event, 'requestId' | 'url' | 'at'>
    : never
  : never

interface Details {
  readonly requestId: string
  readonly url: string
  readonly timeStamp: number
  readonly originUrl?: string | undefined
  /** Chromium's name for where a request comes from. */
  readonly initiator?: string
}

function isOwn({ initiator, originUrl }: Details): boolean {
  const own = browser.runtime.getURL('')
  return `${initiator ?? ''}/` === own || (originUrl ?? '').startsWith(own)
}

/** Answers that browsers make up themselves: of what is no HTTP, of a redirect of their own, of one that broke off. */
const madeUp = /^HTTP\/0\.9| (Internal Redirect|Connection Error)$/

function answered({ statusCode, statusLine, responseHeaders }: Answer): Told | undefined {
  // Firefox takes a request to TLS by itself and goes on; no server has answered.
  if (!statusCode) return undefined
  if (madeUp.test(statusLine)) return { type: 'failed', error: statusLine }
  return { type: 'answered', status: statusCode, statusLine, headers: headersOf(responseHeaders) }
}

interface Answer {
  readonly statusCode: number
  readonly statusLine: string
  readonly responseHeaders?: WebRequest.HttpHeaders
}

function headersOf(headers: WebRequest.HttpHeaders = []): Header[] {
  return headers.map(({ name, value }) => ({ name, value: value ?? '' }))
}

/** Chromium keeps some headers back unless asked for with a word that Firefox does not know. */
function extraInfo(headers: 'requestHeaders' | 'responseHeaders'): string[] {
  return browserName() === 'chromium' ? [headers, 'extraHeaders'] : [headers]
}
