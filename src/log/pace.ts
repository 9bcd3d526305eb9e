import type { Clock } from './clock.ts'

/** Makes many calls into few: the first at once, then at most one in each interval, the last never left out. */
export class Pace {
  readonly #clock: Clock
  readonly #interval: () => number
  readonly #action: () => void
  #last = Number.NEGATIVE_INFINITY
  #stopTimer: (() => void) | undefined

  /** @param interval milliseconds, asked at each call */
  constructor(clock: Clock, interval: () => number, action: () => void) {
    this.#clock = clock
    this.#interval = interval
    this.#action = action
  }

  /** Asks for a call of the action. */
  call(): void {
    if (this.#stopTimer) return
    const wait = this.#last + this.#interval() - this.#clock.now()
    if (wait <= 0) this.now()
    else this.#stopTimer = this.#clock.after(wait, () => this.now())
  }

  /** Calls the action without waiting. */
  now(): void {
    this.stop()
    this.#last = this.#clock.now()
    this.#action()
  }

  /** Takes back what was asked for. */
  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
  }
}
