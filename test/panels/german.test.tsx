import { cleanup, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { showInspector } from './show-inspector.tsx'

vi.mock('../../src/platform/i18n.ts', async () => {
  const { default: messages } = await import('../../public/_locales/de/messages.json', { with: { type: 'json' } })
  const { textOf } = await import('./english.ts')
  return { localized: textOf(messages) }
})
afterEach(cleanup)

test('the panel is there in German', () => {
  showInspector()
  for (const name of ['Neue Verbindung', 'Verbinden', 'Senden']) {
    expect(screen.getByRole('button', { name })).toBeDefined()
  }
  expect(screen.getByRole('combobox', { name: 'Umgebung' }).textContent).toContain('Keine Umgebung')
})
