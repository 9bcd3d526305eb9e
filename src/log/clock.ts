/** Time and waiting, handed in so that tests need neither. */
export interface Clock {
  /** Milliseconds from any fixed moment. */
  now(): number
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, callback: () => void): () => void
}

/** The most milliseconds of a browser's timer: with more it would end at once. */
const mostAtOnce = 2 ** 31 - 1

/** The clock of the browser. What is further away than 24 days comes after those. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, mostAtOnce))
    return () => clearTimeout(timer)
  },
}
