import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { soon } from '../soon.ts'
import { fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const fieldOf = (name: string) => screen.getByRole('textbox', { name }).closest('fieldset')

test('a profile of the organisation says that it is read-only, and can be duplicated', async () => {
  const { session } = showInspector(fakeSession({ profiles: [{ ...orders, origin: 'organization' }] }))
  for (const name of ['URL', 'Subprotocols', 'Name']) expect(fieldOf(name)?.disabled).toBe(true)
  expect(screen.getByRole('note').textContent).toContain('Your organisation gave this profile')
  fireEvent.click(screen.getByRole('button', { name: 'Duplicate to make your own' }))
  await soon(() => expect(session.calls.map(({ name }) => name)).toContain('profile.duplicate'))
})

test('the parts of its URL and its parameters are read-only, too', async () => {
  const url = 'wss://example.com/orders?page=2'
  showInspector(fakeSession({ profiles: [{ ...orders, url, origin: 'organization' }] }))
  fireEvent.click(screen.getByRole('tab', { name: 'Parameters' }))
  await soon(() => expect(fieldOf('Host')?.disabled).toBe(true))
  for (const field of screen.getAllByRole('textbox', { name: 'Parameter value' })) {
    expect(field.closest('fieldset')?.disabled).toBe(true)
  }
})

test('a profile of the person can be changed', () => {
  showInspector()
  expect(fieldOf('URL')?.disabled).toBe(false)
  expect(screen.queryByRole('note')).toBeNull()
})
