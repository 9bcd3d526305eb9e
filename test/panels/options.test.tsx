import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import type { PolicySummary } from '../../src/core/policy-words.ts'
import { fakeSession } from './fake-session.ts'

vi.mock('../../src/platform/i18n.ts', () => import('./english.ts'))
afterEach(cleanup)

function show(policy: PolicySummary) {
  render(<Options mirror={fakeSession({ policy }).mirror} />)
  expect(screen.getByRole('heading', { name: /^Organisation policy/ })).toBeTruthy()
  return screen.getByRole('status', { name: 'Policy state' }).textContent
}

test('no policy', () => expect(show({ state: 'none' })).toBe('None'))

test('an active policy, with every rule', () => {
  const rules = ['wss://*.example.com/* may be connected.', 'Every other address is blocked.']
  expect(
    show({ state: 'active', organization: 'Example Ltd', contact: 'it@example.com', rules, profileFaults: [] }),
  ).toBe('Active')
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(rules)
  expect(screen.getByText('it@example.com')).toBeTruthy()
})

test('an unreadable policy, and why', () => {
  expect(show({ state: 'unreadable', reason: 'rules: Invalid key' })).toBe('Unreadable')
  expect(screen.getByText('rules: Invalid key')).toBeTruthy()
})
