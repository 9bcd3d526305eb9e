import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepAwake } from '../../src/platform/keep-awake.ts'

const getPlatformInfo = vi.hoisted(() => vi.fn())
vi.mock('../../src/platform/browser.ts', () => ({ browser: { runtime: { getPlatformInfo } } }))
vi.mock('../../src/platform/browser-name.ts', () => ({ browserName: () => 'chromium' }))

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('calls the browser within each 30 s for as long as the background is needed, in Chromium too', () => {
  const awake = keepAwake()
  awake.set(true)
  awake.set(true)
  vi.advanceTimersByTime(60_000)
  expect(getPlatformInfo).toHaveBeenCalledTimes(3)
  awake.set(false)
  vi.advanceTimersByTime(60_000)
  expect(getPlatformInfo).toHaveBeenCalledTimes(3)
})
