/** Promises that wait for a number to fall. */
export class Waiters {
  #waiting: { below: number; resolve: () => void }[] = []

  /** Resolves when the number is below, or 0; at once if `now` is. */
  until(below: number, now: number): Promise<void> {
    if (isReached(below, now)) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ below, resolve }))
  }

  /** Tells what the number is now. */
  tell(now: number): void {
    for (const { resolve } of this.#waiting.filter(({ below }) => isReached(below, now))) resolve()
    this.#waiting = this.#waiting.filter(({ below }) => !isReached(below, now))
  }
}

function isReached(below: number, now: number): boolean {
  return now < below || now === 0
}
