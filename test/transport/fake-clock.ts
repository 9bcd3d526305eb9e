import type { Clock } from '../../src/log/clock.ts'

export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass; what is due meanwhile happens at its moment. */
  pass(milliseconds: number): void
}

export function fakeClock(): FakeClock {
  let now = 0
  let timers: { at: number; callback: () => void }[] = []
  const runNext = (until: number): boolean => {
    const [next] = timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)
    if (!next) return false
    timers = timers.filter((timer) => timer !== next)
    now = next.at
    next.callback()
    return true
  }
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    pass(milliseconds) {
      const until = now + milliseconds
      while (runNext(until));
      now = until
    },
  }
}
