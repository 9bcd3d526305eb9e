/** Which messages have not left yet, told from the sizes of those that were sent and the bytes that wait. */
export class Unsent {
  /** Of the latest messages, as many as may still wait. */
  #sizes: number[] = []
  #bytes = 0

  /** @param waiting bytes that have not left, those of this message included */
  sent(size: number, waiting: number): void {
    this.#sizes.push(size)
    this.#bytes += size
    this.#forget(waiting)
  }

  /** @returns how many messages have not left; they are the last ones that were sent */
  count(waiting: number): number {
    this.#forget(waiting)
    return this.#sizes.length
  }

  /** They leave in order; of one that has left in part, the rest still waits. */
  #forget(waiting: number): void {
    let gone = 0
    for (const size of this.#sizes) {
      if (this.#bytes - size < waiting) break
      this.#bytes -= size
      gone += 1
    }
    if (gone > 0) this.#sizes.splice(0, gone)
  }
}
