import type { Clock } from './clock.ts'

export interface WatchdogOptions {
  readonly clock: Clock
  /** Asks for a sign of life. */
  readonly ask: () => void
  readonly onStuck: () => void
}

/** Milliseconds from one look to the next. */
const interval = 250
/** Looks without a sign of life: counted instead of timed, so that a machine that stood still accuses nobody. */
const mostMissed = 8

/** Seconds after which what does not answer is stuck. */
export const patience = (interval * mostMissed) / 1000

/** Tells when another thread, which may be caught in a regular expression, does not answer any more. */
export class Watchdog {
  readonly #options: WatchdogOptions
  #isAsked = false
  #missed = 0
  #stopTimer: (() => void) | undefined

  constructor(options: WatchdogOptions) {
    this.#options = options
  }

  /** Begins to watch, or ends it. */
  watch(isNeeded: boolean): void {
    if (isNeeded && !this.#stopTimer) this.#ask()
    else if (!isNeeded) this.#end()
  }

  /** A sign of life has come. */
  answered(): void {
    this.#isAsked = false
  }

  #ask(): void {
    this.#isAsked = true
    this.#missed = 0
    this.#options.ask()
    this.#wait()
  }

  #wait(): void {
    this.#stopTimer = this.#options.clock.after(interval, () => this.#look())
  }

  #look(): void {
    if (this.#isAsked) this.#miss()
    else this.#ask()
  }

  #miss(): void {
    this.#missed += 1
    if (this.#missed < mostMissed) {
      this.#wait()
      return
    }
    this.#end()
    this.#options.onStuck()
  }

  #end(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
  }
}
