import type { Clock } from './clock.ts'
import type { LogGrowth } from './growth.ts'

/** Milliseconds over which it is counted what comes in. */
const span = 200
/** Entries in that time of which the writer does not feel a scan. */
const few = 200
/** Entries in that time with which the writer has its hands full. */
const many = 600
/** What of the time scans have then, however many come. */
const leastShare = 0.05
/** So many times as much where somebody waits for the next hit, and not only for the number of all. */
const awaitedShares = 5
/** Milliseconds of work that need no rest at first: what is seen of a filter is there at once. */
const mostCredit = 150
/** Milliseconds after which it is looked whether messages still pour in. */
const longestRest = 100

/**
 * Has scans leave the processor to the writer while messages pour in: whoever looks for something can wait a little,
 * what is sent cannot. The more comes, the less time they have, down to a twentieth. At other times a scan never rests.
 */
export class ScanManners {
  readonly #clock: Clock
  /** Where each log ended when that was told last. */
  readonly #ends = new Map<string, number>()
  #since = 0
  #entries = 0
  #entriesBefore = 0
  /** Milliseconds that scans may work without a rest; below none, what they have to rest for. */
  #credit = mostCredit
  #creditAt = 0

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

  /** Whether scans have to rest now. */
  get isPressed(): boolean {
    return this.#share() < 1
  }

  /** For one scan; what it returns is awaited between two steps. @param isAwaited whether somebody waits for what it finds */
  begin(): (isAwaited: boolean) => Promise<void> {
    const clock = this.#clock
    let from = clock.now()
    return async (isAwaited) => {
      this.#earn(isAwaited)
      this.#credit -= clock.now() - from
      for (let rest = this.#earn(isAwaited); rest > 0; rest = this.#earn(isAwaited)) {
        const milliseconds = Math.min(longestRest, rest)
        await new Promise<void>((resolve) => clock.after(milliseconds, resolve))
      }
      from = clock.now()
    }
  }

  /** Counts the time that has passed. @returns milliseconds of rest that are due */
  #earn(isAwaited: boolean): number {
    const now = this.#clock.now()
    const share = Math.min(1, this.#share() * (isAwaited ? awaitedShares : 1))
    const earned = this.#credit + (now - this.#creditAt) * share
    this.#credit = share === 1 ? mostCredit : Math.min(mostCredit, earned)
    this.#creditAt = now
    return Math.max(0, -this.#credit / share)
  }

  /** What of the time scans may work. */
  #share(): number {
    this.#turn()
    const entries = Math.max(this.#entries, this.#entriesBefore)
    return entries < many ? 1 : Math.max(leastShare, few / entries)
  }

  #turn(): void {
    const passed = this.#clock.now() - this.#since
    if (passed < span) return
    this.#entriesBefore = passed < 2 * span ? this.#entries : 0
    this.#entries = 0
    this.#since += passed
  }
}
