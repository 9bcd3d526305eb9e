import { expect, it, vi } from 'vitest'
import { onOwnRequest, type RequestEvent } from '../../src/platform/web-request.ts'

const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, (details: object) => void>() }))
vi.mock('../../src/platform/browser.ts', () => {
  const event = (name: string) => ({ addListener: (listener: () => void) => listeners.set(name, listener) })
  const names = ['onBeforeRequest', 'onSendHeaders', 'onHeadersReceived', 'onBeforeRedirect', 'onCompleted']
  const webRequest = Object.fromEntries([...names, 'onErrorOccurred'].map((name) => [name, event(name)]))
  return { browser: { webRequest, runtime: { getURL: () => 'moz-extension://own/' } } }
})

const told: RequestEvent[] = []
onOwnRequest((event) => told.push(event))

it.each<[string, string, number, string, object[]]>([
  ['an answer of the server', 'onHeadersReceived', 404, 'HTTP/1.1 404 Not Found', [{ type: 'answered', status: 404 }]],
  ['what is no HTTP', 'onHeadersReceived', 200, 'HTTP/0.9 200 OK', [{ type: 'failed', error: 'HTTP/0.9 200 OK' }]],
  ['an answer that broke off', 'onHeadersReceived', 503, 'HTTP/1.1 503 Connection Error', [{ type: 'failed' }]],
  ['a redirect by Chromium', 'onBeforeRedirect', 307, 'HTTP/1.1 307 Internal Redirect', [{ type: 'failed' }]],
  ['a redirect by Firefox, which goes on', 'onBeforeRedirect', 0, '', []],
])('takes %s for what it is', (_, name, statusCode, statusLine, events) => {
  told.length = 0
  const request = { requestId: '1', url: 'ws://h/', timeStamp: 1, originUrl: 'moz-extension://own/a.html' }
  listeners.get(name)?.({ ...request, statusCode, statusLine, responseHeaders: [] })
  expect(told).toMatchObject(events)
  expect(told).toHaveLength(events.length)
})
