import type { Clock } from './clock.ts'

export interface TurnsOptions {
  readonly clock: Clock
  /** Milliseconds until the next commit is due; undefined while there is nothing to be written. */
  wait(): number | undefined
  /** Whether so much waits that it is not waited with. */
  isUrgent(): boolean
  commit(): Promise<void>
}

/**
 * Has one thing at a time done with the database: commits when they are due, and before them what else was asked for. So
 * no commit begins while entries are deleted; it would not know what the log has become.
 */
export class Turns {
  readonly #options: TurnsOptions
  readonly #asked: (() => Promise<void>)[] = []
  #current: Promise<void> | undefined
  #stopTimer: (() => void) | undefined

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** Resolves when what is being done is done. @throws what it failed with */
  async idle(): Promise<void> {
    await this.#current
  }

  /** Does something when the database is free, before commits that have not begun. */
  ask(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#asked.push(() => work().then(resolve, reject))
      this.next()
    })
  }

  /** Starts what is to be done next: a commit now or when its time has come. To be called when there is more to write. */
  next(): void {
    if (this.#current) return
    const asked = this.#asked.shift()
    if (asked) this.#begin(asked)
    else if (this.#options.isUrgent()) this.#begin(this.#options.commit)
    else if (!this.#stopTimer) this.#schedule()
  }

  #schedule(): void {
    const { clock, commit, wait } = this.#options
    const milliseconds = wait()
    if (milliseconds === undefined) return
    if (milliseconds <= 0) this.#begin(commit)
    else this.#stopTimer = clock.after(milliseconds, () => this.#begin(commit))
  }

  #begin(work: () => Promise<void>): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#current = work().finally(() => {
      this.#current = undefined
      this.next()
    })
  }
}
