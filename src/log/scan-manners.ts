import type { Clock } from './clock.ts'
import type { LogGrowth } from './growth.ts'

/** Milliseconds over which it is counted what comes in. */
const span = 200
/** Entries in that time with which the writer has its hands full. */
const many = 600
/** Milliseconds of rest for each of work, and at most in one go. */
const restShare = 3
const longestRest = 200

/**
 * Has scans leave the processor to the writer while messages pour in: whoever looks for something can wait a little,
 * what is sent cannot. At other times a scan never rests.
 */
export class ScanManners {
  readonly #clock: Clock
  /** Where each log ended when that was told last. */
  readonly #ends = new Map<string, number>()
  #since = 0
  #entries = 0
  #entriesBefore = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes in a notice of the writer, of whatever log. */
  grew({ logId, first, rows }: LogGrowth): void {
    const end = first + rows
    const before = this.#ends.get(logId) ?? end
    this.#ends.set(logId, end)
    this.#turn()
    this.#entries += Math.max(0, end - before)
  }

  /** For one scan; what it returns is awaited between two steps. */
  begin(): () => Promise<void> {
    const clock = this.#clock
    let from = clock.now()
    return async () => {
      const rest = Math.min(longestRest, (clock.now() - from) * restShare)
      if (this.#isBusy()) await new Promise<void>((resolve) => clock.after(rest, resolve))
      from = clock.now()
    }
  }

  #isBusy(): boolean {
    this.#turn()
    return Math.max(this.#entries, this.#entriesBefore) >= many
  }

  #turn(): void {
    const passed = this.#clock.now() - this.#since
    if (passed < span) return
    this.#entriesBefore = passed < 2 * span ? this.#entries : 0
    this.#entries = 0
    this.#since += passed
  }
}
