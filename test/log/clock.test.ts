import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/log/clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each([2 ** 31, Number.POSITIVE_INFINITY])(
  'waits, although no timer of a browser holds %d milliseconds',
  (time) => {
    const callback = vi.fn()
    systemClock.after(time, callback)
    vi.advanceTimersByTime(24 * 60 * 60 * 1000)
    expect(callback).not.toHaveBeenCalled()
  },
)
