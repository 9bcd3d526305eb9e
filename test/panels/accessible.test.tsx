import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import axe from 'axe-core'
import { afterEach, expect, test, vi } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import { Popup } from '../../panels/popup/popup.tsx'
import { createPopup } from '../../panels/popup/popup-model.ts'
import { refuse } from '../../src/core/result.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

vi.mock('../../src/platform/i18n.ts', () => import('./english.ts'))
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

test('the popup', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { owner: 'background' })] })
  render(<Popup model={createPopup({ session, logs: fakeLogs(received(3)) })} />)
  expect(await violations()).toEqual([])
})

test('the options page', async () => {
  const policy = {
    state: 'active',
    organization: 'Example',
    contact: '',
    rules: ['All is blocked.'],
    profileFaults: [],
  } as const
  render(<Options mirror={fakeSession({ policy }).mirror} />)
  expect(await violations()).toEqual([])
})
