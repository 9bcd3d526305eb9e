export interface CounterContext {
  /** Tells the background that what is up to this one is taken. */
  tell(count: number): void
  /** Milliseconds. */
  now(): number
}

/** As often in a second each use is told by itself; from then on so many are taken ahead at once. */
const mostTold = 50
const ahead = 1000

/**
 * The transport's part of `$counter`: the background counts what a person sends, and each tells the other how far it has
 * come, so that no number goes out twice.
 */
export class Counter {
  readonly #context: CounterContext
  #count = 0
  #taken = 0
  #since = Number.NEGATIVE_INFINITY
  #told = 0

  constructor(context: CounterContext) {
    this.#context = context
  }

  next(): number {
    this.#count += 1
    if (this.#count > this.#taken) this.#take()
    return this.#count
  }

  /** @param counted how far the background has come; no further than told where it has counted nothing itself */
  goOnFrom(counted: number): void {
    if (counted <= this.#taken) return
    this.#count = counted
    this.#taken = counted
  }

  #take(): void {
    const { now, tell } = this.#context
    if (now() - this.#since > 1000) {
      this.#since = now()
      this.#told = 0
    }
    this.#told += 1
    this.#taken = this.#told > mostTold ? this.#count + ahead : this.#count
    tell(this.#taken)
  }
}
