import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepAwake } from '../../src/platform/keep-awake.ts'

const getPlatformInfo = vi.hoisted(() => vi.fn())
vi.mock('../../src/platform/browser.ts', () => ({ browser: { runtime: { getPlatformInfo } } }))

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  getPlatformInfo.mockClear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each(['chrome-extension:', 'moz-extension:'])(
  'calls %s within each 30 s while the background is needed',
  (protocol) => {
    vi.stubGlobal('location', { protocol })
    const awake = keepAwake()
    awake.set(true)
    awake.set(true)
    vi.advanceTimersByTime(60_000)
    expect(getPlatformInfo).toHaveBeenCalledTimes(3)
    awake.set(false)
    vi.advanceTimersByTime(60_000)
    expect(getPlatformInfo).toHaveBeenCalledTimes(3)
  },
)
