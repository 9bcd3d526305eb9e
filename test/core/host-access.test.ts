import { expect, it } from 'vitest'
import { hostAccessFor, requestAccessFor } from '../../src/core/host-access.ts'

it('is asked for one host, with the schemes that are needed', () => {
  const url = new URL('wss://h.example:99/a?b')
  expect(hostAccessFor(url, 'chromium')).toEqual(['wss://h.example/*', 'https://h.example/*'])
  expect(hostAccessFor(new URL('ws://[::1]/'), 'chromium')).toEqual(['ws://[::1]/*', 'http://[::1]/*'])
  expect(hostAccessFor(url, 'firefox')).toEqual(['*://h.example/*'])
  expect(requestAccessFor(new URL('https://a.example/token'), 'chromium')).toEqual(['https://a.example/*'])
  expect(requestAccessFor(new URL('https://a.example/token'), 'firefox')).toEqual(['*://a.example/*'])
})

it('is never asked for other hosts than the one of the URL', () => {
  for (const url of ['ws://*/', 'ws://*.example/', 'wss://a*b.example/'].map((text) => new URL(text))) {
    expect(hostAccessFor(url, 'chromium')).toEqual([])
    expect(hostAccessFor(url, 'firefox')).toEqual([])
    expect(requestAccessFor(new URL(url.href.replace(/^ws/, 'http')), 'chromium')).toEqual([])
  }
})
