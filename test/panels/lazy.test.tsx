import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { lazy } from '../../panels/shared/lazy.tsx'
import { soon } from '../soon.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>

test('a part that cannot be fetched says so, and can be tried again', async () => {
  let isThere = false
  const fetched = vi.fn(async () => {
    if (!isThere) throw new TypeError('Failed to fetch greeting.js')
    return Greeting
  })
  const Part = lazy(fetched)
  render(<Part name="Ada" />)
  expect((await screen.findByRole('alert')).textContent).toContain('TypeError: Failed to fetch greeting.js')
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await soon(() => expect(fetched).toHaveBeenCalledTimes(2))
  expect(screen.getByRole('alert')).toBeTruthy()
  isThere = true
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('Hello Ada')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a part that a browser does not fetch again is there after a reload', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
  const Part = lazy(() => Promise.reject(new Error('gone')))
  render(<Part />)
  fireEvent.click(await screen.findByRole('button', { name: 'Reload' }))
  expect(reload).toHaveBeenCalledOnce()
})

test('what was fetched before anyone looked is there at once, and fetched once', async () => {
  const fetched = vi.fn(async () => Greeting)
  const Part = lazy(fetched)
  await Promise.all([Part.load(), Part.load()])
  render(<Part name="Bob" />)
  expect(screen.getByText('Hello Bob')).toBeTruthy()
  expect(fetched).toHaveBeenCalledOnce()
})
