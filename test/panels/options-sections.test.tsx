import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import { rememberedTheme } from '../../panels/shared/appearance.ts'
import { optionsSession } from './options-session.ts'
import { fakeOptionsSide } from './options-side.ts'

vi.mock('../../src/platform/i18n.ts', () => import('./english.ts'))
afterEach(cleanup)

function show() {
  const side = fakeOptionsSide()
  render(<Options session={optionsSession()} side={side} />)
  return side
}

test('every section has a heading that the navigation leads to', () => {
  show()
  const links = screen.getAllByRole('link').map((link) => [link.getAttribute('href')?.slice(1), link.textContent])
  const headings = screen.getAllByRole('heading', { level: 2 }).map(({ id, textContent }) => [id, textContent])
  expect(links).toEqual(headings)
})

test('what was allowed can be taken back, and the browser may keep it', async () => {
  const side = show()
  fireEvent.click(await screen.findByRole('button', { name: 'Take back wss://example.com/*' }))
  await waitFor(() => expect(screen.queryByText('wss://example.com/*')).toBeNull())
  expect(side.takenBack).toEqual(['wss://example.com/*'])
  fireEvent.click(screen.getByRole('button', { name: 'Take back identity' }))
  await screen.findByText('The browser kept identity: its administrator may have allowed it.')
})

test('storage says how much is used, and when the browser promises nothing', async () => {
  show()
  await screen.findByText(/1\.5 MB of 10 MB used/)
  fireEvent.click(await screen.findByRole('button', { name: 'Ask the browser to keep it' }))
  await screen.findByText('The browser did not promise it.')
})

test('a log is deleted when it can no longer be brought back', async () => {
  const session = optionsSession()
  render(<Options session={session} side={fakeOptionsSide()} />)
  const trims = () => session.calls.filter(({ name }) => name === 'log.trim').map(({ given }) => given)
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Orders' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the log of Orders' }))
  expect(screen.queryByRole('button', { name: 'Delete the log of Orders' })).toBeNull()
  expect(trims()).toEqual([])
  window.dispatchEvent(new Event('pagehide'))
  expect(trims()).toEqual([{ logId: 'p1', before: 1201 }])
})

test('a theme is chosen', () => {
  const side = show()
  fireEvent.change(screen.getByRole('combobox', { name: 'Theme' }), { target: { value: 'dark' } })
  expect(side.theme.value).toBe('dark')
})

test('the theme is remembered, and a page that is open takes it over', () => {
  localStorage.setItem('theme', '"dark"')
  const theme = rememberedTheme(window)
  expect(document.documentElement.dataset.theme).toBe('dark')
  window.dispatchEvent(new StorageEvent('storage', { key: 'theme', newValue: '"light"' }))
  expect([theme.value, document.documentElement.dataset.theme]).toEqual(['light', 'light'])
  window.dispatchEvent(new StorageEvent('storage', { key: 'theme', newValue: 'nonsense' }))
  expect(theme.value).toBe('system')
})
