import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { NumberOption } from '../../panels/inspector/automation/number-option.tsx'
import { entriesOf } from '../../panels/inspector/messages/entries-of.ts'
import { counted } from '../../panels/shared/counted.ts'
import { speak } from './i18n.ts'

afterEach(cleanup)
afterEach(() => speak('en'))

test('one is one, in what a filter keeps, too', () => {
  expect([entriesOf(0, 1), entriesOf(1, 2)]).toEqual(['0 of 1 entry', '1 of 2 entries'])
  speak('de')
  expect([entriesOf(0, 1), entriesOf(1, 2)]).toEqual(['0 von 1 Eintrag', '1 von 2 Einträgen'])
  expect([counted('askMore', 1), counted('askMore', 2)]).toEqual(['1 weitere wartet.', '2 weitere warten.'])
})

test.each([
  ['seconds', 1000, 'second'],
  ['days', 1, 'day'],
  ['unitBytes', 1, 'byte'],
] as const)('beside a field for %s the unit is that of the number in it', (unit, scale, one) => {
  const given = { label: 'handshakeTimeout', unit, scale, least: 0, most: 99, onChange: () => {} } as const
  const { container, rerender } = render(<NumberOption {...given} value={2 * scale} />)
  expect(container.textContent).toContain(`${one}s`)
  fireEvent.input(screen.getByRole('spinbutton'), { target: { value: '1' } })
  rerender(<NumberOption {...given} value={scale} />)
  expect(container.textContent).toMatch(new RegExp(`${one}$`))
})
