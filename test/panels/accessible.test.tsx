import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import axe from 'axe-core'
import { afterEach, expect, test } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import { Popup } from '../../panels/popup/popup.tsx'
import { createPopup } from '../../panels/popup/popup-model.ts'
import type { ConnectionState } from '../../src/core/connection.ts'
import { plainHandshake } from '../../src/core/handshake.ts'
import { noLimits } from '../../src/core/policy-rules.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { fakeKept } from './fake-kept.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { fakeTraffic } from './fake-traffic.ts'
import { optionsSession } from './options-session.ts'
import { fakeOptionsSide } from './options-side.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

/** Colours are looked at in a real browser: happy-dom has none. */
async function violations() {
  document.documentElement.lang = 'en'
  document.title = 'Switchboard'
  const { violations: found } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

test('the inspector without profiles', async () => {
  showInspector(fakeSession({ profiles: [] }))
  expect(await violations()).toEqual([])
})

test('the inspector with a log, a detail and a refusal', async () => {
  const session = fakeSession({ connections: [connectionOf(orders)] })
  session.answer({ 'connection.connect': () => refuse('invalid-url', 'No.', { field: 'url' }) })
  showInspector(session, fakeLogs(received(100)))
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }))
  await screen.findByRole('alert')
  await waitFor(() => expect(document.querySelector('[data-seq]')).not.toBeNull())
  fireEvent.click(document.querySelector('[data-seq]') as HTMLElement)
  await screen.findByRole('region', { name: 'Message detail' })
  expect(await violations()).toEqual([])
})

test('the options of a profile, and the offer to undo', async () => {
  showInspector()
  fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
  fireEvent.click(screen.getByRole('button', { name: 'Delete profile' }))
  await screen.findByRole('button', { name: 'Undo' })
  expect(await violations()).toEqual([])
})

test.each([
  ['a bearer token, and a scope', 'Auth', { type: 'bearer', prefix: 'Bearer', token: 'e30.e30.c2ln' }],
  ['a page token', 'Auth', { type: 'page-token', source: 'cookie', from: 'a', path: '', header: '' }],
  ['headers, one that cannot be sent', 'Headers', { type: 'none' }],
] as const)('%s', async (_, tab, auth) => {
  const session = fakeSession()
  const headers = [
    { name: 'x-api-key', value: '1', enabled: true },
    { name: 'Upgrade', value: 'h2c', enabled: true },
  ]
  session.handshakes.set('p1', { ...plainHandshake, auth, scope: 'world', headers, origin: { change: 'remove' } })
  showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: tab }))
  await waitFor(() => expect(screen.getByRole('tabpanel').textContent).not.toBe(''))
  expect(await violations()).toEqual([])
})

test('a handshake that failed, and its diagnosis', async () => {
  const state = { phase: 'closed', at: 1, during: 'handshake', cause: 'network', code: 1006, reason: '', clean: false }
  const session = fakeSession({ connections: [connectionOf(orders, { state: state as ConnectionState })] })
  const requestHeaders = [{ name: 'Cookie', value: 'a=b' }]
  const response = { status: 403, statusLine: 'HTTP/1.1 403 Forbidden', headers: [] }
  session.answer({
    'handshake.observed': () => ok({ url: orders.url, requestHeaders, response, steps: [{ step: 'created', at: 1 }] }),
    'handshake.diagnose': () => refuse('failed', 'No.', { hostAccess: ['ws://localhost/*'] }),
  })
  showInspector(session)
  fireEvent.click(screen.getByRole('tab', { name: 'Handshake' }))
  await screen.findByRole('table', { name: 'Request headers' })
  fireEvent.click(screen.getByRole('button', { name: 'Diagnose' }))
  await screen.findByRole('alert')
  expect(await violations()).toEqual([])
})

test('the popup', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { owner: 'background' })] })
  const context = { session, logs: fakeLogs(received(3)), trafficChannel: fakeTraffic(), kept: fakeKept() }
  render(<Popup model={createPopup({ ...context, requestHostAccess: async () => true })} />)
  expect(await violations()).toEqual([])
})

test('the options page', async () => {
  const policy = {
    state: 'active',
    organization: 'Example',
    contact: '',
    rules: { ...noLimits, requireSecure: true, allowInsecureLoopback: false, blockedUrls: ['*://*/*'] },
    profileFaults: [],
  } as const
  render(<Options session={optionsSession({ policy })} side={fakeOptionsSide()} />)
  expect(await violations()).toEqual([])
})
