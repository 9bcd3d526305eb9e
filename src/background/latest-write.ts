/** Writes what is true by then, one write after the other. Who asks while one waits for its turn gets that one: a slow disk has no queue of the same. */
export class LatestWrite {
  readonly #write: () => Promise<void>
  #last: Promise<unknown> = Promise.resolve()
  #waiting: Promise<void> | undefined

  constructor(write: () => Promise<void>) {
    this.#write = write
  }

  /** Resolves when what is true now is stored. */
  save(): Promise<void> {
    this.#waiting ??= this.inTurn(() => {
      this.#waiting = undefined
      return this.#write()
    })
    return this.#waiting
  }

  /** Has something else written between those. */
  inTurn<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#last.catch(() => undefined).then(write)
    this.#last = written
    return written
  }
}
