import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { headerFaults, headerNameFaults, patternFaults } from '../../panels/options/rule-lines.ts'
import { speakLanguage } from '../../panels/shared/said.ts'
import { newProfile } from '../../src/core/profile.ts'
import { refuse } from '../../src/core/result.ts'
import { fakeSession } from './fake-session.ts'
import { speak } from './i18n.ts'
import { showInspector } from './show-inspector.tsx'

beforeAll(() => speak('de'))
afterAll(() => speak('en'))
afterEach(cleanup)

test('the panel is there in German', () => {
  showInspector()
  for (const name of ['Neue Verbindung', 'Verbinden', 'Senden']) {
    expect(screen.getByRole('button', { name })).toBeDefined()
  }
  expect(screen.getByRole('combobox', { name: 'Umgebung' }).textContent).toContain('Keine Umgebung')
})

test('what the background says is shown in German, too', async () => {
  await speakLanguage()
  const session = fakeSession()
  session.answer({
    'connection.connect': () =>
      refuse('url-blocked', 'ACME blocks this address.', { field: 'url', rule: 'Blocked: ws://*/*' }),
  })
  showInspector(session)
  fireEvent.click(screen.getByRole('button', { name: 'Verbinden' }))
  expect((await screen.findByRole('alert')).textContent).toContain(
    'ACME sperrt diese Adresse. Regel: Gesperrt: ws://*/*',
  )
})

test('what is wrong with a line of rules is told in German, too', async () => {
  await speakLanguage()
  expect(patternFaults('http://b/*')).toEqual([{ line: 1, message: expect.stringContaining('ist kein') }])
  expect(headerNameFaults('no good')).toEqual([{ line: 1, message: expect.not.stringContaining('is not') }])
  expect(headerFaults('x: \u0000')).toEqual([{ line: 1, message: expect.not.stringContaining('has characters') }])
})

test('a profile that nobody has named yet has no English name', async () => {
  const session = fakeSession({ profiles: [newProfile('p1')] })
  showInspector(session)
  expect(screen.getByRole('treeitem').textContent).toContain('Neue Verbindung')
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).placeholder).toBe('Neue Verbindung')
})
